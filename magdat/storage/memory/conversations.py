"""Conversations in memory."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable

from magdat.privacy.pseudonym import PERSON_CHARACTERS
from magdat.storage.memory.retention_time import MemoryRetentionTime
from magdat.storage.ports import Conversation
from magdat.storage.retention_time import DAY, moment_of


class MemoryConversations:
    """How every conversation stands, for tests."""

    def __init__(self, clock: Callable[[], float] = time.time, retention: MemoryRetentionTime | None = None) -> None:
        """Begin with nothing."""
        self._clock = clock
        self._retention = retention or MemoryRetentionTime(clock)
        self._kept: dict[str, Conversation] = {}

    def of(self, pseudonym: str) -> Conversation | None:
        """Return how a conversation stands."""
        return self._kept.get(pseudonym)

    def keep(self, pseudonym: str, state: str) -> None:
        """Keep how a conversation stands now."""
        self._kept[pseudonym] = Conversation(pseudonym, state, self._clock())

    def go_on(self, pseudonym: str, state: str, seen: float | None) -> float | None:
        """Keep how a conversation stands now, if nobody changed it meanwhile."""
        there, now = self._kept.get(pseudonym), self._clock()
        if (there.updated if there is not None else None) != seen:
            return None
        now = now if now != seen else math.nextafter(now, math.inf)
        self._kept[pseudonym] = Conversation(pseudonym, state, now)
        return now

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Erase the conversations of these pseudonyms; return how many there were."""
        wanted = set(pseudonyms)
        gone = [name for name in self._kept if name in wanted or name[:PERSON_CHARACTERS] in wanted]
        return sum(self._kept.pop(name, None) is not None for name in gone)

    def forget(self, days: float) -> int:
        """Erase the conversations that did not change for so long; return how many."""
        limit = moment_of(self._retention.look()) - days * DAY
        return self.erase([name for name, item in self._kept.items() if item.updated <= limit])
