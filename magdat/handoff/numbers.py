"""How a question is called, and steps of time that a clock that jumps cannot stretch."""

from __future__ import annotations

import re
from collections.abc import Iterable

import structlog

logger = structlog.get_logger(__name__)

DAY = 86_400.0
"""Seconds in a day."""

LONGEST_STEP_OF_TRYING = DAY
"""Seconds that count as trying between two moments of one errand, however far the clock says they lie apart."""

LONGEST_STEP_OF_AGE = 2 * DAY
"""Seconds that a ticket ages at most between two clean-ups, which come daily."""


def step_of_time(since: float, now: float, longest: float) -> float:
    """Return the seconds between two moments, as far as a clock that may jump can be believed."""
    return min(max(now - since, 0.0), longest)


def tell_lost(keys: Iterable[int]) -> None:
    """Write in the log which questions were erased of which something never arrived."""
    numbers = [number_of(key) for key in keys]
    if numbers:
        logger.warning("handoff.erased_undelivered", numbers=numbers)


def number_of(key: int) -> str:
    """Return how a question is called: ``MD-0007``."""
    return f"MD-{key:04d}"


def key_of(number: str) -> int:
    """Return the key in a number.

    Raises:
        ValueError: it is no such number.
    """
    match = re.fullmatch(r"MD-(\d{4,18})", number, re.ASCII)
    if match is None:
        raise ValueError(f"{number!r} is not a number such as MD-0007")
    return int(match[1])
