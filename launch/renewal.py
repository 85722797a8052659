"""Services that are started anew one after the other, while all others are looked after (`launch herstart`)."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from launch.kept import Kept
from launch.rolling import rolled, wanted

LOOK = 1.0
"""Seconds that a service gets to answer one look."""


class Renewal:
    """What somebody asked to be started anew. A step takes no longer than a look, so that nobody else is left alone."""

    def __init__(
        self,
        state: Path,
        start: Callable[[Kept], None],
        say: Callable[[str], None],
        last_words: Callable[[Kept], str],
        *,
        stop_within: float,
        start_within: float,
    ) -> None:
        """Keep what it works with; nothing is asked yet.

        Args:
            state: the folder in which is asked.
            start: starts one again, and notes it.
            say: tells whoever looks on.
            last_words: the end of the log of one.
            stop_within: seconds that one gets to stop by itself.
            start_within: seconds in which it must answer again.
        """
        self._state = state
        self._start = start
        self._say = say
        self._last_words = last_words
        self._stop_within = stop_within
        self._start_within = start_within
        self._left: list[Kept] | None = None
        self._one: Kept | None = None
        self._stopping = False
        self._until = 0.0

    def has(self, kept: Kept) -> bool:
        """Return whether one is being stopped because somebody asked, so that its end is no fault."""
        return kept is self._one and self._stopping

    def step(self, running: Sequence[Kept]) -> None:
        """Go on where the last step ended: each is only touched when the one before it answers again.

        One that does not come back ends it: those that were not reached yet run on.
        """
        if self._left is None:
            if not (asked := wanted(self._state)):
                return
            self._left = [kept for kept in running if kept.service.name in asked]
        if self._one is None:
            self._next()
        elif self._stopping:
            self._see_it_stop(self._one)
        else:
            self._see_it_start(self._one)

    def _next(self) -> None:
        if not self._left:
            self._end("")
            return
        self._one, self._stopping = self._left.pop(0), True
        self._until = time.monotonic() + self._stop_within
        self._say(f"· {self._one.service.title} is started again, as was asked")
        self._signal(signal.SIGTERM)

    def _see_it_stop(self, one: Kept) -> None:
        if not one.ended:
            if time.monotonic() > self._until:
                self._signal(signal.SIGKILL)
            return
        self._stopping, self._until = False, time.monotonic() + self._start_within
        one.stops = 0
        self._start(one)

    def _see_it_start(self, one: Kept) -> None:
        title = one.service.title
        if one.ended:
            self._end(f"{title} stopped while starting.\n{self._last_words(one)}")
        elif one.answers(LOOK):
            self._one = None
        elif time.monotonic() > self._until:
            self._end(f"{title} does not answer after {self._start_within:.0f} s.\n{self._last_words(one)}")

    def _signal(self, number: signal.Signals) -> None:
        assert self._one is not None
        if not self._one.ended:
            with suppress(ProcessLookupError):
                os.killpg(self._one.process.pid, number)

    def _end(self, why: str) -> None:
        self._left = self._one = None
        rolled(self._state, why)
