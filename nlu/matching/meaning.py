"""How e5's vectors of questions and of statements are compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Meaning:
    """How e5's vector of a question is compared with that of a statement.

    A question and its answer do not look alike. The means of many questions and of many statements are taken away,
    and the matrix turns what is left of a question towards what is left of the statement that answers it.
    """

    question: Floats
    statement: Floats
    turn: Floats

    def asked(self, vectors: Floats) -> Floats:
        """Return questions as they are compared with other questions, of length one."""
        return unit(vectors - self.question)

    def turned(self, asked: Floats) -> Floats:
        """Return what :meth:`asked` gave as it is compared with statements."""
        found: Floats = asked @ self.turn
        return found

    def said(self, vectors: Floats) -> Floats:
        """Return statements as they are compared with turned questions."""
        return unit(vectors - self.statement)


def unit(vectors: Floats) -> Floats:
    """Return vectors of length one; a row of zeros stays what it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Floats = vectors / np.where(lengths > 0, lengths, 1)
    return found
