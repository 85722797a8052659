"""When what has to be done regularly was last done, in memory."""

from __future__ import annotations

import time
from collections.abc import Callable

from magdat.storage.last_done import Chore


class MemoryLastDone:
    """The moments of one process, for tests."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Begin with nothing done; ``clock`` gives seconds since 1970."""
        self._clock = clock
        self._moments: dict[Chore, float] = {}

    def note(self, chore: Chore) -> None:
        """Note that it was done."""
        self._moments[chore] = self._clock()

    def moments(self) -> dict[Chore, float]:
        """Return when each was last done."""
        return dict(self._moments)
