"""Whose turn it is: a few messages are handled at once, and whoever asks much waits for those who ask little.

This is the only queue. A message stands in it as if it had come later by what its sender asked lately: it waits for
those who ask little, and not for ever. Where many pass something on to a person at once, they wait for those who ask.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

AT_ONCE = 2
"""Messages that Rasa handles at once; it reads them one after the other, and waits for its actions in between."""

MOST_WAITING = 40
"""Messages of everybody together that may wait."""

MESSAGE = 400
"""Characters that a message counts for beside its own: answering takes about as long as reading so many, however short
it is (a parse of 10, 200, 500 and 1,800 characters took 26, 49, 90 and 173 ms, the rest of an answer some 30)."""

LONG, COUNTS_MORE = 500, 10
"""Characters that a story has at most, and how much each further one counts: a message is read whole up to there, and
who sends thousands of long ones from ever other senders may not hold up who asks something."""

FADES = 800.0
"""Characters a second by which what somebody asked before is forgotten: who asks one thing after the other as fast as
fifty people are answered is behind nobody, and a story of six sentences half a second."""

FEW = 4
"""So many at a time pass something on as anybody asks: somebody near tears stands in the queue like everybody else, and
only a crowd of them behind it. With fifty people asking, each wish for a person waited eleven seconds before."""

MOST_YIELDING = 10
"""Messages among them that pass something on: who would wait longer than they are listened to hears at once that it
is busy, and says it again; nothing is passed on of which they never hear the number."""

YIELDS = 10.0
"""Seconds that whoever passes something on lets others go first: a person reads it later than that in any case."""

MARGIN = 0.01
"""Seconds after which it is certain that the time is over: a loop wakes a hair too early."""

MOST_SENDERS = 10_000


@dataclass(frozen=True, order=True)
class _Waiting:
    """Somebody who waits."""

    place: float
    number: int
    passes_on: bool = field(compare=False)
    yields: float | None = field(compare=False)
    """Until when it lets others go first; ``None`` where it lets nobody."""

    turn: asyncio.Future[bool] = field(compare=False)


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
        self._yielding_inside = 0
        self._waiting: list[_Waiting] = []
        self._numbers = itertools.count()
        self._asked: OrderedDict[str, tuple[float, float]] = OrderedDict()

    @property
    def crowded(self) -> bool:
        """Return whether as many wait that pass something on as may."""
        return self._waiting_to_pass_on() >= MOST_YIELDING

    async def enter(self, sender: str, characters: int, *, yields: bool = False) -> bool:
        """Wait for a turn; return whether it came. Too many waited otherwise, and this one asked most.

        Args:
            sender: the conversation.
            characters: how long the message is.
            yields: whether it passes something on. Such messages leave one place inside free for others; where more
                than a few do, others go first, and as long as they do, it comes in only where nobody is inside.
        """
        self._let_in()
        now = self._clock()
        late = yields and self._waiting_to_pass_on() + self._yielding_inside >= FEW
        place = now + self._weight(sender, characters) / FADES + (YIELDS if late else 0.0)
        until = now + YIELDS if late else None
        if self._has_room(yields, until):
            self._takes_place(yields)
            return True
        self._waiting = [item for item in self._waiting if not item.turn.done()]
        rivals = [item for item in self._waiting if item.passes_on] if yields else self._waiting
        if len(self._waiting) >= self._most or (yields and len(rivals) >= MOST_YIELDING):
            last = max(rivals, default=None)
            if last is None or last.place <= place:
                return False
            self._waiting.remove(last)
            last.turn.set_result(False)
        turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(place, next(self._numbers), yields, until, turn))
        if until is not None:  # nobody may leave at the moment at which it may come in
            asyncio.get_running_loop().call_later(until - now + MARGIN, self._let_in)
        return await turn

    def leave(self, *, yields: bool = False) -> None:
        """Give the turn to whoever stands first and may come in.

        Args:
            yields: as it was said when entering.
        """
        self._inside -= 1
        self._yielding_inside -= yields
        self._let_in()

    def _let_in(self) -> None:
        """Give every free place to whoever stands first of those who may have it."""
        self._waiting = [item for item in self._waiting if not item.turn.done()]
        for item in sorted(self._waiting):
            if self._has_room(item.passes_on, item.yields):
                self._takes_place(item.passes_on)
                self._waiting.remove(item)
                item.turn.set_result(True)

    def _has_room(self, passes_on: bool, yields_until: float | None) -> bool:
        if passes_on and self._yielding_inside >= max(1, self._at_once - 1):
            return False
        if yields_until is not None and self._inside and self._clock() < yields_until:
            return False  # beside somebody who asks it would take half of their processor
        return self._inside < self._at_once

    def _waiting_to_pass_on(self) -> int:
        return sum(item.passes_on and not item.turn.done() for item in self._waiting)

    def _takes_place(self, yields: bool) -> None:
        self._inside += 1
        self._yielding_inside += yields

    def _weight(self, sender: str, characters: int) -> float:
        now = self._clock()
        level, seen = self._asked.pop(sender, (0.0, now))
        weight = max(0.0, level - (now - seen) * FADES) + MESSAGE + _counted(characters)
        self._asked[sender] = weight, now
        if len(self._asked) > MOST_SENDERS:
            self._asked.popitem(last=False)
        return weight


def _counted(characters: int) -> int:
    return min(characters, LONG) + COUNTS_MORE * max(characters - LONG, 0)
