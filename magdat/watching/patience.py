"""Work that may hang on a server that does not answer, done aside, for somebody who waits no longer than so long."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from typing import Generic, TypeVar

Result = TypeVar("Result")


class NoAnswer(Exception):
    """It takes longer than whoever asked wants to wait."""


class Aside(Generic[Result]):
    """One piece of work, done on a thread of its own and never twice at once."""

    def __init__(self, work: Callable[[], Result], seconds: float) -> None:
        """Keep the work, and how long anybody waits for it."""
        self._work = work
        self._seconds = seconds
        self._lock = threading.Lock()
        self._running: Future[Result] | None = None

    def __call__(self) -> Result:
        """Return what comes of it; where it is going on already, of that.

        Raises:
            NoAnswer: it takes too long. It goes on meanwhile.
            Exception: whatever the work raises.
        """
        running = self.begin()
        try:
            return running.result(self._seconds)
        except TooLate:
            raise NoAnswer from None

    def begin(self) -> Future[Result]:
        """Begin, unless it is going on already; return what will come of it."""
        with self._lock:
            running = self._running
            if running is None or running.done():
                running = self._running = Future()
                threading.Thread(target=self._do, args=(running,), name="aside", daemon=True).start()
            return running

    def _do(self, future: Future[Result]) -> None:
        try:
            future.set_result(self._work())
        except Exception as error:
            future.set_exception(error)
