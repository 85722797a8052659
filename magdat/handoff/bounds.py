"""How much anybody may do with questions that are handed over: people have to be able to read them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import structlog

logger = structlog.get_logger(__name__)

LINES_PER_MINUTE = 20
"""Lines a minute in one talk, of the person: more is no talk."""

CODES_OF_ONE, CODES_IN_ALL = 10, 100
"""Codes that are looked at at once, of one person and of everybody together: nobody finds one by trying."""

CODES_OF_ONE_PER_SECOND, CODES_IN_ALL_PER_SECOND = 1 / 60, 1.0
"""Codes that are looked at after that."""

PER_DAY = 200
"""Questions a day of everybody together, where nobody sets another number."""

PER_PERSON = 5
"""Questions a day of one person, to ordinary desks and to confidential ones."""

DAY = 86_400.0


class TooMany(Exception):
    """Somebody did this too often; later it can be done again."""


class Limits(Protocol):
    """Tokens by name (magdat/storage/ports.py, Limits)."""

    def take(self, name: str, *, burst: float, per_second: float) -> bool:
        """Take a token; ``False`` when there is none."""

    def give_back(self, name: str, *, burst: float) -> None:
        """Put back a token that was taken for nothing."""


class Bounds:
    """What may still be done."""

    def __init__(self, limits: Limits | None) -> None:
        """Count in ``limits``; without, anything may be done."""
        self._limits = limits

    def take(self, name: str, burst: float, per_second: float) -> None:
        """Count something that is done.

        Raises:
            TooMany: it was done too often.
        """
        if self._limits is not None and not self._limits.take(name, burst=burst, per_second=per_second):
            raise TooMany(name.partition(":")[0])

    @contextmanager
    def counted(self, *measures: tuple[str, int]) -> Iterator[None]:
        """Count what is done in each measure of a day; what fails counts in none: a full disk is nobody's flood.

        Args:
            measures: the name of each, and how often a day.

        Raises:
            TooMany: it was done too often in one of them.
        """
        taken: list[tuple[str, int]] = []
        try:
            for name, a_day in measures:
                self.take(name, a_day, a_day / DAY)
                taken.append((name, a_day))
            yield
        except Exception:
            for name, a_day in taken:
                self._give_back(name, a_day)
            raise

    def _give_back(self, name: str, burst: float) -> None:
        if self._limits is None:
            return
        try:
            self._limits.give_back(name, burst=burst)
        except Exception as error:  # what failed before it is what has to be told
            logger.error("desk.not_given_back", kind=type(error).__name__)
