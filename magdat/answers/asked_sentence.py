"""Which sentence of a clause a question asks for: «een dashcam is verboden», or «de fleetmanager kan afwijken».

How much each sign counts was learned (bench/first_word.py, leidraad/eerste_woord_gewichten.yml).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from magdat.policy.answerable import Place, Source, decision_of, told_in
from magdat.policy.model import Policy
from magdat.policy.sentences import sentences
from magdat.policy.statements import PolicyStatement, Section
from magdat.understanding import Found

LEAST = 0.005
"""The chance of a statement that was not among the likeliest."""

SHORTEST, STEM = 4, 5
"""Words of fewer letters tell nothing, and of longer ones the first letters tell it: «wissen», «wis je»."""

_LETTERS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_EMPTY = re.compile(
    r"over|iets|zelf|toch|eens|gewoon|mijn|jouw|onze|haar|zijn|heb|hebt|heeft|hebben|wordt|worden|mag|mogen|moet|moeten"
    r"|kunnen|niet|geen|nooit|ook|deze|dit|alle|alles|meer|veel|iemand|waar|wanneer|want|maar|door|voor|naar|bij|zonder"
    r"|tijdens|ander|andere|anderen"
)
"""Words that any two texts share."""

EXPLAINS = "uitleg/-"
FOUND, LIKE = 0.9, 0.5
"""The chance and the likeness of each sentence of a text that was found as a whole: they tell none from another."""

SIGNS = ("kans", "gelijkenis", "woorden", "eerste", "beslist", "eigen_rol", "andere_rol", "kort")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a clause, with where it stands and how it was found."""

    text: str
    kind: str
    """What its statement is and decides: «verbod/nee»; who wrote examples to it looked at that as well."""

    chance: float
    """How likely its statement answers the question."""

    like: float
    """How like the question it is."""

    first: bool
    """Whether the clause begins with it."""

    roles: frozenset[str] = frozenset()
    """For whom it holds; for everybody where none is named."""

    place: Place | None = None
    """Where it stands in the policy."""

    def of(self, place: Place) -> bool:
        """Return whether it stands in the statement at a place, or in an exception to that."""
        return self.place is not None and self.place.name == place.name

    def holds_for(self, role: str | None) -> bool:
        """Return whether it may hold for who asks; who says nothing of a role has none."""
        return not self.roles or role in self.roles


def sentences_of(policy: Policy, section: Section | None, found: Sequence[Found]) -> list[Sentence]:
    """Return the sentences of a part of a clause, in its order; of none there are none.

    Args:
        policy: the policy in use.
        section: the clause, and the heading within it.
        found: what was found to be like the question.
    """
    by_id = {hit.id: hit for hit in found}
    told = list(_told(policy, section))
    known = [like for place, *_ in told if place.id in by_id for like in by_id[place.id].sentences]
    unknown = min(known, default=0.0)
    collected: list[Sentence] = []
    for place, item, text in told:
        hit = by_id.get(place.id)
        parts = sentences(text)
        likes = hit.sentences if hit is not None and len(hit.sentences) == len(parts) else [unknown] * len(parts)
        chance = max(hit.chance if hit is not None else LEAST, LEAST)
        roles, kind = frozenset(map(str, item.conditions.values("rol"))), _kind_of(item, place)
        for part, like in zip(parts, likes):
            collected.append(Sentence(part, kind, chance, like, not collected, roles, place))
    return collected


def _kind_of(item: PolicyStatement, place: Place) -> str:
    unless = item.unless[place.number] if place.source is Source.EXCEPTION else None
    decision = decision_of(item, unless)
    looked_at = " nagekeken" if item.examples else ""
    return f"{item.kind.value}/{decision.value if decision is not None else '-'}{looked_at}"


def sentences_of_text(text: str) -> list[Sentence]:
    """Return the sentences of a text of the guidance, which was found as a whole and only explains."""
    return [Sentence(part, EXPLAINS, FOUND, LIKE, number == 0) for number, part in enumerate(sentences(text))]


def _told(policy: Policy, section: Section | None) -> Iterator[tuple[Place, PolicyStatement, str]]:
    for item in policy.statements:
        if item.section != section:
            continue
        yield Place(Source.STATEMENT, item.id), item, told_in(item)
        for number, unless in enumerate(item.unless):
            yield Place(Source.EXCEPTION, item.id, number), item, unless.text


def stems(text: str) -> set[str]:
    """Return the first letters of each word that tells something."""
    return {word[:STEM] for word in telling_words(text)}


def telling_words(text: str) -> set[str]:
    """Return each word that tells something, in small letters."""
    words = (word.lower() for word in _LETTERS.findall(text))
    return {word for word in words if len(word) >= SHORTEST and not _EMPTY.fullmatch(word)}


SAME = 0.8
"""A sentence that has so large a share of its words in another text is part of it."""


def part_of(sentence: str, text: str) -> bool:
    """Return whether a sentence is part of a text, however it was cut: most of its words stand in it."""
    words = stems(sentence)
    return bool(words) and len(words & stems(text)) >= SAME * len(words)


def sentence_signs(sentence: Sentence, asked: frozenset[str], role: str | None, *, decides: bool) -> dict[str, float]:
    """Return what speaks for a sentence being the one that is asked for.

    Args:
        sentence: the sentence.
        asked: the stems of the question.
        role: as what somebody says to ask.
        decides: whether the question asks for yes or no, and the sentence does something about it.
    """
    roles = sentence.roles
    shared = len(stems(sentence.text) & asked) / max(len(asked), 1)
    mine = role is not None and role in roles
    words = len({word.lower() for word in _LETTERS.findall(sentence.text)})
    values = (
        math.log(sentence.chance),
        sentence.like,
        shared,
        float(sentence.first),
        float(decides),
        float(mine),
        float(bool(roles) and not mine),
        1 / words if words else 1.0,
    )
    return dict(zip(SIGNS, values))


def chances_of(signs: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[float]:
    """Return how likely each sentence is the one that is asked for; together 1.

    Args:
        signs: those of each sentence of a clause.
        weights: how much each counts.
    """
    scores = [sum(weights.get(name, 0.0) * value for name, value in each.items()) for each in signs]
    highest = max(scores, default=0.0)
    parts = [math.exp(score - highest) for score in scores]
    return [part / sum(parts) for part in parts]
