"""Counts in memory."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter, defaultdict
from collections.abc import Callable

from magdat.insight.counts import Row, digest_of, fresh_key, week_of
from magdat.storage.memory.retention_time import MemoryRetentionTime
from magdat.storage.retention_time import moment_of


class MemoryCounts:
    """How often, and by how many people, for tests."""

    def __init__(self, clock: Callable[[], float] = time.time, retention: MemoryRetentionTime | None = None) -> None:
        """Begin with nothing."""
        self._clock = clock
        self._retention = retention or MemoryRetentionTime(clock)
        self._keys: dict[str, str] = {}
        self._counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)

    def record(self, topic: str, kind: str, person: str) -> None:
        """Count one thing of one person."""
        week = week_of(dt.date.fromtimestamp(self._clock()))
        self._keys = {week: self._keys.get(week) or fresh_key()}
        self._counts[week, topic, kind][digest_of(person, self._keys[week])] += 1

    def rows(self, minimum: int) -> list[Row]:
        """Return the counts behind which at least ``minimum`` people stand, newest week first."""
        found = [Row(*what, len(who), sum(who.values())) for what, who in self._counts.items() if len(who) >= minimum]
        found.sort(key=lambda row: (-row.people, row.topic, row.kind))
        return sorted(found, key=lambda row: row.week, reverse=True)

    def forget(self, days: int) -> int:
        """Remove everything of weeks that ended more than ``days`` ago; return how many rows went."""
        today = dt.date.fromtimestamp(moment_of(self._retention.look()))
        self._keys = {week: key for week, key in self._keys.items() if week >= week_of(today)}
        oldest = week_of(today - dt.timedelta(days=days))
        gone = [what for what in self._counts if what[0] < oldest]
        return sum(len(self._counts.pop(what)) for what in gone)
