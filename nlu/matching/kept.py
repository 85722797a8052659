"""The vectors of what policies say, kept on disk: a restart encodes only what changed."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from nlu.encoders import SentenceEncoder, Vectors
from nlu.vector_cache import VectorCache


class KeptVectors:
    """An encoder that remembers; where nothing can be written it encodes everything again after a restart."""

    def __init__(self, encoder: SentenceEncoder, folder: Path, shipped: Path | None = None) -> None:
        """Read what was kept in a folder, and what comes with the project in another, where there is one."""
        self._encoder = encoder
        self._cache = VectorCache(folder, encoder.name, shipped=shipped or folder)
        self.name, self.dimension = encoder.name, encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape (len(texts), dimension)."""
        with contextlib.suppress(OSError):
            return self._cache.encode(self._encoder, texts)
        return self._encoder.encode(texts)
