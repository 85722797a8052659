"""The courier: takes what is due from the outbox, delivers it, and tries again later when that fails."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import structlog

from magdat.handoff.adapters import Adapter, PermanentFailure, TemporaryFailure
from magdat.handoff.outbox import DAY, Claim, Outbox, State

logger = structlog.get_logger(__name__)

POLL_EVERY = 2.0
"""Seconds between two looks in the outbox."""

FIRST_WAIT = 5.0
"""Seconds before the second attempt; every next wait is twice as long."""

LONGEST_WAIT = 600.0
"""Seconds that the courier waits at most of its own accord."""

LONGEST_ASKED_WAIT = DAY
"""Seconds that the other side may ask to wait at most."""


class Courier:
    """Deliver from one outbox over one adapter. Any number of couriers, also in other processes, may share an outbox.

    It logs numbers and codes, never a text: exceptions are named by their kind, because their text may quote.
    """

    def __init__(
        self,
        outbox: Outbox,
        adapter: Adapter,
        *,
        clock: Callable[[], float] | None = None,
        chance: Callable[[], float] = random.random,
        poll_every: float = POLL_EVERY,
    ) -> None:
        """Prepare to deliver.

        Args:
            outbox: where the messages wait.
            adapter: the way out.
            clock: gives the time in seconds since 1970; the outbox's own unless given.
            chance: gives a number from 0 to 1, to spread attempts.
            poll_every: seconds between two looks in the outbox.
        """
        self._outbox = outbox
        self._adapter = adapter
        self._clock = clock or outbox.clock
        self._chance = chance
        self._poll_every = poll_every

    def deliver_due(self) -> int:
        """Try every message that is due once, and return how many arrived.

        Raises:
            StorageError: the outbox cannot be read or written.
        """
        arrived = 0
        while (claim := self._outbox.claim()) is not None:
            arrived += self._deliver(claim)
        return arrived

    def run(self, stop: threading.Event) -> None:
        """Deliver until ``stop`` is set; trouble with the outbox is logged, and does not end the loop."""
        while not stop.is_set():
            try:
                self.deliver_due()
            except Exception as error:
                logger.error("handoff.outbox_unusable", error=type(error).__name__)
            stop.wait(self._poll_every)

    def _deliver(self, claim: Claim) -> bool:
        try:
            self._adapter.deliver(claim.number, claim.handoff)
        except TemporaryFailure as failure:
            self._put_off(claim, str(failure), failure.retry_after)
        except PermanentFailure as failure:
            self._failed(claim, None, str(failure))
        except Exception as error:
            # A mistake in an adapter: the message must survive it, and is tried again.
            self._put_off(claim, f"adapter: {type(error).__name__}", None)
        else:
            self._outbox.delivered(claim.number)
            logger.info("handoff.delivered", number=claim.number, attempt=claim.attempt)
            return True
        return False

    def _put_off(self, claim: Claim, reason: str, asked: float | None) -> None:
        wait = max(self._wait(claim.attempt), min(asked or 0.0, LONGEST_ASKED_WAIT))
        self._failed(claim, self._clock() + wait, reason)

    def _failed(self, claim: Claim, retry_at: float | None, reason: str) -> None:
        state = self._outbox.failed(claim.number, retry_at, reason, attempt=claim.attempt)
        details = {"number": claim.number, "attempt": claim.attempt, "reason": reason}
        if state is State.FAILED:
            logger.error("handoff.undeliverable", **details)
        elif state is State.PENDING:
            logger.warning("handoff.put_off", **details)
        else:
            logger.warning("handoff.lease_ran_out", **details)

    def _wait(self, attempt: int) -> float:
        """Return the seconds until the next attempt: doubled each time, capped, and spread over its upper half."""
        longest = min(FIRST_WAIT * 2.0 ** min(attempt - 1, 20), LONGEST_WAIT)
        return longest * (0.5 + 0.5 * self._chance())


def start_courier(outbox: Outbox, adapter: Adapter, stop: threading.Event | None = None) -> threading.Thread:
    """Start a courier in the background and return its thread; it ends with the program, or when ``stop`` is set.

    Ending halfway is safe: the outbox hands the message out again when the lease ends.
    """
    courier = Courier(outbox, adapter)
    thread = threading.Thread(target=courier.run, args=(stop or threading.Event(),), name="courier", daemon=True)
    thread.start()
    return thread
