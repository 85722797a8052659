"""Pushes in the memory of one process: kept for minutes, bounded, and told to whoever listens here."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from magdat.storage.ports import Push

KEPT_SECONDS = 10 * 60
"""After ten minutes a push is forgotten."""

MOST_OF_ONE = 200
"""So many are kept of one conversation; the oldest makes way."""

MOST = 20_000
"""So many are kept in all."""


class _Kept(NamedTuple):
    number: int
    until: float
    kind: str
    data: str


class Restored(NamedTuple):
    """Something that an earlier process pushed."""

    conversation: str
    push: Push
    until: float
    had: bool


class MemoryPushes:
    """What goes to people by itself, in one process."""

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        seconds: float = KEPT_SECONDS,
        most_of_one: int = MOST_OF_ONE,
        most: int = MOST,
    ) -> None:
        """Begin with none; ``clock`` gives seconds since 1970, so that numbers go on growing after a restart."""
        self._clock = clock
        self._seconds = seconds
        self._most_of_one = most_of_one
        self._most = most
        self._lock = threading.Lock()
        self._last = 0
        self._kept: dict[str, deque[_Kept]] = {}
        self._acknowledged: dict[str, int] = {}
        self._order: deque[tuple[int, str]] = deque()
        self._listeners: defaultdict[str, list[Callable[[], None]]] = defaultdict(list)

    def publish(self, conversation: str, push: Push) -> int:
        """Tell everybody who is connected to a conversation."""
        return self.publish_until(conversation, push)[0]

    def publish_until(self, conversation: str, push: Push) -> tuple[int, float]:
        """Tell everybody who is connected; return the number that it got, and until when it is kept."""
        data = json.dumps(push.data)
        with self._lock:
            now = self._clock()
            self._last = max(self._last + 1, int(now * 1_000_000))
            number, until = self._last, now + self._seconds
            kept = self._kept.setdefault(conversation, deque(maxlen=self._most_of_one))
            kept.append(_Kept(number, until, push.kind, data))
            self._order.append((number, conversation))
            self._let_go(now)
            listeners = list(self._listeners.get(conversation, ()))
        for heard in listeners:
            heard()
        return number, until

    def restore(self, pushed: Sequence[Restored]) -> None:
        """Go on with what an earlier process pushed, and tell whoever is connected already."""
        with self._lock:
            mine = {number for number, _ in self._order}  # which were written too, where the database comes back late
            for conversation, push, until, had in pushed:
                kept = self._kept.setdefault(conversation, deque(maxlen=self._most_of_one))
                if push.number not in mine:
                    kept.append(_Kept(push.number, until, push.kind, json.dumps(push.data)))
                    self._order.append((push.number, conversation))
                self._last = max(self._last, push.number)
                if had:
                    self._acknowledged[conversation] = max(push.number, self._acknowledged.get(conversation, 0))
            # This process may have pushed something meanwhile.
            self._order = deque(sorted(self._order))
            for conversation in {item.conversation for item in pushed}:
                self._kept[conversation] = deque(sorted(self._kept[conversation]), maxlen=self._most_of_one)
            self._let_go(self._clock())
            listeners = [heard for item in pushed for heard in self._listeners.get(item.conversation, ())]
        for heard in listeners:
            heard()

    def after(self, conversation: str, number: int) -> list[Push]:
        """Return what is still kept of a conversation after a number."""
        with self._lock:
            now = self._clock()
            self._let_go(now)
            if number > max(self._last, int(now * 1_000_000)):
                number = 0
            found = [item for item in self._kept.get(conversation, ()) if item.number > number]
        return [Push(item.kind, json.loads(item.data), item.number) for item in found]

    def mark(self, conversation: str) -> int:
        """Return a number after which everything comes that is published from now on."""
        with self._lock:
            self._last = max(self._last + 1, int(self._clock() * 1_000_000))
            return self._last

    def acknowledge(self, conversation: str, number: int) -> None:
        """Note that somebody has everything of a conversation up to a number."""
        with self._lock:
            now = self._clock()
            self._let_go(now)
            if conversation in self._kept and number <= max(self._last, int(now * 1_000_000)):
                self._acknowledged[conversation] = max(number, self._acknowledged.get(conversation, 0))

    def acknowledged(self, conversation: str) -> int:
        """Return up to which number somebody has what is kept of a conversation."""
        with self._lock:
            return self._acknowledged.get(conversation, 0)

    @contextmanager
    def listen(self, conversation: str, heard: Callable[[], None]) -> Iterator[None]:
        """Have ``heard`` called when there is something new."""
        with self._lock:
            self._listeners[conversation].append(heard)
        try:
            yield
        finally:
            with self._lock:
                self._listeners[conversation].remove(heard)
                if not self._listeners[conversation]:
                    del self._listeners[conversation]

    def heard(self, conversation: str) -> bool:
        """Return whether somebody listens to a conversation here."""
        with self._lock:
            return conversation in self._listeners

    def erase(self, conversation: str) -> None:
        """Forget what is kept of a conversation."""
        with self._lock:
            self._kept.pop(conversation, None)
            self._acknowledged.pop(conversation, None)

    def forget(self) -> None:
        """Let go of everything that is past its time."""
        with self._lock:
            self._let_go(self._clock())

    def _let_go(self, now: float) -> None:
        """Drop what is past its time, and the oldest of what is too much; ``_order`` may name what is gone already."""
        while self._order:
            number, conversation = self._order[0]
            kept = self._kept.get(conversation) or deque()
            first = kept[0] if kept and kept[0].number == number else None
            if first is not None and first.until > now and len(self._order) <= self._most:
                return
            self._order.popleft()
            if first is not None:
                kept.popleft()
                if not kept:
                    del self._kept[conversation]
                    self._acknowledged.pop(conversation, None)
