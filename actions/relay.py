"""The relay: carries what waits for desks in a process of its own, which alone needs the way out and its secrets."""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import signal
import sys
import threading
from types import FrameType

from actions.delivery import Delivery
from magdat.files.problems import DocumentError
from magdat.guidance.library import load_library
from magdat.handoff.talk import load_talk
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.settings import Settings
from magdat.variables import check
from magdat.wording.phrases import load_phrases

ENDS_WITHIN = 8.0
"""Seconds that what is being carried gets when the relay stops."""

PATH = "/gezond"
"""Where it says whether it is well; it serves nothing else."""


class Pulse(http.server.BaseHTTPRequestHandler):
    """Say whether the couriers run."""

    timeout = 5
    """Seconds without a word after which a connection is let go."""

    def __init__(self, delivery: Delivery, *given: object) -> None:
        """Answer one connection."""
        self._delivery = delivery
        super().__init__(*given)  # type: ignore[arg-type]  # the three of socketserver, whatever they are

    def do_GET(self) -> None:
        """Answer 200 when all couriers run, 503 when one ended."""
        status = 404 if self.path != PATH else 200 if self._delivery.well() else 503
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: a health check every few seconds is no news."""


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
        load_library(settings.guidance)
        load_phrases(settings.guidance / "zinnen.yml")
        load_talk(settings.guidance / "doorgeven.yml")
        delivery = Delivery(settings)
        delivery.begin()
    except (DocumentError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with http.server.ThreadingHTTPServer((chosen.host, chosen.port), functools.partial(Pulse, delivery)) as server:
        threading.Thread(target=server.serve_forever, name="pulse", daemon=True).start()
        ended.wait()
        delivery.end(ENDS_WITHIN)
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
