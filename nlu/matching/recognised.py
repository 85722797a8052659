"""What the guidance's questions teach about a policy: how others ask the same, and what is answered to it elsewhere.

A question in somebody's own words is often unlike the sentence that answers it. But the pipeline knows what is asked:
the middle of all questions that ask the same is nearer to that sentence, and so is what the guidance answers. After
the hypothetical documents of Gao, Ma, Lin & Callan (2022, arXiv:2212.10496), with documents that people wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.matching.meaning import Floats, Meaning, unit

MOST = 8
"""So many of the likeliest statements count."""


@dataclass(frozen=True)
class Expected:
    """What a question is expected to be like, as far as it was recognised."""

    asked: Floats
    """How others ask it, as :meth:`Meaning.asked` gives questions; shorter the less sure it is. Shape (dimension,)."""

    said: Floats
    """What is said to it, as :meth:`Meaning.said` gives statements."""


@dataclass(frozen=True)
class Recognised:
    """The middle of the questions of each of the guidance's statements, and its text, as vectors."""

    names: tuple[str, ...]
    asked: Floats
    said: Floats

    @classmethod
    def of_nothing(cls) -> Recognised:
        """Return one that knows no statement."""
        return cls((), np.zeros((0, 0), dtype=np.float32), np.zeros((0, 0), dtype=np.float32))

    @classmethod
    def learn(
        cls, meaning: Meaning, names: Sequence[str], answers: Floats, questions: Floats, by: NDArray[np.int64]
    ) -> Recognised:
        """Return what labelled questions tell.

        Args:
            meaning: how vectors are compared.
            names: of the statements.
            answers: the vectors of their texts.
            questions: the vectors of the questions.
            by: for each question, the number of the statement that answers it.
        """
        middle = np.zeros((len(names), questions.shape[1]), dtype=np.float32)
        np.add.at(middle, by, meaning.asked(questions))
        return cls(tuple(names), unit(middle), meaning.said(answers))

    def expected(self, statements: Mapping[str, float]) -> Expected | None:
        """Return what a question is expected to be like; ``None`` where nothing that is known here was recognised.

        Args:
            statements: how likely each of the guidance's statements answers it. One that was added since does not
                count until this is learned again.
        """
        places = self._places
        known = sorted(((chance, places[name]) for name, chance in statements.items() if name in places), reverse=True)
        if not known:
            return None
        chances = np.array([chance for chance, _ in known[:MOST]], dtype=np.float32)
        rows = [place for _, place in known[:MOST]]
        return Expected(chances @ self.asked[rows], chances @ self.said[rows])

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    def save(self, path: Path) -> None:
        """Write it, each number as one of 255 steps; the same numbers always give the same file."""
        steps, sizes = zip(*(_steps(rows) for rows in (self.asked, self.said)))
        np.savez_compressed(path, names=np.array(self.names), asked=steps[0], said=steps[1], sizes=np.array(sizes))

    @classmethod
    def load(cls, path: Path) -> Recognised:
        """Read what :meth:`save` wrote.

        Raises:
            OSError: the file is missing.
        """
        with np.load(path, allow_pickle=False) as numbers:
            asked, said = (numbers[name].astype(np.float32) for name in ("asked", "said"))
            sizes = numbers["sizes"]
            return cls(tuple(numbers["names"].tolist()), unit(asked * sizes[0]), unit(said * sizes[1]))


def _steps(rows: Floats) -> tuple[NDArray[np.int8], np.float32]:
    size = np.float32(np.abs(rows).max(initial=0.0) / 127 or 1.0)
    return np.rint(rows / size).astype(np.int8), size
