"""A worker that is told to stop leaves its people to the others first: it says so to the proxy, and serves on.

A proxy that asks each process whether it takes people (`/webhooks/gezondheid/open`) sends nobody any more within
seconds; only then the server stops. Without that, whoever says something meanwhile is refused.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from typing import Protocol

import structlog

PASSED_ON_WITHIN = 3.0
"""Seconds until the proxies that we describe have seen it: they ask every second (deploy/proxy/Caddyfile)."""

logger = structlog.get_logger(__name__)


class Server(Protocol):
    """What can be stopped: Sanic."""

    def stop(self) -> None:
        """Stop serving."""


class Leaving:
    """Whether this process still takes people."""

    def __init__(self, seconds: float) -> None:
        """Take them; after a signal to stop, serve on for so many seconds, and stop then."""
        self._seconds = seconds
        self.begun = False

    @classmethod
    def one_of(cls, workers: int) -> Leaving:
        """Return how one of so many processes leaves: at once where it is alone, for nobody could take its people."""
        return cls(PASSED_ON_WITHIN if workers > 1 else 0.0)

    def look_out(self, server: Server) -> None:
        """Listen to the signal by which compose, systemd and Kubernetes stop a process, on the loop that runs.

        Ctrl-C still stops at once. A test that serves on a thread of its own gets no signals.
        """
        if self._seconds and threading.current_thread() is threading.main_thread():
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._leave, server)

    def _leave(self, server: Server) -> None:
        if not self.begun:
            self.begun = True
            logger.info("worker.leaving", seconds=self._seconds)
            asyncio.get_running_loop().call_later(self._seconds, server.stop)
