"""Sentence vectors kept on disk between trainings, so that only new sentences are encoded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nlu.encoders import SentenceEncoder, Vectors

MOST_KEPT = 60_000
"""Vectors of so many texts are kept (about 200 MB for both encoders)."""


class VectorCache:
    """Vectors of one encoder by the digest of their text; the texts themselves are not kept."""

    def __init__(self, directory: Path, encoder_name: str) -> None:
        """Read what was kept before; an unreadable file counts as nothing kept."""
        self._path = directory / f"{encoder_name}.npz"
        self._rows: dict[str, Vectors] = {}
        try:
            with np.load(self._path, allow_pickle=False) as stored:
                self._rows = dict(zip(stored["keys"].tolist(), stored["vectors"]))
        except (OSError, ValueError, KeyError):
            self._rows = {}

    def encode(self, encoder: SentenceEncoder, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, encoding only what is not kept yet; shape (len(texts), dimension)."""
        keys = [hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts) if key not in self._rows}
        if missing:
            self._rows.update(zip(missing, encoder.encode(list(missing.values()))))
            self._write(set(keys))
        return np.stack([self._rows[key] for key in keys])

    def _write(self, used: set[str]) -> None:
        """Keep everything, until it is so much that only what was just used stays."""
        kept = sorted(self._rows if len(self._rows) <= MOST_KEPT else used)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(".tmp.npz")
        np.savez(temporary, keys=np.array(kept), vectors=np.stack([self._rows[key] for key in kept]))
        temporary.replace(self._path)
