"""Which tickets a list shows, and in which order; what a page asks is asked of the database, never cut off before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from magdat.handoff.tickets import Status


class Order(Enum):
    """What comes first in a list."""

    OLDEST = "oldest"
    """What was asked first: who waits longest."""

    UNANSWERED = "unanswered"
    """Talks in which the person spoke last; within each half what was asked first."""

    CLOSED = "closed"
    """What was closed last."""

    CHANGED = "changed"
    """What changed last."""


@dataclass(frozen=True)
class Selection:
    """One page of a list of tickets."""

    desks: Collection[str]
    statuses: Collection[Status]
    order: Order = Order.OLDEST
    start: int = 0
    """How many of the list come before this page."""

    most: int = 200
    """How many tickets a page has at most."""

    agent: str | None = None
    """Only what this agent has."""

    without: str | None = None
    """All but what this agent has; what nobody has is among it."""


@dataclass(frozen=True)
class Tally:
    """How many tickets one desk has in one status with one agent."""

    desk: str
    status: Status
    agent: str | None
    number: int
    mark: int
    """Differs as soon as one of them changed; it means nothing else."""
