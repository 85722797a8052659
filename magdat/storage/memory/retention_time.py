"""The time by which things grow old, in memory."""

from __future__ import annotations

import time
from collections.abc import Callable

from magdat.storage.retention_time import Look, looked


class MemoryRetentionTime:
    """The time of one process, for tests."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Begin without a look; ``clock`` gives seconds since 1970."""
        self._clock = clock
        self._last: Look | None = None

    def look(self) -> Look:
        """Return how far it is, and note that somebody looked."""
        self._last = self.peek()
        return self._last

    def peek(self) -> Look:
        """Return how far it is, and leave no note."""
        return looked(self._last, self._clock())

    def believe(self) -> None:
        """Believe the clock as it is now."""
        self._last = Look(self._clock(), self._clock())
