"""Tell people at once what a desk said; what fails now is tried again by the courier."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from magdat.handoff.failures import PermanentFailure
from magdat.handoff.tickets import Line, Ticket, Tickets
from magdat.handoff.ways.base import Outward
from magdat.handoff.ways.person import NAME, InWords, PersonWay, Say, Send
from magdat.privacy.seal import BrokenSeal, Seal

logger = structlog.get_logger(__name__)

AGAIN_AFTER = 5.0
"""Seconds before a letter that could not be kept is tried again."""


class PersonTeller:
    """Carry what goes to persons, in whichever process something was said."""

    def __init__(
        self,
        tickets: Tickets,
        seal: Seal,
        send: Send,
        say: Say,
        outward: Callable[[int, Line], Outward | None],
        clock: Callable[[], float],
        company: Callable[[Ticket, int], InWords],
    ) -> None:
        """Keep what it works with.

        Args:
            tickets: where everything is kept.
            seal: opens addresses, and closes letters.
            send: puts a letter in the queue of a channel.
            say: the wording.
            outward: gives a line as it is said.
            clock: gives seconds since 1970.
            company: gives the other tickets of a conversation, to whoever is told a line of one.
        """
        self._tickets = tickets
        self._outward = outward
        self._clock = clock
        self._way = PersonWay(tickets, seal, send, say, company)

    def tell(self) -> int:
        """Put everything that is due in the queues of the channels; return how much. It never raises."""
        told = 0
        try:
            while (errand := self._tickets.take_errand([NAME])) is not None:
                try:
                    text = self._outward(errand.ticket.key, errand.line)
                    if text is not None:
                        self._way.carry(errand, text)
                except (BrokenSeal, PermanentFailure) as error:
                    self._tickets.put_off(errand, None, str(error))
                    logger.error("desk.not_told", number=errand.ticket.key, why=str(error))
                except Exception as error:
                    self._tickets.put_off(errand, self._clock() + AGAIN_AFTER, type(error).__name__)
                    logger.error("desk.not_told_yet", number=errand.ticket.key, kind=type(error).__name__)
                else:
                    self._tickets.arrived(errand, None)
                    told += 1
        except Exception as error:  # what was said is kept; telling it comes later
            logger.error("desk.telling_failed", kind=type(error).__name__)
        return told
