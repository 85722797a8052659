"""Whose turn it is: a few messages are handled at once, and whoever asks much waits for those who ask little.

This is the only queue. A message stands in it as if it had come later by what its sender asked lately: it waits for
those who ask little, and not for ever.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import OrderedDict
from collections.abc import Callable

AT_ONCE = 2
"""Messages that Rasa handles at once; it reads them one after the other, and waits for its actions in between."""

MOST_WAITING = 40
"""Messages of everybody together that may wait."""

FADES = 40.0
"""Characters a second by which what somebody asked before is forgotten."""

MOST_SENDERS = 10_000


class Turnstile:
    """Let messages through in order of how much their sender asked lately, so that nobody holds up everybody."""

    def __init__(
        self, at_once: int = AT_ONCE, most: int = MOST_WAITING, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with nobody waiting; ``clock`` gives seconds."""
        self._at_once = at_once
        self._most = most
        self._clock = clock
        self._inside = 0
        self._waiting: list[tuple[float, int, asyncio.Future[bool]]] = []
        self._numbers = itertools.count()
        self._asked: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def enter(self, sender: str, characters: int) -> bool:
        """Wait for a turn; return whether it came. Too many waited otherwise, and this one asked most."""
        place = self._clock() + self._weight(sender, characters) / FADES
        if self._inside < self._at_once:
            self._inside += 1
            return True
        self._waiting = [item for item in self._waiting if not item[2].done()]
        if len(self._waiting) >= self._most:
            last = max(self._waiting, key=lambda item: item[:2])
            if last[0] <= place:
                return False
            self._waiting.remove(last)
            last[2].set_result(False)
        turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((place, next(self._numbers), turn))
        return await turn

    def leave(self) -> None:
        """Give the turn to whoever stands first."""
        self._waiting = [item for item in self._waiting if not item[2].done()]
        if not self._waiting:
            self._inside -= 1
            return
        first = min(self._waiting, key=lambda item: item[:2])
        self._waiting.remove(first)
        first[2].set_result(True)

    def _weight(self, sender: str, characters: int) -> float:
        now = self._clock()
        level, seen = self._asked.pop(sender, (0.0, now))
        weight = max(0.0, level - (now - seen) * FADES) + characters
        self._asked[sender] = weight, now
        if len(self._asked) > MOST_SENDERS:
            self._asked.popitem(last=False)
        return weight
