"""The vectors of what policies say, kept on disk: a restart encodes only what changed."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from nlu.encoders import SentenceEncoder, Vectors
from nlu.vector_cache import VectorCache


class KeptVectors:
    """An encoder that remembers; where nothing can be written it encodes everything again after a restart.

    What was kept is read anew for each list of texts: of sixty thousand it would occupy 100 MB for as long as the
    assistant runs, and a policy seldom changes.
    """

    def __init__(self, encoder: SentenceEncoder, folder: Path, shipped: Path | None = None) -> None:
        """Take the folder in which they are kept, and the one with what comes with the project, where there is one."""
        self._encoder = encoder
        self._folder, self._shipped = folder, shipped or folder
        self.name, self.dimension = encoder.name, encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape (len(texts), dimension)."""
        with contextlib.suppress(OSError):
            return VectorCache(self._folder, self.name, shipped=self._shipped).encode(self._encoder, texts)
        return self._encoder.encode(texts)
