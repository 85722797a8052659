"""What the desk proposes to HR, in memory."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable

from magdat.staff.proposals import Proposal
from magdat.storage.memory.retention_time import MemoryRetentionTime
from magdat.storage.retention_time import DAY, moment_of


class MemoryProposals:
    """What waits for HR, for tests."""

    def __init__(self, clock: Callable[[], float] = time.time, retention: MemoryRetentionTime | None = None) -> None:
        """Begin with nothing."""
        self._clock = clock
        self._retention = retention or MemoryRetentionTime(clock)
        self._numbers = itertools.count(1)
        self._kept: dict[str, Proposal] = {}

    def add(self, ticket: int, agent: str, topic: str | None, clause: str | None, content: bytes, mark: str) -> int:
        """Keep a proposal; return its number."""
        if mark not in self._kept:
            number = next(self._numbers)
            self._kept[mark] = Proposal(number, ticket, agent, topic, clause, content, self._clock())
        return self._kept[mark].number

    def waiting(self) -> list[Proposal]:
        """Return the proposals, the oldest first."""
        return sorted(self._kept.values(), key=lambda item: item.number)

    def done(self, number: int) -> bool:
        """Erase a proposal that HR is done with."""
        return self._erase(lambda item: item.number == number) > 0

    def erase(self, tickets: Iterable[int]) -> int:
        """Erase what came from these tickets."""
        wanted = set(tickets)
        return self._erase(lambda item: item.ticket in wanted)

    def forget(self, days: float) -> int:
        """Erase what waits longer."""
        limit = moment_of(self._retention.look()) - days * DAY
        return self._erase(lambda item: item.made <= limit)

    def _erase(self, fits: Callable[[Proposal], bool]) -> int:
        gone = [mark for mark, item in self._kept.items() if fits(item)]
        for mark in gone:
            del self._kept[mark]
        return len(gone)
