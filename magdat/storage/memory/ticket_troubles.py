"""What cannot be read of the desks' answers, in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from magdat.handoff.troubles import Trouble


class MemoryTroubles:
    """Troubles of one process, for tests."""

    _clock: Callable[[], float]
    _lock: threading.RLock
    _troubles: dict[tuple[str, str], Trouble]

    def trouble(self, way: str, place: str, reason: str | None) -> bool:
        """Note that answers of a place cannot be read, and why, or that they can."""
        with self._lock:
            before = self._troubles.get((way, place))
            if reason is None:
                self._troubles.pop((way, place), None)
            elif before is None:
                self._troubles[way, place] = Trouble(way, place, reason, self._clock())
            else:
                self._troubles[way, place] = replace(before, reason=reason)
        return (before is None) != (reason is None)

    def troubles(self) -> list[Trouble]:
        """Return what is not over."""
        with self._lock:
            return [self._troubles[key] for key in sorted(self._troubles)]
