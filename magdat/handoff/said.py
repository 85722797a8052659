"""A talk as people read it: opened, in order."""

from __future__ import annotations

from dataclasses import dataclass

from magdat.handoff.events import Happened
from magdat.handoff.numbers import number_of
from magdat.handoff.tickets import Author, Status, Ticket


@dataclass(frozen=True)
class Said:
    """One thing that was said or done."""

    id: int
    author: Author
    agent: str | None
    """The log-in name of who of the desk said it; never shown to the person."""

    text: str
    """Plain text; empty of what happened."""

    at: float
    way: str | None
    """The way by which it came in, where that was another system."""

    happened: Happened | None = None


@dataclass(frozen=True)
class Opened:
    """What a person gets when their question is handed over."""

    number: str
    code: str
    """Given once, and kept nowhere: with it the answer can be fetched, and the talk gone on with, from anywhere."""


@dataclass(frozen=True)
class Standing:
    """Where a ticket stands, for the person whose it is."""

    ticket: Ticket
    desk: str
    """What the desk is called."""

    unread: tuple[Said, ...]
    """What the desk said or did since the person was last told, in order."""

    talk: tuple[Said, ...]
    """All that was said, but notes."""

    @property
    def number(self) -> str:
        """Return its number."""
        return number_of(self.ticket.key)

    @property
    def status(self) -> Status:
        """Return where it stands."""
        return self.ticket.status

    @property
    def last(self) -> int:
        """Return the line up to which it tells, for :meth:`magdat.handoff.desk.Desk.told`."""
        return max((said.id for said in self.talk), default=0)
