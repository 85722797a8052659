"""What a passage does: allow, forbid, ask, advise, explain, name somebody. Heard from the words in a data file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from magdat.importing.cues import Cue, Cues
from magdat.importing.forms import any_of, found_in
from magdat.importing.passages import Passage, Shape
from magdat.policy.whole_sentences import sentences_of

_CERTAIN, _LIKELY = 2.0, 0.8
"""By how much a kind has to lead to be certain, or likely."""


class Sure(Enum):
    """How sure a proposal is."""

    CERTAIN = "zeker"
    LIKELY = "waarschijnlijk"
    LOOK = "nakijken"


@dataclass(frozen=True)
class Heard:
    """The kind of a passage, and what follows from how it is said."""

    kind: str
    sure: Sure
    decision: str | None = None
    """What it decides where the kind does not say so: «nee» for «alleen de communicatiedienst plaatst …»."""

    others: bool = False
    """Whether it allows something to some people only: «artsen mogen …»."""


_AGAINST = {"toelating": "verbod", "verbod": "toelating"}

_OF_SHAPE = {Shape.STEPS: "stappen", Shape.DEFINITION: "begrip"}


def heard(passage: Passage, cues: Cues) -> Heard:
    """Return what a passage does, and how sure that is."""
    if passage.shape in _OF_SHAPE:
        return Heard(_OF_SHAPE[passage.shape], Sure.CERTAIN)
    whole = main_parts(passage.core or passage.text, cues)
    scores = scored(whole, cues.kinds)
    ranked = sorted(scores, key=lambda kind: -scores[kind])
    first = _first_deed(whole, cues)
    if first is not None and ranked[0] == _AGAINST[first]:
        return Heard(first, Sure.LOOK, "voorwaardelijk" if first == "toelating" else None)
    best, lead = ranked[0], scores[ranked[0]] - scores[ranked[1]]
    if scores[best] <= 0:
        return Heard("uitleg", Sure.LIKELY)
    sure = Sure.CERTAIN if lead >= _CERTAIN else Sure.LIKELY if lead >= _LIKELY else Sure.LOOK
    if best == "lijst" and passage.shape is not Shape.LIST:
        best = "uitleg"
    if passage.shape is Shape.LIST and best == "uitleg":
        best = "lijst"
    said = passage.core or passage.text
    return Heard(best, sure, _decision(best, said, cues), best == "toelating" and found_in(said, cues.others))


def forbids_itself(text: str, cues: Cues) -> bool:
    """Return whether an item of a list of exceptions says by itself that something may not be.

    «Nooit bij minderjarigen» does; «de bewoner is niet herkenbaar» only says in which case it may, and «zonder
    toestemming hoeft het niet» asks for nothing.
    """
    case, when = any_of(cues.case_first, start_only=True), any_of((*cues.telling_when, *cues.unconditional))
    parts = [case.sub("", part) for part in sentences_of(text, cues.abbreviations)]
    return any(found_in(when.sub(" ", part), cues.forbidding) for part in parts)


def _first_deed(text: str, cues: Cues) -> str | None:
    """Return what the first of several sentences surely does, where it allows or forbids: what follows only limits it.

    «ChatGPT mag je gebruiken. Namen en dossiers zet je er nooit in, onder geen beding.»
    """
    parts = [part for part in sentences_of(text, cues.abbreviations) if not part.endswith("?")]
    if len(parts) < 2:
        return None
    scores = scored(parts[0], cues.kinds)
    deeds = [deed for deed, other in _AGAINST.items() if scores[deed] >= scores[other] + _CERTAIN]
    return deeds[0] if deeds and scores[deeds[0]] == max(scores.values()) else None


def main_parts(text: str, cues: Cues) -> str:
    """Return what a text says, without what only says when: «een foto mag», «vraag dan om te stoppen»."""
    parts = []
    for sentence in sentences_of(text, cues.abbreviations):
        case = any_of(cues.case_first, start_only=True).match(sentence)
        if case:
            sentence = sentence[case.end() :].strip() or sentence
        cut = any_of(cues.subordinate).search(sentence)
        parts.append(sentence[: cut.start()] + "." if cut and cut.start() > 12 else sentence)
    return " ".join(parts)


def scored(text: str, kinds: Mapping[str, Sequence[Cue]]) -> dict[str, float]:
    """Return how much tells for each kind: the weights of the forms that a text holds."""
    return {
        kind: sum(cue.weight for cue in cues if any_of(tuple(cue.forms)).search(text)) for kind, cues in kinds.items()
    }


def _decision(kind: str, text: str, cues: Cues) -> str | None:
    if kind == "wie":
        return "nee" if found_in(text, cues.not_you) else None
    if kind == "toelating":
        free = found_in(text, cues.unconditional) or not found_in(text, cues.condition)
        return "ja" if free else "voorwaardelijk"
    return None
