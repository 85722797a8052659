"""What tickets are made of: a question at a desk, its lines, what still has to go out, and how they are counted.

Contents are opaque here: whoever brings them seals them first (magdat/privacy/seal.py). Times are seconds since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Status(str, Enum):
    """Where a ticket stands, and with it who owns the conversation that it came from."""

    WAITING = "waiting"
    """Nobody of the desk took it yet; the assistant goes on answering."""

    HUMAN = "human"
    """Somebody of the desk talks; the assistant is silent, and relays."""

    CLOSED = "closed"
    """Done; the assistant is back. It can be reopened as long as its texts live."""

    WITHDRAWN = "withdrawn"
    """Taken back by whoever asked, before anybody took it; its texts are gone."""


class Author(str, Enum):
    """Who a line is of."""

    PERSON = "person"
    DESK = "desk"
    NOTE = "note"
    """A note for colleagues: it goes to no way out and never to the person."""

    SYSTEM = "system"
    """What happened: taken, transferred, closed, reopened. Its content is a code, not a text."""


@dataclass(frozen=True)
class Ticket:
    """One question handed to a desk."""

    key: int
    """Its number is ``number_of(key)``: MD-0007."""

    desk: str
    """The id of the desk in the policy."""

    status: Status
    conversation: str | None
    """The pseudonym of person and place where it came from; ``None`` where the link was erased."""

    channel: str
    address: bytes | None
    """Sealed: the way back to the place; ``None`` where the channel has none, or it was erased."""

    code: str
    """A digest of the code with which the person comes back, from anywhere, without saying who they are."""

    topic: str | None
    """The id of the topic; ``None`` where it did not go along, or is confidential."""

    opened: float
    changed: float
    taken: float | None
    """When the desk first answered or took it."""

    closed: float | None
    reopened: int
    agent: str | None
    """The log-in name of who has it at the desk; never shown to the person."""

    told: int = 0
    """The id of the last line that was put on its way to the person, or that they fetched."""

    @property
    def untouched(self) -> bool:
        """Return whether it waits, and no human ever took or closed it."""
        return self.status is Status.WAITING and self.taken is None and not self.reopened


@dataclass(frozen=True)
class Line:
    """One thing that was said or done in a ticket."""

    id: int
    ticket: int
    author: Author
    agent: str | None
    content: bytes
    """Sealed, bound to :func:`bound_to`; the first line of a ticket holds the whole Handoff as JSON."""

    at: float
    way: str | None
    """The way by which it came in, where it came from another system: it never goes back there."""

    quiet: bool = False
    """Whether the person wants no answer to it, or it closed the ticket, for whoever does not open it.

    ``False`` too where nobody noted that.
    """


@dataclass(frozen=True)
class Errand:
    """One line that one way still has to carry out of the house, held by one courier until its lease ends."""

    id: int
    ticket: Ticket
    line: Line
    way: str
    attempt: int
    """Which attempt this is, from 1; it also tells this hold from a later one."""

    external: str | None
    """What the other side calls the ticket; ``None`` until the first line arrived there."""


@dataclass(frozen=True)
class Stuck:
    """One errand that did not arrive, for the operator: no text."""

    number: str
    way: str
    since: float
    attempts: int
    reason: str
    given_up: bool


@dataclass(frozen=True)
class Backlog:
    """What waits, of all desks together, for whoever watches over it. Ages are seconds, 0 without any."""

    errands: int
    stuck: int
    oldest_errand: float
    tickets: int
    """Tickets whose person waits for an answer, also where somebody took them."""

    oldest_ticket: float


@dataclass(frozen=True)
class Figure:
    """One ticket as it is counted: times, and a pseudonym to count people by; no text, no number."""

    desk: str
    status: Status
    person: str | None
    opened: float
    answered: float | None
    """When the desk first wrote to the person; taking a question answers nothing."""

    reopened: int
    waits: float | None = None
    """Since when the person waits for an answer (magdat/handoff/waiting.py); ``None`` where they do not."""
