"""Sentence vectors kept on disk, so that only new sentences are encoded: some come with the project, others are added.

Encoding twenty thousand sentences takes a minute and a half on two cores; reading their vectors takes less than one
second. A vector is found by the digest of its sentence, so that what is kept never goes stale when sentences are added
or leave; only another encoder makes it so. The sentences themselves are not kept.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from nlu.encoders import SentenceEncoder, Vectors

SHIPPED = Path(__file__).resolve().parent / "vectors"
"""Vectors that come with the project; `python -m nlu.ship` adds those that are missing."""

SHIPPED_TOLD = SHIPPED / "verteld"
"""Those of the sentences that the guidance may tell: a server reads them at its start, and none of the others."""

STEP = 0.006
"""Shipped vectors are rounded to whole steps away from their mean: a tenth of their size, and a cosine of 0.9995."""

MOST_KEPT = 60_000
"""Vectors of so many texts are kept beside those that are shipped (about 100 MB)."""

Rows = dict[str, Vectors]


def key_of(text: str) -> str:
    """Return under what the vector of a text is kept."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


class VectorCache:
    """Vectors of one encoder by the key of their text."""

    def __init__(self, directory: Path, encoder_name: str, shipped: Path = SHIPPED) -> None:
        """Read what was kept before; an unreadable file counts as nothing kept."""
        self._path = directory / f"{encoder_name}.npz"
        self._shipped: Rows = {}
        for path in sorted(shipped.glob(f"{encoder_name}.*.npz")):
            self._shipped.update(unpack(path))
        self._added = _read(self._path)

    def encode(self, encoder: SentenceEncoder, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, encoding only what is not kept yet; shape (len(texts), dimension)."""
        keys = [key_of(text) for text in texts]
        missing = self.missing(texts)
        if missing:
            self._added.update(zip(missing, encoder.encode(list(missing.values()))))
            self._write(set(keys))
        return np.stack([self._shipped[key] if key in self._shipped else self._added[key] for key in keys])

    def missing(self, texts: Iterable[str]) -> dict[str, str]:
        """Return the texts that have no vector yet, by their key."""
        keyed = {key_of(text): text for text in texts}
        return {key: text for key, text in keyed.items() if key not in self._shipped and key not in self._added}

    def _write(self, used: set[str]) -> None:
        """Keep everything, until it is so much that only what was just used stays."""
        kept = sorted(self._added if len(self._added) <= MOST_KEPT else used & set(self._added))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Whoever is killed here leaves a part of a file, which nobody may take for one that was shipped.
        temporary = self._path.with_suffix(f".{os.getpid()}.tmp")
        with temporary.open("wb") as written:
            np.savez(written, keys=np.array(kept), vectors=np.stack([self._added[key] for key in kept]))
        temporary.replace(self._path)


def _read(path: Path) -> Rows:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"]))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}


def pack(path: Path, rows: Mapping[str, Vectors]) -> None:
    """Write vectors in few bytes; the same vectors always give the same file."""
    keys = sorted(rows)
    vectors = np.stack([rows[key] for key in keys])
    mean = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    steps = np.clip(np.rint((vectors - mean) / STEP), -127, 127).astype(np.int8)
    path.parent.mkdir(parents=True, exist_ok=True)
    # A column after the other: numbers that are alike stand together.
    np.savez_compressed(path, keys=np.array(keys), mean=mean, steps=np.ascontiguousarray(steps.T))


def unpack(path: Path) -> Rows:
    """Return the vectors, of unit length again, in a file that :func:`pack` wrote.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no such file.
    """
    with np.load(path, allow_pickle=False) as stored:
        vectors = stored["steps"].T.astype(np.float32) * np.float32(STEP) + stored["mean"]
        return dict(zip(stored["keys"].tolist(), vectors / np.linalg.norm(vectors, axis=1, keepdims=True)))
