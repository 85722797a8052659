"""The outbox in memory."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from magdat.handoff.message import Handoff
from magdat.handoff.outbox import (
    CRASHED,
    DAY,
    GIVE_UP_AFTER,
    LEASE,
    LONGEST_STEP_OF_AGE,
    LONGEST_STEP_OF_TRYING,
    LONGEST_WAIT,
    Claim,
    Failure,
    Report,
    State,
    key_of,
    number_of,
    pack,
    step_of_time,
    tell_lost,
    unpack,
)


@dataclass
class _Message:
    """One message, as a row of the table is."""

    topic: str | None
    payload: str | None
    created: float
    changed: float
    due: float
    looked: float
    state: State = State.PENDING
    attempts: int = 0
    tried: float = 0.0
    age: float = 0.0
    reason: str | None = None


class MemoryOutbox:
    """Messages of one process, for tests."""

    def __init__(
        self,
        *,
        lease: float = LEASE,
        give_up_after: float = GIVE_UP_AFTER,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Begin with nothing; the arguments are those of the other forms."""
        self.clock = clock
        self._lease = lease
        self._give_up = give_up_after * DAY
        self._keys = itertools.count(1)
        self._lock = threading.Lock()
        self._messages: dict[int, _Message] = {}

    def add(self, handoff: Handoff) -> str:
        """Keep a message until it is delivered; return its number."""
        now = self.clock()
        with self._lock:
            key = next(self._keys)
            self._messages[key] = _Message(handoff.topic, pack(handoff), now, now, now, now)
        return number_of(key)

    def claim(self) -> Claim | None:
        """Take the message that is longest due, for this courier alone."""
        now = self.clock()
        with self._lock:
            due = [(item.due, key) for key, item in self._messages.items() if self._is_due(item, now)]
            for _, key in sorted(due):
                item = self._messages[key]
                if item.attempts:
                    item.tried += step_of_time(item.changed, now, LONGEST_STEP_OF_TRYING)
                item.changed = now
                if item.state is State.SENDING and item.tried >= self._give_up:
                    item.state, item.reason = State.FAILED, CRASHED
                    continue
                item.state, item.due = State.SENDING, now + self._lease
                item.attempts += 1
                return Claim(number_of(key), unpack(item.topic, item.payload or ""), item.attempts)
        return None

    def delivered(self, number: str) -> None:
        """Note that a message arrived, and erase its text."""
        key = key_of(number)
        with self._lock:
            item = self._messages.get(key)
            if item is not None and item.state is not State.DELIVERED:
                item.state, item.payload, item.reason, item.changed = State.DELIVERED, None, None, self.clock()

    def failed(self, number: str, retry_at: float | None, reason: str, *, attempt: int | None = None) -> State | None:
        """Note that sending failed, and return what became of the message."""
        now, key = self.clock(), key_of(number)
        with self._lock:
            item = self._messages.get(key)
            if item is None or item.state is not State.SENDING or attempt not in {None, item.attempts}:
                return None
            item.tried += step_of_time(item.changed, now, LONGEST_STEP_OF_TRYING)
            item.changed, item.reason = now, reason
            item.due = item.due if retry_at is None else retry_at
            item.state = State.FAILED if retry_at is None or item.tried >= self._give_up else State.PENDING
            return item.state

    def retry(self, number: str) -> bool:
        """Give a failed message a fresh start."""
        now, key = self.clock(), key_of(number)
        with self._lock:
            item = self._messages.get(key)
            if item is None or item.state is not State.FAILED:
                return False
            item.state, item.due, item.changed, item.tried = State.PENDING, now, now, 0.0
            return True

    def clean(self, retention_days: float) -> int:
        """Forget every message that is here for longer than the retention; return how many."""
        now, limit = self.clock(), retention_days * DAY
        with self._lock:
            gone = []
            for key, item in self._messages.items():
                item.age += step_of_time(item.looked, now, LONGEST_STEP_OF_AGE)
                item.looked = now
                held = item.state is State.SENDING and now < item.due <= now + self._lease
                old = item.age >= limit or (item.state is State.DELIVERED and item.created <= now - limit)
                if old and not held:
                    gone.append(key)
            lost = [key for key in gone if self._messages[key].state is not State.DELIVERED]
            for key in gone:
                del self._messages[key]
        tell_lost(lost)
        return len(gone)

    def report(self) -> Report:
        """Return how the outbox stands."""
        with self._lock:
            found = sorted(self._messages.items())
        counts = {state: sum(item.state is state for _, item in found) for state in State}
        waiting = min((item.created for _, item in found if item.state is State.PENDING), default=None)
        failed = (item for item in found if item[1].state is State.FAILED)
        failures = tuple(Failure(number_of(key), item.created, item.reason or "") for key, item in failed)
        return Report(counts, waiting, failures)

    def _is_due(self, item: _Message, now: float) -> bool:
        due = item.due <= now or item.due > now + LONGEST_WAIT + self._lease
        return due and item.state in {State.PENDING, State.SENDING}
