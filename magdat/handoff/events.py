"""What can happen to a ticket beside what is said in it; the code of it is the content of a SYSTEM line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Event(str, Enum):
    """What happened."""

    TAKEN = "taken"
    """Somebody of the desk talks from now on; the assistant is silent."""

    TRANSFERRED = "transferred"
    """It is with another desk, and waits there."""

    ASKED = "asked"
    """The person is asked whether it may go on to another desk: what was told in confidence goes nowhere unasked."""

    CLOSED = "closed"
    REOPENED = "reopened"
    """The desk goes on with what was closed."""

    BACK = "back"
    """What the person types no longer goes there: they are with the assistant, or with another desk, and nobody there
    need know which of the two. The question stays with the desk."""

    DELAYED = "delayed"
    """The question cannot be brought to the desk yet; it is tried again."""

    UNDELIVERED = "undelivered"
    """Something of it was not taken by the desk's side, and is not tried again until an operator says so."""

    OVERDUE = "overdue"
    """The moment by which the desk would have answered is past, and nobody took it."""

    WITHDRAWN = "withdrawn"
    """The person took the question back; its texts are gone here."""


@dataclass(frozen=True)
class Happened:
    """An event, with the desk that a transfer went to, or would go to."""

    event: Event
    desk: str | None = None

    @property
    def code(self) -> str:
        """Return it as it is kept."""
        return f"{self.event.value}:{self.desk}" if self.desk is not None else self.event.value

    @classmethod
    def read(cls, code: str) -> Happened:
        """Read what :attr:`code` gave.

        Raises:
            ValueError: it is no such code.
        """
        name, _, desk = code.partition(":")
        return cls(Event(name), desk or None)
