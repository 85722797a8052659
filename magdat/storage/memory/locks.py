"""Places in the line of a conversation, in the memory of one process."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

from magdat.storage.ports import LEASE


class MemoryLocks:
    """Lines in one process."""

    shared = False

    def __init__(self, clock: Callable[[], float] = time.monotonic, lease: float = LEASE) -> None:
        """Begin with nobody; ``clock`` gives seconds, and ``lease`` is how many a place is kept of who says nothing."""
        self._clock = clock
        self._lease = lease
        self._lock = threading.Lock()
        self._lines: dict[str, dict[str, float]] = {}

    def join(self, name: str) -> str:
        """Stand at the end of a line."""
        place = secrets.token_hex(8)
        with self._lock:
            self._lines.setdefault(name, {})[place] = self._clock() + self._lease
        return place

    def ahead(self, name: str, place: str) -> int | None:
        """Return how many stand before a place."""
        with self._lock:
            line = self._lines.get(name, {})
            if place not in line:
                return None
            now = self._clock()
            line[place] = now + self._lease
            while line[first := next(iter(line))] <= now:
                del line[first]
            return list(line).index(place)

    def hold(self, name: str, place: str) -> bool:
        """Say that whoever has their turn is still busy."""
        with self._lock:
            line = self._lines.setdefault(name, {})
            if next(iter(line), place) != place:
                return False
            line[place] = self._clock() + self._lease
            return True

    def leave(self, name: str, place: str) -> None:
        """Leave the line."""
        with self._lock:
            line = self._lines.get(name, {})
            line.pop(place, None)
            if not line:
                self._lines.pop(name, None)
