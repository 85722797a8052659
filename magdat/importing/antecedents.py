"""What a statement leans on that stands in another one: «Dat recht geldt niet voor: …» begins with the right itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from magdat.importing.cues import Cues
from magdat.importing.forms import any_of
from magdat.importing.passages import Passage, Shape
from magdat.importing.proposals import Proposal
from magdat.policy.whole_sentences import sentences_of

LONGEST = 60
"""Words of what is said in front of a statement; more would hide it."""

_WORD = re.compile(r"[^\W\d_]{2}")
"""What «§ 3.», a number that stands by itself, has not."""

_IN_A_LIST = frozenset({Shape.LIST, Shape.ITEM, Shape.STEPS, Shape.DEFINITION})
_SAYING = frozenset({Shape.SENTENCES, Shape.ITEM})


def with_antecedents(proposals: Iterable[Proposal], cues: Cues) -> list[Proposal]:
    """Return the proposals; those that nobody understands alone with the sentence before them in front.

    What says the reverse of it stays as it is: behind «ja» a ban would read as leave, and the other way round. So does
    what is about something else, or holds in another case.
    """
    done: list[Proposal] = []
    for item in proposals:
        before = _before(item.passage, done) if _leans(item.passage.text, cues) else None
        if before is not None and _of_one_kind(before, item):
            item = replace(item, passage=replace(item.passage, before=_last(before.passage, cues)))
        done.append(item)
    return done


def _leans(text: str, cues: Cues) -> bool:
    return any_of(cues.dependent, start_only=True).match(text) is not None


def _before(passage: Passage, done: Sequence[Proposal]) -> Proposal | None:
    """Return what stands in front of a passage in its clause, of a list in front of what leads it; else ``None``."""
    led = passage.shape in _IN_A_LIST and passage.text.startswith(passage.sentences[0])
    for item in reversed(done):
        other = item.passage
        if (led and other.sentences[0] == passage.sentences[0]) or not _WORD.search(other.text):
            continue
        near = other.place == passage.place or (other.shape is Shape.SENTENCES and (led or passage.shape in _SAYING))
        return item if other.clause is passage.clause and other.shape in _SAYING and near else None
    return None


def _of_one_kind(before: Proposal, item: Proposal) -> bool:
    """Return whether what stands in front belongs to the same subject and case, and decides nothing else."""
    alike = (before.topic, before.conditions) == (item.topic, item.conditions)
    return alike and {_forbids(before), _forbids(item)} != {True, False}


def _last(before: Passage, cues: Cues) -> str:
    """Return the last sentence of a passage, with those that it leans on itself, as far as that is not too long."""
    whole = f"{before.before} {before.text}".strip()
    sentences = [sentence for sentence in sentences_of(whole, cues.abbreviations) if _WORD.search(sentence)]
    start = len(sentences) - 1
    leaning = any_of((*cues.leaning, *cues.dependent), start_only=True)
    while start and leaning.match(sentences[start]) and len(" ".join(sentences[start - 1 :]).split()) <= LONGEST:
        start -= 1
    return " ".join(sentences[start:])


def _forbids(item: Proposal) -> bool | None:
    """Return whether something is forbidden; ``None`` of what neither forbids nor allows."""
    if item.kind == "verbod" or item.decision == "nee":
        return True
    return False if item.kind == "toelating" else None
