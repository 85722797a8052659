"""Hold an errand for as long as somebody is busy with it, however long the other side takes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from magdat.handoff.tickets import LEASE, Errand, Tickets

logger = structlog.get_logger(__name__)


@contextmanager
def held(tickets: Tickets, errand: Errand, every: float = LEASE / 3) -> Iterator[None]:
    """Say every so many seconds that we are still busy, as long as the block lasts.

    A mail server may take ten minutes to say that it took a mail (RFC 5321, 4.5.3.2.6). A crash ends this too, and the
    errand is free when its lease ends.
    """
    done = threading.Event()

    def renew() -> None:
        while not done.wait(every):
            try:
                if not tickets.renew(errand):
                    return  # another courier has it
            except Exception as error:  # the next time may succeed, before the lease ends
                logger.warning("handoff.not_held", error=type(error).__name__)

    thread = threading.Thread(target=renew, name="holding an errand", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
