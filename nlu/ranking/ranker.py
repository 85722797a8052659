"""The likeliest statements of the likeliest topics, ranked by how the message is like what was learned of each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import numpy as np

from nlu.labelled_questions import LabelledQuestion
from nlu.ranking.memory import Memory
from nlu.ranking.space import Floats, Space
from nlu.ranking.usage import LEAST, Usage
from nlu.ranking.weighing import LIKENESSES

CANDIDATES = 30
"""So many statements are ranked: those that are likeliest by their topic and within it."""

FEW = 8.0
"""With so many sentences a statement has half of few."""

LEAST_WITHIN = 1e-5
"""The least chance of a statement within its topic."""

MOST_BESIDE, LEAST_ALIKE = 3, 0.35
"""So many statements of a topic are told that a message is like, from so much likeness (nearest and middle) on."""

NUMBERS, NAMES = "ranker.npz", "ranker.json"

FORM, ASKER, OPENING = "vorm", "vrager", "opening"


@dataclass(frozen=True)
class Candidate:
    """A statement that may answer a message."""

    name: str
    topic: float
    """How likely its topic is."""

    within: float
    """How likely it is within the topic."""


@dataclass(frozen=True)
class Ranked:
    """A statement, how likely it is among those that were ranked, and what each likeness adds to its score."""

    name: str
    chance: float
    reasons: Mapping[str, float]
    """Beside the average of the statements that were ranked."""


@dataclass(frozen=True)
class Beside:
    """A statement, how alike a message is to the nearest of its sentences, and to the middle of them."""

    name: str
    nearest: float
    middle: float


class Ranker:
    """What was learned of every statement from the sentences that ask for it."""

    def __init__(self, names: Sequence[str], memory: Memory, usages: Mapping[str, Usage]) -> None:
        """Take the statements in the order of their numbers."""
        self._names = list(names)
        self._topics = [name.partition(".")[0] for name in names]
        self._place = {name: index for index, name in enumerate(names)}
        self._memory = memory
        self._usages = dict(usages)

    @classmethod
    def learned(cls, vectors: Floats, labelled: Sequence[LabelledQuestion]) -> Ranker:
        """Learn from sentences and their vectors; those that no statement answers teach nothing here."""
        rows = [index for index, item in enumerate(labelled) if item.statement is not None]
        asked = [labelled[index] for index in rows]
        names = sorted({str(item.statement) for item in asked})
        place = {name: index for index, name in enumerate(names)}
        owners = [place[str(item.statement)] for item in asked]
        told: dict[str, list[str | None]] = {
            FORM: [item.form.value if item.form is not None else None for item in asked],
            ASKER: [item.asker.value if item.asker is not None else None for item in asked],
            OPENING: [item.opening.value if item.opening is not None else None for item in asked],
        }
        usages = {name: Usage.counted(owners, labels, len(names)) for name, labels in told.items()}
        return cls(names, Memory.learned(vectors[rows], np.array(owners, dtype=np.int64)), usages)

    def likenesses(
        self, vector: Floats, candidates: Sequence[Candidate], heard: Mapping[str, Mapping[str, float]]
    ) -> Floats:
        """Return in what ways a message is like each candidate, shape (candidates, likenesses).

        Args:
            vector: the vector of the message.
            candidates: statements that were learned from.
            heard: how likely each form, asker and opening is.
        """
        statements = [self._place[item.name] for item in candidates]
        within = np.log(np.array([item.within for item in candidates], dtype=np.float32) + np.float32(LEAST_WITHIN))
        counts = self._memory.counts(statements)
        few = 1 / (1 + counts / np.float32(FEW))
        nearest, middle = self._memory.alike(vector, statements)
        columns = {
            "kans_onderwerp": np.log(np.array([item.topic for item in candidates]) + LEAST),
            "kans_binnen": within,
            "kans_binnen_weinig": few * within,
            "dichtste_zin": nearest,
            "midden": middle,
            **{name: self._usages[name].fits(heard[name], statements) for name in (FORM, ASKER, OPENING)},
            "zinnen": np.log(counts + 1),
            "weinig_zinnen": few,
        }
        return np.stack([columns[name] for name in LIKENESSES], axis=1).astype(np.float32)

    def rank(
        self,
        weights: Floats,
        vector: Floats,
        candidates: Sequence[Candidate],
        heard: Mapping[str, Mapping[str, float]],
    ) -> list[Ranked]:
        """Return the candidates, likeliest first; their chances make one together."""
        known = [item for item in candidates if item.name in self._place]
        if not known:
            return []
        added = self.likenesses(vector, known, heard) * weights
        scores = added.sum(axis=1)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        beside = added - added.mean(axis=0)
        order = np.argsort(-shares, kind="stable")
        return [
            Ranked(known[index].name, float(shares[index]), dict(zip(LIKENESSES, map(float, beside[index]))))
            for index in order
        ]

    def alike(self, vector: Floats, statement: str) -> Floats:
        """Return how alike a message is to every sentence of a statement, in the order in which they were learned."""
        if statement not in self._place:
            return np.zeros(0, dtype=np.float32)
        return self._memory.alike_each(vector, self._place[statement])

    def beside(self, vector: Floats) -> dict[str, list[Beside]]:
        """Return for each topic the statements whose sentences a message is most like, whatever it is about.

        In the middle of a conversation the topic is known, and «en als ik weiger?» asks something else on each.
        """
        nearest, middle = self._memory.alike_all(vector)
        both = nearest + middle
        near = np.flatnonzero(both >= LEAST_ALIKE)
        found: dict[str, list[Beside]] = {}
        for index in near[np.argsort(-both[near], kind="stable")].tolist():
            listed = found.setdefault(self._topics[index], [])
            if len(listed) < MOST_BESIDE:
                listed.append(Beside(self._names[index], float(nearest[index]), float(middle[index])))
        return found

    def save(self, directory: Path) -> None:
        """Write everything as plain numbers and JSON."""
        memory = self._memory
        arrays = {f"times.{name}": usage.times for name, usage in self._usages.items()}
        np.savez(
            directory / NUMBERS,
            centre=memory.space.centre,
            turn=memory.space.turn,
            rows=memory.rows.astype(np.float16),
            starts=memory.starts,
            middles=memory.middles,
            **arrays,
        )
        facts = {"names": self._names, "labels": {name: usage.labels for name, usage in self._usages.items()}}
        (directory / NAMES).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Ranker:
        """Read what :meth:`save` wrote.

        Raises:
            OSError: a file is missing.
        """
        facts = json.loads((directory / NAMES).read_text(encoding="utf-8"))
        with np.load(directory / NUMBERS, allow_pickle=False) as arrays:
            space = Space(arrays["centre"], arrays["turn"])
            memory = Memory(space, arrays["rows"].astype(np.float32), arrays["starts"], arrays["middles"])
            usages = {name: Usage(tuple(labels), arrays[f"times.{name}"]) for name, labels in facts["labels"].items()}
        return cls(facts["names"], memory, usages)


def likeliest(topics: Mapping[str, float], within: Mapping[str, Mapping[str, float]]) -> list[Candidate]:
    """Return the statements to rank: the likeliest, given how likely each topic and each statement within it is."""
    found = [
        (topics[topic] * share, name, topics[topic], share)
        for topic, shares in within.items()
        for name, share in shares.items()
    ]
    found.sort(key=itemgetter(0), reverse=True)
    return [Candidate(name, chance, share) for _, name, chance, share in found[:CANDIDATES]]
