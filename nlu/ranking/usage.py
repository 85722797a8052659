"""How each statement is asked for: in what forms, by whom, and with what opening of the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlu.ranking.space import Floats

SMOOTHING = 4.0
"""What is known of all statements counts in each of them as so many sentences."""

LEAST = 1e-6
"""Stands for no chance at all where a logarithm is taken."""


@dataclass(frozen=True)
class Usage:
    """How many times likelier each label is among the sentences of a statement than among all."""

    labels: tuple[str, ...]
    times: Floats
    """Shape (statements, labels)."""

    @classmethod
    def counted(cls, owners: Sequence[int], labels: Sequence[str | None], statements: int) -> Usage:
        """Count the labels of sentences; those without one are left out.

        Args:
            owners: for each sentence, the number of its statement.
            labels: what is said of it.
            statements: how many statements there are.
        """
        names = tuple(sorted({label for label in labels if label is not None}))
        place = {name: index for index, name in enumerate(names)}
        counts = np.zeros((statements, len(names)))
        for owner, label in zip(owners, labels):
            if label is not None:
                counts[owner, place[label]] += 1
        overall = (counts.sum(axis=0) + 1) / (counts.sum() + max(len(names), 1))
        shares = (counts + SMOOTHING * overall) / (counts.sum(axis=1, keepdims=True) + SMOOTHING)
        return cls(names, (shares / overall).astype(np.float32))

    def fits(self, heard: Mapping[str, float], statements: Sequence[int]) -> Floats:
        """Return how well what is heard in a message fits some statements: the logarithm of how many times likelier."""
        chances = np.array([heard.get(name, 0.0) for name in self.labels], dtype=np.float32)
        found: Floats = np.log(self.times[list(statements)] @ chances + np.float32(LEAST))
        return found
