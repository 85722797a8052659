"""Whoever waits for what a thread keeps may give up, and say so: afterwards it is not kept any more.

A thread that waits for a database cannot be stopped, and what it was asked to keep would be kept later, when the person
typed it again. So both ask here before it counts: the thread just before it commits, and whoever waits when they wait
no longer. One of them comes first, and the other abides by it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from magdat.storage.errors import StorageError


class Unsure(StorageError):
    """It may have been kept: the database did not say so in time."""


class Awaited:
    """One piece of work of threads that somebody waits for, with all its transactions."""

    def __init__(self) -> None:
        """Begin with somebody who waits, and nothing that was kept."""
        self._lock = threading.Lock()
        self._given_up = False
        self._decided = False

    def give_up(self) -> bool:
        """Wait no longer; return whether nothing that decides was kept, nor ever will be.

        ``False`` where that is being kept at this very moment, or was: then it cannot be held back any more.
        """
        with self._lock:
            self._given_up = True
            return not self._decided

    @property
    def decided(self) -> bool:
        """Return whether something that decides was kept, or may have been."""
        with self._lock:
            return self._decided

    def begins(self, *, decides: bool) -> bool:
        """Say that a commit begins; return what :attr:`decided` was.

        Raises:
            StorageError: nobody waits any more. Nothing may be kept.
        """
        with self._lock:
            if self._given_up:
                raise StorageError("wie hierop wachtte, kreeg al te horen dat het niet lukte")
            before, self._decided = self._decided, self._decided or decides
            return before

    def failed(self, before: bool) -> None:
        """Say that a commit failed for certain; ``before`` is what :meth:`begins` gave."""
        with self._lock:
            self._decided = before


_AWAITED: ContextVar[Awaited | None] = ContextVar("awaited", default=None)


@contextmanager
def awaited() -> Iterator[Awaited]:
    """Give what the work that is begun in this block asks before it keeps anything, on whichever thread."""
    found = Awaited()
    before = _AWAITED.set(found)
    try:
        yield found
    finally:
        _AWAITED.reset(before)


def now_awaited() -> Awaited | None:
    """Return what the work at hand belongs to; ``None`` where nobody waits for it."""
    return _AWAITED.get()
