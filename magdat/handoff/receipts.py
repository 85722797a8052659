"""Receipts: that the texts of a ticket were erased, here and at every place where they had gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

RECEIPTS_KEPT = 365 * 86_400.0
"""Seconds that it is known that a ticket was erased."""


@dataclass(frozen=True)
class Receipt:
    """That the texts of a ticket were erased here, or what became of them at one way out."""

    id: int
    number: str
    desk: str
    way: str | None
    """``None`` is this database; otherwise a way by which the ticket had left the house."""

    external: str | None
    reason: Reason
    at: float
    outcome: Outcome


class Reason(str, Enum):
    """Why texts were erased."""

    OLD = "old"
    """The desk closed the ticket, and the time that texts are kept after that has passed."""

    ASKED = "asked"
    """The person had their conversation erased."""

    WITHDRAWN = "withdrawn"


class Outcome(str, Enum):
    """What became of the texts at one place."""

    ERASED = "erased"
    PENDING = "pending"
    """The other side was not asked yet, or did not answer yet."""

    REMAINS = "remains"
    """The other side keeps them: it has no way to erase, or refuses."""

    LEFT = "left"
    """The ticket is not erased: it went on to another place of that way, and what it left here goes when it goes."""


def desks_that_keep(receipts: Iterable[Receipt]) -> list[str]:
    """Return the ids of the desks outside this database that may keep something of what a person had erased."""
    return sorted({item.desk for item in receipts if item.way is not None and item.reason is Reason.ASKED})
