"""Carrying what waits for desks, and the daily clean-up: in the action server, or in a process of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from actions.housekeeping import start_housekeeping
from magdat.desks.opening import open_counter
from magdat.files.problems import DocumentError
from magdat.handoff.courier import start_couriers
from magdat.knowledge import Knowledge
from magdat.settings import Settings
from magdat.storage.errors import StorageError

LOOK_EVERY = 2.0
"""Seconds between two looks whether a policy that could not be used was mended, or a database is back."""

logger = structlog.get_logger(__name__)


class Delivery:
    """The couriers of one process. Any number of processes may share the work: each errand is leased to one."""

    def __init__(self, settings: Settings, known: Callable[[], Knowledge] | None = None) -> None:
        """Prepare; nothing is carried yet. Where this process answers too, it carries by what it answers from."""
        self._settings = settings
        self._known = known
        self._stop = threading.Event()
        self._couriers: list[threading.Thread] = []

    def begin(self) -> None:
        """Start a courier for every way that a desk uses, as soon as policy and database are there; clean up every day.

        Raises:
            ValueError: a setting of a way cannot be used.
        """
        try:
            self._start()
        except (DocumentError, StorageError):
            threading.Thread(target=self._start_when_mended, name="waiting to deliver", daemon=True).start()
        start_housekeeping(self._settings, self._stop)

    def well(self) -> bool:
        """Return whether every courier still runs; before there is a policy and a database, there are none."""
        return all(courier.is_alive() for courier in self._couriers)

    def end(self, seconds: float) -> None:
        """Take nothing more, and wait so long for what is being carried; the rest is leased anew later."""
        self._stop.set()
        for courier in self._couriers:
            courier.join(seconds / len(self._couriers))

    def _start(self) -> None:
        """Start the couriers.

        Raises:
            DocumentError: the policy, which names the desks, cannot be used.
            StorageError: the database is away, or not ready for this version.
            ValueError: a setting cannot be used.
        """
        counter = open_counter(self._settings, known=self._known)
        self._couriers = start_couriers(
            counter.desk, counter.tickets, counter.ways, reserve_of=counter.reserve_of, stop=self._stop
        )

    def _start_when_mended(self) -> None:
        told = ""
        while not self._stop.wait(LOOK_EVERY):
            try:
                self._start()
            except DocumentError:
                continue
            except StorageError as error:
                if str(error) != told:  # once, and not every two seconds
                    told = str(error)
                    logger.error("handoff.waits", why=told)
                continue
            except ValueError as error:
                logger.error("handoff.off", why=str(error))
            return
