"""What was read from files, given again to whoever asks in the same process, as long as the files stay as they are."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Read = TypeVar("Read")
Fingerprint = tuple[tuple[str, int, int, int], ...]


def while_unchanged(read: Callable[[Path], Read]) -> Callable[[Path], Read]:
    """Let a reader of a file, or of all YAML files of a folder, read them once: nobody may change what it returns.

    What cannot be read is not remembered: whoever asks again is told again.
    """
    lock = threading.Lock()
    known: dict[Path, tuple[Fingerprint, Read]] = {}

    @functools.wraps(read)
    def reading(path: Path) -> Read:
        place = path.resolve()
        with lock:
            now = _fingerprint(place)
            if place not in known or known[place][0] != now:
                known.pop(place, None)
                known[place] = now, read(path)
            return known[place][1]

    return reading


def _fingerprint(path: Path) -> Fingerprint:
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    found = ((str(file), file.stat()) for file in files if file.is_file())
    return tuple((name, facts.st_ino, facts.st_size, facts.st_mtime_ns) for name, facts in found)
