"""A look past all places of a way: trouble at one keeps nobody from reading the next, and is kept for who watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from magdat.handoff.failures import DeliveryFailure, TemporaryFailure
from magdat.handoff.troubles import WHOLE, Troubles
from magdat.handoff.ways.calls import Unwelcome

logger = structlog.get_logger(__name__)

MOST_AWAY = 2
"""Places at which the other side does not answer before it counts as away, and nobody waits for the rest."""


class Round:
    """One look."""

    def __init__(self, troubles: Troubles, way: str) -> None:
        """Begin."""
        self._troubles = troubles
        self._way = way
        self._failed: dict[str, DeliveryFailure] = {}
        self._read: set[str] = set()

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Read one place; what fails there is noted.

        Raises:
            TemporaryFailure: the other side is away.
        """
        try:
            yield
        except DeliveryFailure as failure:
            self._failed[place] = failure
            if len([item for item in self._failed.values() if _away(item)]) >= MOST_AWAY:
                raise
        else:
            self._read.add(place)

    def end(self) -> None:
        """Note what failed, and that the rest did not.

        Raises:
            DeliveryFailure: nothing could be read, everywhere for one reason: that is trouble of the whole way.
        """
        failed = self._failed
        if failed and not self._read and len({str(item) for item in failed.values()}) == 1:
            first = next(iter(failed.values()))
            if len(failed) > 1 or _away(first):
                raise first
        for item in self._troubles.troubles():
            if item.way == self._way and item.place != WHOLE and item.place not in failed:
                self._troubles.trouble(self._way, item.place, None)
        for place, failure in failed.items():
            if self._troubles.trouble(self._way, place, str(failure)):
                logger.warning("handoff.place_not_read", way=self._way, place=place, reason=str(failure))


def _away(failure: DeliveryFailure) -> bool:
    return isinstance(failure, TemporaryFailure) and not isinstance(failure, Unwelcome)
