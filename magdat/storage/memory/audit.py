"""The log of the desk in memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

from magdat.staff.audit import Deed, Entry
from magdat.storage.memory.retention_time import MemoryRetentionTime
from magdat.storage.retention_time import DAY, moment_of


class MemoryAudit:
    """Who did what with which ticket, for tests."""

    def __init__(self, clock: Callable[[], float] = time.time, retention: MemoryRetentionTime | None = None) -> None:
        """Begin with nothing."""
        self._clock = clock
        self._retention = retention or MemoryRetentionTime(clock)
        self._kept: list[Entry] = []

    def note(
        self, agent: str, deed: Deed, *, ticket: int | None = None, desk: str | None = None, once_in: float = 0.0
    ) -> None:
        """Write a line."""
        now = self._clock()
        if once_in and any(
            (item.agent, item.deed, item.ticket) == (agent, deed, ticket) and now - once_in < item.at <= now
            for item in self._kept
        ):
            return
        self._kept.append(Entry(now, agent, deed, ticket, desk))

    def entries(self, desks: Collection[str], *, without_desk: bool, limit: int = 500) -> list[Entry]:
        """Return the newest lines first."""
        fits = [item for item in self._kept if item.desk in desks or (without_desk and item.desk is None)]
        return fits[::-1][:limit]

    def forget(self, days: float) -> int:
        """Erase lines that are older."""
        limit = moment_of(self._retention.look()) - days * DAY
        stays = [item for item in self._kept if item.at > limit]
        gone = len(self._kept) - len(stays)
        self._kept = stays
        return gone
