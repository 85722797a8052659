"""The tokens of the web widget in memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from magdat.storage.ports import Session


class MemorySessions:
    """Which tokens are good, for tests."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Begin with none; ``clock`` gives seconds since 1970."""
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, Session] = {}

    def begin(self, token: str, session: Session, *, instead_of: str | None = None, grace: float = 0.0) -> None:
        """Keep what a new token opens."""
        now = self._clock()
        with self._lock:
            self._kept = {digest: kept for digest, kept in self._kept.items() if kept.until > now}
            if instead_of is not None and (old := self._kept.get(instead_of)):
                self._kept[instead_of] = replace(old, until=min(old.until, now + grace), replaced=True)
            self._kept[token] = session

    def of(self, token: str) -> Session | None:
        """Return what a token opens."""
        found = self._kept.get(token)
        return found if found is not None and found.until > self._clock() else None

    def prolong(self, token: str, until: float) -> None:
        """Let a token last longer, unless another is in its place."""
        with self._lock:
            if (found := self._kept.get(token)) and not found.replaced:
                self._kept[token] = replace(found, until=until)

    def erase(self, family: str) -> int:
        """End every token of a conversation."""
        with self._lock:
            ended = [digest for digest, kept in self._kept.items() if kept.family == family]
            for digest in ended:
                del self._kept[digest]
            return len(ended)
