"""The vectors of what policies say, kept on disk: a restart encodes only what changed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from nlu.encoders import SentenceEncoder, Vectors
from nlu.vector_cache import VectorCache

_ONE_AT_A_TIME = threading.Lock()
"""Two that write the same file after each other would lose what the first one added."""


class KeptVectors:
    """An encoder that remembers; where nothing can be written it encodes again what it is asked again.

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
        with _ONE_AT_A_TIME:
            cache = VectorCache(self._folder, self.name, shipped=self._shipped)
            try:
                return cache.encode(self._encoder, texts)
            except OSError:  # of what was encoded nothing is missing any more, so now nothing is written
                return cache.encode(self._encoder, texts)
