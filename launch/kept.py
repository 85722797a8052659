"""A service that is kept running: its process, and how long it waits when it stops time and again."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import psutil

from launch.services import Service

STEADY = 300.0
"""Seconds that a service must run for its earlier stops to be forgotten."""

LONGEST_PAUSE = 60.0
"""Seconds between two starts of a service that does not stay up, at most."""

Launch = Callable[[Service], "subprocess.Popen[bytes]"]


@dataclass
class Kept:
    """One service, and the process that it is now."""

    service: Service
    process: subprocess.Popen[bytes]
    stops: int = 0
    """How often in a row it stopped by itself, each time soon after it was started."""

    again: float | None = None
    """When it is started again (seconds of the monotonic clock); ``None`` while it runs."""

    started: float = field(init=False)
    """When the process began (seconds since 1970), by which it is told from another with its number."""

    _begun: float = field(init=False)

    def __post_init__(self) -> None:
        """Remember when the process began."""
        self._new(self.process)

    @property
    def ended(self) -> bool:
        """Return whether there is no process now."""
        return self.process.poll() is not None

    def stopped(self, at_once: int) -> float:
        """Note that it stopped by itself; return the seconds until it is started again.

        Args:
            at_once: after so many stops in a row it is started again at once; after more it waits, ever longer.
        """
        now = time.monotonic()
        self.stops = 1 if now - self._begun >= STEADY else self.stops + 1
        pause = 0.0 if self.stops <= at_once else min(LONGEST_PAUSE, 2.0 ** (self.stops - at_once))
        self.again = now + pause
        return pause

    def start(self, launch: Launch) -> None:
        """Start it again."""
        self.again = None
        self._new(launch(self.service))

    def facts(self) -> dict[str, Any]:
        """Return what others may know of it: the form of services.json."""
        facts: dict[str, Any] = {"name": self.service.name, "pid": self.process.pid, "started": self.started}
        if self.stops:
            facts["stops"] = self.stops
        if self.again is not None:
            facts["again"] = time.time() + self.again - time.monotonic()
        return facts

    def answers(self, patience: float) -> bool:
        """Return whether it answers within so many seconds."""
        try:
            return httpx.get(self.service.url(), timeout=patience).status_code < 500
        except httpx.HTTPError:
            return False

    def _new(self, process: subprocess.Popen[bytes]) -> None:
        self.process, self._begun = process, time.monotonic()
        try:
            self.started = psutil.Process(process.pid).create_time()
        except psutil.NoSuchProcess:
            self.started = time.time()  # gone already, which is seen at the next look
