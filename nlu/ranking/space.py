"""The space in which sentences that ask the same lie close together: a linear discriminant of sentence vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

COLUMNS = 128
"""Columns of the space: more of them tell no more statements apart (docs/nlu.md)."""

SHRINKING = 0.3
"""How much is added to every direction in which sentences that ask the same differ, as a share of the average."""


@dataclass(frozen=True)
class Space:
    """How a vector is centred and turned."""

    centre: Floats
    turn: Floats
    """Shape (columns of the vectors, columns of the space)."""

    @classmethod
    def learned(cls, vectors: Floats, owners: Numbers) -> Space:
        """Return the space in which vectors of one owner differ alike in every direction, and the owners most.

        Args:
            vectors: vectors of sentences, a row each.
            owners: for each, the number of the statement that it asks for; every number up to the highest occurs.
        """
        centre = vectors.mean(axis=0, dtype=np.float64)
        away = vectors - centre
        means, counts = means_of(away, owners)
        inside = away - means[owners]
        sizes, axes = np.linalg.eigh(inside.T @ inside / len(away))
        rounded = axes / np.sqrt(np.maximum(sizes, 0.0) + SHRINKING * max(float(sizes.mean()), TINY))
        between = (means @ rounded) * np.sqrt(counts)[:, None]
        _, ways = np.linalg.eigh(between.T @ between)
        return cls(centre.astype(np.float32), (rounded @ ways[:, ::-1][:, :COLUMNS]).astype(np.float32))

    def of(self, vectors: Floats) -> Floats:
        """Return vectors as they lie in the space, of length one."""
        return unit((vectors - self.centre) @ self.turn)


TINY = 1e-12
"""Stands for nothing where one divides."""


def means_of(vectors: NDArray[np.float64], owners: Numbers) -> tuple[NDArray[np.float64], Numbers]:
    """Return the mean of the vectors of each owner, and how many there are."""
    counts = np.bincount(owners)
    sums = np.zeros((len(counts), vectors.shape[1]))
    np.add.at(sums, owners, vectors)
    return sums / counts[:, None], counts


def unit(vectors: Floats) -> Floats:
    """Return vectors of length one; one of zeros stays what it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Floats = vectors / np.maximum(lengths, np.float32(TINY))
    return found
