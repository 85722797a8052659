"""How likely each opening is by those sentences of a statement that a message is most like.

«Kan dat zonder horen?» and «moeten ze mij eerst horen?» ask for one statement, and an honest answer begins differently.
The form alone tells them apart badly; so a sentence counts by how near it lies to the message (nlu/ranking/space.py)
and by whether both ask the same way round (leidraad/eerste_woord.yml), whatever its form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from magdat.answers.marks import Asking, asking_of
from magdat.files.documents import parse, read_document
from magdat.guidance.first_word import FirstWordCues, FirstWordKnowledge
from nlu.labelled_questions import LabelledQuestion
from nlu.ranking.space import Floats

SHARPNESS = 8.0
"""How much faster than its distance a sentence counts less."""

TURNED, OTHER_KIND, OTHER_MARK = 0.1, 0.5, 0.5
"""What a sentence counts that asks the other way round, for something else than allowed or obliged, and for every mark
that it has and the message has not, or the other way about. Chosen from a dozen sets of values on writers left out."""

AS_TABLE = 1e-3
"""So much weight has what holds for statement and form over all: it decides where no sentence is near."""

KEPT = "nearby_openings.json"


@dataclass(frozen=True)
class Said:
    """How one sentence asks, and how an honest answer to it begins."""

    opening: str
    asking: Asking


class NearbyOpenings:
    """The sentences of every statement, in the order in which they were learned."""

    def __init__(self, said: Mapping[str, Sequence[Said]]) -> None:
        """Keep them by statement."""
        self._said = {name: list(items) for name, items in said.items()}

    @classmethod
    def of(cls, cues: FirstWordKnowledge, labelled: Sequence[LabelledQuestion]) -> NearbyOpenings:
        """Read how labelled questions ask; those without a statement or an opening are left out."""
        said: dict[str, list[Said]] = {}
        for item in labelled:
            if item.statement is not None and item.opening is not None:
                read = Said(item.opening.value, asking_of(cues, item.text))
                said.setdefault(item.statement, []).append(read)
        return cls(said)

    def shares(self, statement: str, alike: Floats, asking: Asking, table: Mapping[str, float]) -> dict[str, float]:
        """Return how likely each opening is; together 1.

        Args:
            statement: what answers the message.
            alike: how alike the message is to each of its sentences, -1 to 1, in the order in which they were learned.
            asking: how the message asks.
            table: how likely each opening is by statement and form over all.
        """
        items = self._said.get(statement, [])
        counted = {name: AS_TABLE * share for name, share in table.items()}
        near: NDArray[np.float64] = np.exp(SHARPNESS * (np.asarray(alike, dtype=np.float64) - 1.0))
        for item, weight in zip(items, near):
            weight *= TURNED if item.asking.turned != asking.turned else 1.0
            weight *= OTHER_KIND if item.asking.kind != asking.kind else 1.0
            weight *= OTHER_MARK ** len(item.asking.marks ^ asking.marks)
            counted[item.opening] = counted.get(item.opening, 0.0) + float(weight)
        whole = sum(counted.values()) or 1.0
        return {name: count / whole for name, count in counted.items()}

    def save(self, directory: Path) -> None:
        """Write everything as JSON; ways of asking that recur stand in it once."""
        ways: dict[Asking, int] = {}
        said = {
            name: [[item.opening, ways.setdefault(item.asking, len(ways))] for item in items]
            for name, items in self._said.items()
        }
        told = [[way.kind, way.turned, way.open, sorted(way.marks)] for way in ways]
        (directory / KEPT).write_text(json.dumps({"said": said, "ways": told}, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> NearbyOpenings:
        """Read what :meth:`save` wrote.

        Raises:
            OSError: the file is missing.
        """
        facts = json.loads((directory / KEPT).read_text(encoding="utf-8"))
        ways = [Asking(kind, turned, open_, frozenset(marks)) for kind, turned, open_, marks in facts["ways"]]
        return cls(
            {name: [Said(opening, ways[way]) for opening, way in items] for name, items in facts["said"].items()}
        )


def read_cues(path: Path) -> FirstWordKnowledge:
    """Return the words by which questions are heard.

    Raises:
        DocumentError: the file is missing or wrong; with lines, in Dutch.
    """
    cues = parse(FirstWordCues, read_document(path))
    return FirstWordKnowledge(cues.question, cues.begins, cues.before, cues.sentence)
