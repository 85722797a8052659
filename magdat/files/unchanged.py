"""What was read from files, given again to whoever asks in the same process, as long as the files stay as they are.

What follows from it alone is worked out once, as long as it is the very same.
"""

from __future__ import annotations

import functools
import operator
import threading
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

Read = TypeVar("Read")
Given = ParamSpec("Given")
Fingerprint = tuple[tuple[str, int, int, int], ...]


def while_unchanged(read: Callable[[Path], Read]) -> Callable[[Path], Read]:
    """Let a reader of a file, or of all files of data of a folder, read them once: nobody may change what it returns.

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


def for_the_same(work: Callable[Given, Read]) -> Callable[Given, Read]:
    """Let what follows from things that were read be worked out once for the very same: nobody may change what comes.

    Only the last is remembered, for a process answers from one version of everything. Nothing typed may be among what
    is given: it would be remembered too.
    """
    last: list[tuple[tuple[object, ...], Read]] = []

    @functools.wraps(work)
    def known(*given: Given.args, **named: Given.kwargs) -> Read:
        before = last[0] if last and not named else None
        if before is not None and len(before[0]) == len(given) and all(map(operator.is_, before[0], given)):
            return before[1]
        found = work(*given, **named)
        if not named:
            last[:] = [(given, found)]
        return found

    return known


def _fingerprint(path: Path) -> Fingerprint:
    files = sorted([*path.rglob("*.yml"), *path.rglob("*.tsv")]) if path.is_dir() else [path]
    found = ((str(file), file.stat()) for file in files if file.is_file())
    return tuple((name, facts.st_ino, facts.st_size, facts.st_mtime_ns) for name, facts in found)
