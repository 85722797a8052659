"""Limits, ids of events and drafts in the memory of one process; each bounded, so that nobody can fill it."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from magdat.storage.ports import UNDERWAY

MOST = 10_000
"""So many are kept at once; what was used longest ago makes way."""

KEPT_SECONDS = 30 * 60
"""After half an hour a draft is forgotten."""


class MemoryLimits:
    """Buckets of tokens by name."""

    shared = False

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        """Begin with full buckets; ``clock`` gives seconds."""
        self._clock = clock
        self._most = most
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str, *, burst: float, per_second: float) -> bool:
        """Take a token; ``False`` when the bucket is empty."""
        with self._lock:
            now = self._clock()
            level, seen = self._buckets.pop(name, (burst, now))
            level = min(burst, level + max(0.0, now - seen) * per_second)
            allowed = level >= 1
            self._buckets[name] = (level - 1 if allowed else level, now)
            if len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
            return allowed

    def give_back(self, name: str, *, burst: float) -> None:
        """Put back a token that was taken for nothing."""
        with self._lock:
            if (known := self._buckets.get(name)) is not None:  # one that made way is full again
                self._buckets[name] = (min(burst, known[0] + 1), known[1])


class MemoryEventIds:
    """The ids that were seen."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        """Begin with none; ``clock`` gives seconds."""
        self._clock = clock
        self._most = most
        self._lock = threading.Lock()
        self._until: OrderedDict[str, float] = OrderedDict()

    def first(self, event_id: str, *, seconds: float) -> bool:
        """Return whether this id is seen for the first time, and remember it."""
        with self._lock:
            now = self._clock()
            if self._until.get(event_id, float("-inf")) > now:
                return False
            self._until.pop(event_id, None)
            self._until[event_id] = now + seconds
            if len(self._until) > self._most:
                self._until.popitem(last=False)
            return True

    def seen(self, event_id: str) -> bool:
        """Return whether this id is remembered."""
        with self._lock:
            return self._until.get(event_id, float("-inf")) > self._clock()


class MemoryUnderway:
    """What is being answered in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, lease: float = UNDERWAY) -> None:
        """Begin with nothing; ``clock`` gives seconds, and ``lease`` is how many something counts as being answered."""
        self._clock = clock
        self._lease = lease
        self._lock = threading.Lock()
        self._until: dict[tuple[str, str], float] = {}

    def begin(self, conversation: str, message: str) -> None:
        """Say that a message is being answered."""
        with self._lock:
            self._until[conversation, message] = self._clock() + self._lease

    def over(self, conversation: str, message: str) -> None:
        """Say that it is answered."""
        with self._lock:
            self._until.pop((conversation, message), None)

    def left(self) -> list[tuple[str, str]]:
        """Return what nobody answers any more."""
        with self._lock:
            now = self._clock()
            found = [item for item, until in self._until.items() if until <= now]
            for item in found:
                del self._until[item]
            return found


class MemoryDrafts:
    """What people are busy with."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, seconds: float = KEPT_SECONDS, most: int = MOST
    ) -> None:
        """Begin with none; ``clock`` gives seconds."""
        self._clock = clock
        self._seconds = seconds
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def keep(self, owner: str, text: str) -> None:
        """Keep a text of somebody."""
        with self._lock:
            now = self._clock()
            self._kept.pop(owner, None)
            self._kept[owner] = (now, text)
            while self._kept and (
                len(self._kept) > self._most or next(iter(self._kept.values()))[0] <= now - self._seconds
            ):
                self._kept.popitem(last=False)

    def recall(self, owner: str) -> str | None:
        """Return what was kept, unless it was too long ago."""
        with self._lock:
            kept = self._kept.get(owner)
            if kept is None:
                return None
            if self._clock() - kept[0] >= self._seconds:
                del self._kept[owner]
                return None
            return kept[1]

    def drop(self, owner: str) -> None:
        """Forget what was kept of somebody."""
        with self._lock:
            self._kept.pop(owner, None)
