"""Receipts: that the texts of a ticket were erased, here and at every place where they had gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


def desks_that_keep(receipts: Iterable[Receipt], hears_by: Callable[[str, str], bool]) -> tuple[list[str], bool]:
    """Return who outside this database may keep something of what a person had erased.

    A receipt knows the desk that had the ticket last. What that one does not hear of stays with one that had it before.

    Args:
        receipts: what is known of it.
        hears_by: whether a desk hears of its tickets by a way; by the id of the desk and the name of the way.

    Returns:
        The ids of the desks, and whether there are others, of which nobody knows any more which they are.
    """
    left = [(item.desk, item.way) for item in receipts if item.way is not None and item.reason is Reason.ASKED]
    named = {desk for desk, way in left if hears_by(desk, way)}
    return sorted(named), any(not hears_by(desk, way) for desk, way in left)
