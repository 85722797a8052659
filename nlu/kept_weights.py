"""Weights kept on disk, so that only what changed is learned again: some come with the project, others are added.

What tells topics, forms, openings and askers apart over all sentences takes a training a minute and a half on two
cores. Such weights are found by the digest of what they are learned from: which n-grams each sentence has, its label,
the settings, the encoder, and the code that learns them. What is kept never goes stale; it is found, or it is not. The
vectors themselves are no part of the digest, since another processor may round them otherwise.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nlu.encoders import CACHE

Matrix = NDArray[np.float32]

HERE = Path(__file__).resolve().parent
SHIPPED = HERE / "weights"
"""Weights that come with the project; `python -m nlu.ship` puts those of the trained model in their place."""

KEPT = CACHE / "weights"
MOST_KEPT = 12
"""So many files are kept beside those that are shipped, three a training of some 2 MB each."""

MUCH = 20_000
"""From so many sentences on weights are kept; those of fewer are learned in less than a second."""

LEVELS = 127

_LEARNS = ("descent.py", "topic_model.py", "kept_weights.py", "ngrams.py", "e5/adapter.npz", "e5/engine.py")
"""What the weights hang on beside sentences and settings."""


@dataclass(frozen=True)
class Rounded:
    """Weights of n-grams in whole steps, those of vectors and the bias as they were learned."""

    steps: NDArray[np.int8]
    """Shape (n-grams, labels)."""

    sizes: NDArray[np.float32]
    """How much one step is, for each n-gram."""

    others: Matrix
    """Shape (columns of vectors + 1, labels)."""

    @classmethod
    def of(cls, weights: Matrix, grams: int) -> Rounded:
        """Return weights that stand below one another, rounded: those of so many n-grams, of the vectors, the bias."""
        sparse = weights[:grams]
        most = np.abs(sparse).max(axis=1, initial=0.0, keepdims=True)
        sizes = (most / np.float32(LEVELS)).astype(np.float32)
        steps = np.rint(np.divide(sparse, sizes, out=np.zeros_like(sparse), where=sizes > 0)).astype(np.int8)
        return cls(steps, sizes, weights[grams:])

    def weights(self) -> Matrix:
        """Return the weights, shape (n-grams + columns of vectors + 1, labels)."""
        return np.concatenate([self.steps * self.sizes, self.others])

    def write(self, path: Path) -> None:
        """Write a file that is there whole or not at all; the same weights always give the same file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        with temporary.open("wb") as written:
            # A label after the other: numbers that are alike stand together.
            turned = np.ascontiguousarray(self.steps.T)
            np.savez_compressed(written, steps=turned, sizes=self.sizes, others=self.others)
        temporary.replace(path)

    @classmethod
    def read(cls, path: Path) -> Rounded | None:
        """Read what :meth:`write` wrote; ``None`` where there is no such file, or a broken one."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                return cls(np.ascontiguousarray(stored["steps"].T), stored["sizes"], stored["others"])
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return None


def key_of(grams: sp.csr_matrix, labels: Sequence[str], settings: Mapping[str, Any]) -> str:
    """Return under what weights are kept.

    Args:
        grams: which n-grams each sentence has.
        labels: that of each sentence.
        settings: everything else that the weights hang on; plain values.
    """
    found = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    for name in _LEARNS:
        found.update(_told_by(HERE / name))
    found.update("\0".join(labels).encode("utf-8", "surrogatepass"))
    for part in (grams.indptr, grams.indices):
        found.update(part.astype(np.int64).tobytes())
    return found.hexdigest()[:16]


def _told_by(path: Path) -> bytes:
    """Return what a file says: of code what it does, whatever its comments and docstrings."""
    content = path.read_bytes()
    if path.suffix != ".py":
        return content
    tree = ast.parse(content)
    for node in ast.walk(tree):
        if isinstance(body := getattr(node, "body", None), list):
            told = [one for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
            node.body = told or [ast.Pass()]  # type: ignore[attr-defined]
    return ast.dump(tree).encode()


def folders_of() -> tuple[Path, ...]:
    """Return where weights are kept: those that are shipped, and those that were added."""
    return SHIPPED, KEPT


def read_weights(key: str) -> Matrix | None:
    """Return the weights that are kept under a key, or ``None``."""
    for folder in folders_of():
        found = Rounded.read(folder / f"{key}.npz")
        if found is not None:
            return found.weights()
    return None


def keep_weights(key: str, weights: Matrix, grams: int) -> Matrix:
    """Keep weights for the next training, and return them as they will be read: the two are then the same.

    Where nothing can be written, nothing is kept.

    Args:
        key: under which they are kept.
        weights: those of the n-grams, of the vectors and the bias, below one another.
        grams: how many n-grams there are.
    """
    found = Rounded.of(weights, grams)
    try:
        found.write(KEPT / f"{key}.npz")
        by_age = sorted(KEPT.glob("*.npz"), key=lambda path: path.stat().st_mtime)
        for path in by_age[:-MOST_KEPT]:
            path.unlink(missing_ok=True)
    except OSError:
        pass
    return found.weights()
