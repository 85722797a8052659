"""Who is logged in at the desk page, in memory."""

from __future__ import annotations

import time
from collections.abc import Callable

from magdat.staff.visits import IDLE, LONGEST


class MemoryVisits:
    """Which tokens are good, for tests."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Begin with none."""
        self._clock = clock
        self._kept: dict[str, tuple[str, float, float]] = {}

    def begin(self, token: str, agent: str) -> None:
        """Keep a new visit; what ended goes."""
        now = self._clock()
        self._kept = {name: item for name, item in self._kept.items() if self._good(item)}
        self._kept[token] = (agent, now, now)

    def agent_of(self, token: str, *, used: bool = True) -> str | None:
        """Return whose visit this is."""
        found = self._kept.get(token)
        if found is None or not self._good(found):
            return None
        if used:
            self._kept[token] = (found[0], found[1], self._clock())
        return found[0]

    def end(self, token: str) -> None:
        """End one visit."""
        self._kept.pop(token, None)

    def end_all(self, agent: str) -> int:
        """End every visit of somebody."""
        theirs = [token for token, item in self._kept.items() if item[0] == agent]
        for token in theirs:
            del self._kept[token]
        return len(theirs)

    def _good(self, item: tuple[str, float, float]) -> bool:
        now, (_agent, begun, used) = self._clock(), item
        return begun > now - LONGEST and used > now - IDLE and begun <= now + IDLE
