"""The courier: carries what waits by every way, asks the other sides for replies, and tries again when that fails."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping

import structlog

from magdat.handoff.desk import Desk
from magdat.handoff.failures import PermanentFailure, TemporaryFailure
from magdat.handoff.holding import held
from magdat.handoff.numbers import number_of
from magdat.handoff.receipts import Outcome, Reason
from magdat.handoff.tickets import LONGEST_WAIT as LONGEST_ASKED_WAIT
from magdat.handoff.tickets import Author, Errand, Tickets
from magdat.handoff.troubles import WHOLE
from magdat.handoff.ways.base import Way
from magdat.privacy.seal import BrokenSeal
from magdat.way_choice import OWN

logger = structlog.get_logger(__name__)

POLL_EVERY = 2.0
"""Seconds between two looks for what has to be carried."""

LOOK_EVERY = 15.0
"""Seconds between two looks for replies at the other side."""

REMIND_EVERY = 60.0
"""Seconds between two looks for answers that are late."""

FIRST_WAIT = 5.0
"""Seconds before the second attempt; every next wait is twice as long."""

LONGEST_WAIT = 600.0
"""Seconds that the courier waits at most of its own accord."""

STAYS_DOWN, STAYS_DOWN_ATTEMPTS = 600.0, 4
"""Seconds and attempts after which another way carries it too, and the person hears that it takes longer."""


class Courier:
    """Carry by one way. Any number of couriers, also in other processes, may share the tickets.

    It logs numbers and codes, never a text: exceptions are named by their kind, because their text may quote.
    """

    def __init__(
        self,
        desk: Desk,
        tickets: Tickets,
        way: Way,
        *,
        reserve_of: Callable[[str], str | None] = lambda _desk: None,
        clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
        poll_every: float = POLL_EVERY,
        look_every: float = LOOK_EVERY,
    ) -> None:
        """Prepare to carry.

        Args:
            desk: gives lines in words, and takes replies.
            tickets: where errands wait.
            way: carries them.
            reserve_of: gives the way that carries what this one cannot, by desk; our own page shows it anyhow.
            clock: gives the time in seconds since 1970.
            chance: gives a number from 0 to 1, to spread attempts.
            poll_every: seconds between two looks for errands.
            look_every: seconds between two looks for replies.
        """
        self._desk = desk
        self._tickets = tickets
        self._way = way
        self._reserve_of = reserve_of
        self._clock = clock
        self._chance = chance
        self._poll_every = poll_every
        self._look_every = look_every

    def carry_due(self) -> int:
        """Try everything that is due once, and return how much arrived; what was given up holds up nobody.

        Raises:
            StorageError: the database cannot be read or written.
        """
        arrived = 0
        while (errand := self._tickets.take_errand([self._way.name])) is not None:
            arrived += self._carry(errand)
        for errand in self._tickets.held_up([self._way.name]):
            self._stays_down(errand, given_up=True)
        return arrived

    def look(self) -> int:
        """Ask the other side for replies; return how many were new. Trouble of the other side is kept, not raised."""
        try:
            found = self._way.look(self._desk, self._tickets)
        except (TemporaryFailure, PermanentFailure) as failure:
            logger.warning("handoff.not_looked", way=self._way.name, reason=str(failure))
            self._tickets.trouble(self._way.name, WHOLE, str(failure))
            return 0
        except Exception as error:
            self._tickets.trouble(self._way.name, WHOLE, type(error).__name__)
            raise
        self._tickets.trouble(self._way.name, WHOLE, None)
        return found

    def erase_due(self) -> int:
        """Ask the other side to erase what was erased here; return how much is settled.

        Where something remains, the desk hears that nobody reads its answers any more; of what it was told already by
        the withdrawal, no more.
        """
        settled = 0
        for receipt in self._tickets.to_erase([self._way.name]):
            try:
                erased = receipt.external is not None and self._way.erase(receipt.number, receipt.external)
                told = receipt.reason is not Reason.WITHDRAWN and self._desk.takes_answers(receipt.desk, self._way.name)
                if not erased and told and receipt.external is not None:
                    self._way.tell_erased(receipt)
            except TemporaryFailure as failure:
                logger.warning("handoff.not_erased_yet", number=receipt.number, way=self._way.name, reason=str(failure))
                continue
            except Exception as error:
                reason = str(error) if isinstance(error, PermanentFailure) else type(error).__name__
                logger.error("handoff.not_erased", number=receipt.number, way=self._way.name, reason=reason)
                erased = False
            self._tickets.settle(receipt.id, Outcome.ERASED if erased else Outcome.REMAINS)
            settled += 1
        return settled

    def run(self, stop: threading.Event) -> None:
        """Carry, look and erase until ``stop`` is set; trouble is logged, and does not end the loop."""
        looked = float("-inf")
        while not stop.is_set():
            self._in_peace(self.carry_due)
            if time.monotonic() - looked >= self._look_every:
                self._in_peace(self.look)
                self._in_peace(self.erase_due)
                looked = time.monotonic()
            stop.wait(self._poll_every)

    def _in_peace(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as error:
            logger.error("handoff.courier_failed", way=self._way.name, error=type(error).__name__)

    def _carry(self, errand: Errand) -> bool:
        number = number_of(errand.ticket.key)
        try:
            text = self._desk.outward(errand.ticket.key, errand.line, self._way.name)
            with held(self._tickets, errand):
                external = self._way.carry(errand, text) if text is not None else None
        except TemporaryFailure as failure:
            self._put_off(errand, str(failure), failure.retry_after)
        except PermanentFailure as failure:
            self._failed(errand, None, str(failure))
        except BrokenSeal:
            self._failed(errand, None, "sealed with another key")
        except Exception as error:
            # A mistake in a way: the line must survive it, and is tried again.
            self._put_off(errand, f"way: {type(error).__name__}", None)
        else:
            self._tickets.arrived(errand, external)
            logger.info("handoff.delivered", number=number, way=self._way.name, attempt=errand.attempt)
            return True
        return False

    def _put_off(self, errand: Errand, reason: str, asked: float | None) -> None:
        wait = max(self._wait(errand.attempt), min(asked or 0.0, LONGEST_ASKED_WAIT))
        self._failed(errand, self._clock() + wait, reason)

    def _failed(self, errand: Errand, retry_at: float | None, reason: str) -> None:
        again = self._tickets.put_off(errand, retry_at, reason)
        waited = self._clock() - errand.line.at
        if again and errand.attempt >= STAYS_DOWN_ATTEMPTS and waited >= STAYS_DOWN:
            self._stays_down(errand, given_up=False)
        number = number_of(errand.ticket.key)
        details = {"number": number, "way": self._way.name, "attempt": errand.attempt, "reason": reason}
        if again is False:
            logger.error("handoff.undeliverable", **details)
        elif again:
            logger.warning("handoff.put_off", **details)
        else:
            logger.warning("handoff.lease_ran_out", **details)

    def _stays_down(self, errand: Errand, *, given_up: bool) -> None:
        """Let the reserve carry what this way cannot; where there is none, tell the person how it stands."""
        key, desk = errand.ticket.key, errand.ticket.desk
        reserve = self._reserve_of(desk)
        if reserve != self._way.name and not self._desk.hears_by(desk, self._way.name):
            # It went on to a desk that hears of it by its own ways: nobody misses what does not arrive here.
            if given_up:
                self._tickets.also_by(errand, None)
            return
        nobody = reserve is None or reserve == self._way.name
        if nobody and self._of_person(errand):
            if given_up:
                self._desk.undelivered(key, errand.id)
            else:
                self._desk.delayed(key)
        if nobody or reserve == OWN or self._desk.hears_by(desk, reserve or ""):  # our own page shows it, or it goes
            if given_up:
                self._tickets.also_by(errand, None)
        elif copied := self._tickets.also_by(errand, reserve):
            number = number_of(key)
            logger.warning("handoff.also_by", number=number, way=self._way.name, reserve=reserve, lines=copied)

    def _of_person(self, errand: Errand) -> bool:
        """Return whether anything that the person said is in an errand, or came after it."""
        lines = self._tickets.lines(errand.ticket.key, errand.line.id - 1)
        return any(line.author is Author.PERSON for line in lines)

    def _wait(self, attempt: int) -> float:
        """Return the seconds until the next attempt: doubled each time, capped, and spread over its upper half."""
        longest = min(FIRST_WAIT * 2.0 ** min(attempt - 1, 20), LONGEST_WAIT)
        return longest * (0.5 + 0.5 * self._chance())


def start_couriers(
    desk: Desk,
    tickets: Tickets,
    ways: Mapping[str, Way],
    *,
    reserve_of: Callable[[str], str | None] = lambda _desk: None,
    stop: threading.Event | None = None,
) -> list[threading.Thread]:
    """Start a courier for each way, and one for the persons; each ends with the program, or when ``stop`` is set.

    A way that is slow holds up no other. Ending halfway is safe: the errand is handed out again when its lease ends.

    Raises:
        StorageError: the database cannot be read or written; none is started.
    """
    for item in tickets.troubles():
        if item.way not in ways:  # nobody looks there any more
            tickets.trouble(item.way, item.place, None)
    ended = stop or threading.Event()
    runs = {name: Courier(desk, tickets, way, reserve_of=reserve_of).run for name, way in ways.items()}
    threads = [
        threading.Thread(target=run, args=(ended,), name=f"courier {name}", daemon=True)
        for name, run in {**runs, "persons": _telling(desk)}.items()
    ]
    for thread in threads:
        thread.start()
    return threads


def _telling(desk: Desk) -> Callable[[threading.Event], None]:
    def run(stop: threading.Event) -> None:
        reminded = float("-inf")
        while not stop.wait(POLL_EVERY):
            desk.tell()
            if time.monotonic() - reminded >= REMIND_EVERY:
                reminded = time.monotonic()
                try:
                    desk.remind()
                    desk.bring_home()
                except Exception as error:  # who was not told is told at the next look
                    logger.error("handoff.not_reminded", error=type(error).__name__)

    return run
