"""Figures about desks without names: never about fewer people than the smallest group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from magdat.handoff.tickets import Figure, Status


@dataclass(frozen=True)
class Numbers:
    """How one desk does."""

    desk: str
    tickets: int
    waiting: int
    first_answer: float | None
    """Seconds until the desk first wrote to the person, in the middle of all; ``None`` without any."""

    reopened: int
    """How many were opened again after closing."""


def figures_of(tickets: Iterable[Figure], minimum: int) -> list[Numbers]:
    """Return how each desk does, where at least ``minimum`` people handed something over.

    Somebody of whom it is no longer known who they are counts for nobody.
    """
    by_desk: dict[str, list[Figure]] = {}
    for item in tickets:
        by_desk.setdefault(item.desk, []).append(item)
    return [
        _numbers(desk, items)
        for desk, items in sorted(by_desk.items())
        if len({item.person for item in items} - {None}) >= minimum
    ]


def _numbers(desk: str, items: list[Figure]) -> Numbers:
    waits = [item.answered - item.opened for item in items if item.answered is not None]
    return Numbers(
        desk,
        len(items),
        sum(item.status is Status.WAITING for item in items),
        median(waits) if waits else None,
        sum(item.reopened > 0 for item in items),
    )
