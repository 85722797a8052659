"""How much everybody still may ask: one sender, one channel, and everybody together."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from channels import threads
from channels.base import Incoming
from channels.limits import IN_ALL, MAX_CHARACTERS, PER_CHANNEL, PER_SENDER, Bound, readable
from magdat.privacy.pseudonym import PERSON_CHARACTERS
from magdat.storage.errors import StorageError
from magdat.storage.letters import Queued
from magdat.storage.ports import Limits

logger = structlog.get_logger(__name__)


class Measure:
    """Count what comes in, and say what may not pass."""

    def __init__(self, limits: Limits, workers: int) -> None:
        """Count by ``limits``, for so many processes that answer together."""
        self._limits, self._workers = limits, workers

    async def refusal(self, key: str, incoming: Incoming) -> str | None:
        """Return what is said to a message that may not pass: a key of the wording.

        Args:
            key: the pseudonym of person and place.
            incoming: the message.
        """
        bounds = (
            (PER_SENDER, f"bericht:{key[:PERSON_CHARACTERS]}"),
            (PER_CHANNEL.of(self._workers), f"bericht:kanaal:{incoming.channel}"),
            (IN_ALL.of(self._workers), "bericht:alles"),
        )
        try:
            if (bound := await self._in_the_way(bounds)) is not None:
                return bound.refusal
        except StorageError as error:
            logger.error("gate.limits", why=str(error))
            return "storing"
        if len(incoming.text) > MAX_CHARACTERS:
            return "te_lang"
        return None if readable(incoming.text) else "leeg"

    async def within(self, bound: Bound, name: str) -> bool:
        """Return whether one more is within a bound.

        Raises:
            StorageError: nobody can count.
        """
        return await self._in_the_way([(bound, name)]) is None

    async def _in_the_way(self, bounds: Sequence[tuple[Bound, str]]) -> Bound | None:
        """Return the first of some bounds that one more is not within; what comes after it is not counted.

        On a thread where several processes count together: that takes a while, and others are served meanwhile.
        """
        return await threads.short_lived(self._taken, bounds) if self._limits.shared else self._taken(bounds)

    def _taken(self, bounds: Sequence[tuple[Bound, str]]) -> Bound | None:
        for bound, name in bounds:
            if not self._limits.take(name, burst=bound.burst, per_second=bound.per_second):
                return bound
        return None


def over_full(queued: Queued) -> str | None:
    """Return what is said where too many messages wait already: a key of the wording."""
    found = ((PER_SENDER, queued.of_conversation), (PER_CHANNEL, queued.of_channel), (IN_ALL, queued.in_all))
    return next((bound.refusal for bound, waiting in found if waiting >= bound.queued), None)
