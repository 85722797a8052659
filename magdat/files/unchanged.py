"""What was made of files is kept in this process as long as none of them changes: reading them takes seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

Made = TypeVar("Made")

Seen = tuple[tuple[str, int, int, int], ...]


class Unchanged(Generic[Made]):
    """Hold what was made of files, by the place that they are in.

    Whoever asks twice gets the same object, so that it must not be changed.
    """

    def __init__(self, most: int = 4) -> None:
        """Begin with nothing; of more than ``most`` places the one that was asked for first is let go."""
        self._most = most
        self._lock = threading.Lock()
        self._held: dict[Path, tuple[Seen, Made]] = {}

    def made(self, place: Path, files: Callable[[], Iterable[Path]], make: Callable[[], Made]) -> Made:
        """Return what is made of the files of a place; whatever ``make`` raises is raised, and nothing is held of it.

        Args:
            place: what it is held by.
            files: gives the files that it depends on; one that comes or goes is a change too.
            make: reads them.
        """
        with self._lock:  # whoever asks meanwhile waits for it instead of reading all of it too
            seen = _seen(files())
            held = self._held.get(place)
            if held is not None and held[0] == seen:
                return held[1]
            made = make()
            self._held.pop(place, None)
            self._held[place] = (seen, made)
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]
            return made


def _seen(files: Iterable[Path]) -> Seen:
    """Return what tells one state of some files from another: their names, and of each its number, size and time."""
    found = []
    for path in sorted(files):
        try:
            facts = path.stat()
        except OSError:  # it is said by who reads it
            found.append((str(path), 0, 0, 0))
            continue
        found.append((str(path), facts.st_ino, facts.st_size, facts.st_mtime_ns))
    return tuple(found)
