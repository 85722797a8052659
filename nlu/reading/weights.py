"""The weights of what reads a question and a sentence together (``reader.npz``, made by training.py)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.e5.graph import JOINT, LEVELS
from nlu.e5.weights import Floats, Weights

PATH = Path(__file__).resolve().parent / "reader.npz"

TAUGHT_ON = "taught_on"

MOST = 48
"""Pieces that are read of a question, the last ones, and of a sentence, the first ones. What stands in ``reader.npz``
was first learned with 64, and further with 48."""


class ReaderWeights:
    """Numbers by name; matrices are kept in whole numbers, as they are multiplied."""

    def __init__(self, numbers: Mapping[str, NDArray[Any]], of_e5: Weights) -> None:
        """Take the numbers, and those of e5, whose shape they have."""
        self._numbers = dict(numbers)
        self.width, self.heads, self.inner = of_e5.width, of_e5.heads, of_e5.inner
        self.epsilon, self.layers = of_e5.epsilon, of_e5.layers
        self.alone = of_e5.layers - JOINT
        """So many layers read a question or a sentence by itself."""

    @classmethod
    def load(cls, of_e5: Weights, path: Path = PATH) -> ReaderWeights:
        """Read what :meth:`save` wrote.

        Raises:
            OSError: the file is missing.
        """
        with np.load(path, allow_pickle=False) as stored:
            return cls({name: stored[name] for name in stored.files}, of_e5)

    def save(self, path: Path = PATH) -> None:
        """Write them, the matrices of layers in whole numbers; the same numbers always give the same file."""
        written: dict[str, NDArray[Any]] = {}
        for name, values in sorted(self._numbers.items()):
            if _is_of_a_layer(name, values):
                scale = np.abs(values).max(axis=0) / np.float32(LEVELS)
                written[name] = np.rint(values / scale).astype(np.int8)
                written[f"{name}.scale"] = scale.astype(np.float32)
            else:
                written[name] = values if values.dtype.kind == "U" else values.astype(np.float32)
        np.savez_compressed(path, **written)

    @cached_property
    def digest(self) -> str:
        """Return what tells them from any others."""
        found = hashlib.sha256()
        for name, values in sorted(self._numbers.items()):
            found.update(name.encode())
            found.update(np.ascontiguousarray(values).tobytes())
        return found.hexdigest()[:16]

    @property
    def taught_on(self) -> str:
        """Return the digest of what e5 was taught before (nlu.e5.adapter): its lower layers read for these."""
        return str(self._numbers[TAUGHT_ON])

    def matrix(self, name: str, inputs: int) -> Floats:
        """Return a matrix of a layer, shape (outputs, inputs), as nlu.e5.weights gives e5's."""
        values = self._numbers[name]
        assert values.shape[0] == inputs
        scale = self._numbers.get(f"{name}.scale")
        found: Floats = (values if scale is None else values * scale).astype(np.float32).T
        return found

    def learned(self, name: str) -> Floats:
        """Return numbers as they were learned, in the shape in which they are learned further."""
        scale = self._numbers.get(f"{name}.scale")
        found: Floats = self._numbers[name].astype(np.float32)
        return found if scale is None else found * scale

    def floats(self, name: str) -> Floats:
        """Return numbers that were not rounded."""
        return self._numbers[name].astype(np.float32)


def _is_of_a_layer(name: str, values: NDArray[Any]) -> bool:
    return name.startswith("l") and values.ndim == 2 and values.dtype != np.int8
