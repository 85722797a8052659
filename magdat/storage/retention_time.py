"""The time by which what is kept grows old: it goes on with the clock, and does not follow a jump of it.

Between two looks the clock is believed when it went on by a day and an hour at most: the system looks at least daily.
A longer step is a jump, or a system that stood still, and nobody can tell which: nothing grows older by it. What is
behind because of that is made up for at twice the pace, so that after a stop nothing stays for ever beyond its
retention, and a clock that is wrong for some days takes at most as many days off what was promised.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

DAY = 86_400.0

LONGEST_BELIEVED = DAY + 3_600.0
"""Seconds that the clock may go on between two looks and still be believed."""

CATCHING_UP = 2.0
"""How many seconds of what is behind are made up for in one."""


@dataclass(frozen=True)
class Look:
    """How far this time was when somebody looked last."""

    reached: float
    """How far it was (seconds since 1970)."""

    at: float
    """What the clock said then (seconds since 1970)."""


def looked(last: Look | None, now: float) -> Look:
    """Return how far this time is now; it never goes back.

    Args:
        last: how it was at the last look; ``None`` at the first, which believes the clock.
        now: what the clock says (seconds since 1970).
    """
    if last is None:
        return Look(now, now)
    passed = now - last.at
    believed = passed if 0.0 <= passed <= LONGEST_BELIEVED else 0.0
    return Look(max(last.reached, min(now, last.reached + CATCHING_UP * believed)), now)


def moment_of(look: Look) -> float:
    """Return the moment to reckon from: what the clock says is never gone beyond."""
    return min(look.reached, look.at)


class RetentionTime(Protocol):
    """The time by which everything in one place grows old; whoever shares the place shares it."""

    def look(self) -> Look:
        """Return how far it is, and note that somebody looked.

        Raises:
            StorageError: it cannot be read or written.
        """

    def peek(self) -> Look:
        """Return how far it is, and leave no note.

        Raises:
            StorageError: it cannot be read.
        """

    def believe(self) -> None:
        """Believe the clock as it is now: somebody looked at it.

        Raises:
            StorageError: it cannot be written.
        """
