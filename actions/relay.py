"""The relay: carries what waits for desks in a process of its own, which alone needs the way out and its secrets."""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import os
import signal
import sys
import threading
from types import FrameType

from actions.delivery import Delivery
from magdat.desks.opening import open_counter
from magdat.files.problems import DocumentError
from magdat.guidance.library import load_library
from magdat.handoff.talk import load_talk
from magdat.policy.store import PolicyStore
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.settings import Settings
from magdat.variables import check
from magdat.watching.process import watch, write_log
from magdat.watching.readiness import Readiness, parts
from magdat.wording.phrases import load_phrases

ENDS_WITHIN = 8.0
"""Seconds that what is being carried gets when the relay stops."""

SERVICE = "relay"
"""What this process is called in logs and traces."""

PATH, READY = "/gezond", "/klaar"
"""Where it says whether it is well, and whether it can carry now; it serves nothing else."""


class Pulse(http.server.BaseHTTPRequestHandler):
    """Say whether the couriers run, and whether what they need is there."""

    timeout = 5
    """Seconds without a word after which a connection is let go."""

    def __init__(self, delivery: Delivery, ready: Readiness, *given: object) -> None:
        """Answer one connection."""
        self._delivery, self._ready = delivery, ready
        super().__init__(*given)  # type: ignore[arg-type]  # the three of socketserver, whatever they are

    def do_GET(self) -> None:
        """Answer 200 when all couriers run, or nothing is missing; 503 when not."""
        body = b""
        if self.path == PATH:
            status = 200 if self._delivery.well() else 503
        elif self.path == READY:
            missing = self._ready.missing()
            status, body = 503 if missing else 200, json.dumps({"missing": missing}).encode()
        else:
            status = 404
        self.send_response(status)
        if body:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: a health check every few seconds is no news."""


def policies() -> PolicyStore:
    """Return the policy that the desks come from.

    Raises:
        DocumentError: no version can be used.
    """
    return open_counter(Settings.from_environment()).policies


def main() -> int:
    """Carry until stopped; return 1 when the guidance or a setting cannot be used."""
    parser = argparse.ArgumentParser(description="Carry what waits for desks.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5056)
    chosen = parser.parse_args()
    keep_log_discreet()
    os.umask(0o077)
    try:
        check(os.environ)
        settings = Settings.from_environment()
        write_log(settings, SERVICE)
        watch(settings, SERVICE, chosen.port, policies, keeps=True)
        load_library(settings.guidance)
        load_phrases(settings.guidance / "zinnen.yml")
        load_talk(settings.guidance / "doorgeven.yml")
        delivery, ready = Delivery(settings), Readiness(parts(settings, policies))
        delivery.begin()
    except (DocumentError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with http.server.ThreadingHTTPServer(
        (chosen.host, chosen.port), functools.partial(Pulse, delivery, ready)
    ) as server:
        threading.Thread(target=server.serve_forever, name="pulse", daemon=True).start()
        ended.wait()
        delivery.end(ENDS_WITHIN)
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
