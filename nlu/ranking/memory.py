"""The sentences that were learned from, as vectors, so that a message is compared with each of a topic's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlu.ranking.space import Floats, Numbers, Space, unit


@dataclass(frozen=True)
class Memory:
    """Sentences by statement: those of one statement stand beside each other, and those of one topic too."""

    space: Space
    rows: Floats
    """Sentences in the space, shape (sentences, columns)."""

    starts: Numbers
    """Where the sentences of each statement begin, and behind the last one where they end."""

    middles: Floats
    """The mean direction of the sentences of each statement, shape (statements, columns)."""

    @classmethod
    def learned(cls, vectors: Floats, owners: Numbers) -> Memory:
        """Remember sentences.

        Args:
            vectors: their vectors.
            owners: for each, the number of its statement; every number up to the highest occurs.
        """
        space = Space.learned(vectors, owners)
        order = np.argsort(owners, kind="stable")
        rows = space.of(vectors[order])
        starts = np.concatenate([[0], np.cumsum(np.bincount(owners))]).astype(np.int64)
        return cls(space, rows, starts, unit(np.add.reduceat(rows, starts[:-1], axis=0)))

    def counts(self, statements: Sequence[int]) -> Floats:
        """Return how many sentences some statements have."""
        return np.diff(self.starts)[list(statements)].astype(np.float32)

    def alike(self, vector: Floats, statements: Sequence[int]) -> tuple[Floats, Floats]:
        """Return how alike a message is to the nearest sentence of some statements, and to the middle of theirs."""
        asked = self.space.of(vector)
        nearest = [(self.rows[self.starts[item] : self.starts[item + 1]] @ asked).max() for item in statements]
        return np.array(nearest, dtype=np.float32), self.middles[list(statements)] @ asked

    def alike_each(self, vector: Floats, statement: int) -> Floats:
        """Return how alike a message is to every sentence of a statement, in the order in which they were learned."""
        found: Floats = self.rows[self.starts[statement] : self.starts[statement + 1]] @ self.space.of(vector)
        return found

    def alike_all(self, vector: Floats) -> tuple[Floats, Floats]:
        """Return the same as :meth:`alike`, for every statement."""
        asked = self.space.of(vector)
        return np.maximum.reduceat(self.rows @ asked, self.starts[:-1]), self.middles @ asked
