"""The log of the desk: who did what with which ticket. It has room for numbers and names, never for a text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

READ_ONCE_IN = 1_800.0
"""Seconds in which opening the same ticket again is the same reading."""

OPERATOR = "beheer (commando)"
"""Who reads by command; nobody can log in under a name with brackets."""


class Deed(str, Enum):
    """What was done."""

    LOGGED_IN = "logged_in"
    LOGGED_OUT = "logged_out"
    REFUSED = "refused"
    """A log-in of a known name failed."""

    STARTED = "started"
    """Somebody chose a password and a second factor."""

    OPENED = "opened"
    SEARCHED = "searched"
    ANSWERED = "answered"
    NOTED = "noted"
    TAKEN = "taken"
    TRANSFERRED = "transferred"
    ASKED = "asked"
    """Somebody asked the person whether it may go on to another desk."""

    CLOSED = "closed"
    REOPENED = "reopened"
    PROPOSED = "proposed"
    ADDED = "added"
    """Somebody who may log in was added on the page."""


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    at: float
    agent: str
    deed: Deed
    ticket: int | None = None
    desk: str | None = None
    """The desk that the ticket was at, which decides who may read the line."""


class Audit(Protocol):
    """The log of the desk; every method raises StorageError when nothing could be read or written."""

    def note(
        self, agent: str, deed: Deed, *, ticket: int | None = None, desk: str | None = None, once_in: float = 0.0
    ) -> None:
        """Write a line.

        Args:
            agent: who did it.
            deed: what was done.
            ticket: the key of the ticket.
            desk: the desk that it is at.
            once_in: nothing is written when the same was, at most so many seconds ago.
        """

    def entries(self, desks: Collection[str], *, without_desk: bool, limit: int = 500) -> list[Entry]:
        """Return the newest lines first: those of these desks, and if asked those that belong to no desk."""

    def forget(self, days: float) -> int:
        """Erase lines that are older; return how many."""
