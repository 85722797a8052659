"""How e5's vectors of questions and of statements are compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Meaning:
    """How e5's vector of a question is compared with that of a statement.

    A question and its answer do not look alike: the middle of many questions is taken away from the one, and that of
    many statements from the other. e5 was taught with the same middles (nlu/e5/training.py).
    """

    question: Floats
    statement: Floats

    def asked(self, vectors: Floats) -> Floats:
        """Return questions as they are compared, of length one."""
        return unit(vectors - self.question)

    def said(self, vectors: Floats) -> Floats:
        """Return statements as they are compared with questions, of length one."""
        return unit(vectors - self.statement)


def unit(vectors: Floats) -> Floats:
    """Return vectors of length one; a row of zeros stays what it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Floats = vectors / np.where(lengths > 0, lengths, 1)
    return found
