"""Tell whether one service answers (`python -m launch.health rasa`), or can help people now (`… --klaar rasa`).

A service that does not answer is started again; one that is not ready is only left in peace until it is: its database
may be away, and a new start would not bring that back. Docker starts nothing again that hangs: with `--anders-weg` the
question itself ends a service that takes connections and answers none of several in a row, and Docker sees it stop.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import httpx

from launch import ports
from launch.services import ROOT, Service, every_service

READY = "--klaar"
"""Asks whether the service can help people now."""

OR_ENDED = "--anders-weg"
"""Ends a service that hangs. For a container, where whatever listens on its port is that service."""

HANGS_AFTER = 4
"""So many questions in a row without an answer are hanging, and no busy moment."""

PATIENCE = 3.0
"""Seconds to wait for an answer; a look at what a service needs takes two at most."""


def main(arguments: list[str] | None = None) -> int:
    """Return 0 when the named service answers, or is ready, 1 when not, 2 when there is no such service."""
    given = sys.argv[1:] if arguments is None else arguments
    names = [item for item in given if item not in {READY, OR_ENDED}]
    service = next((item for item in every_service() if item.name in names), None)
    if service is None or len(names) != 1:
        known = "|".join(item.name for item in every_service())
        print(f"usage: python -m launch.health [{READY}] [{OR_ENDED}] {known}", file=sys.stderr)
        return 2
    hangs = False
    try:
        answer = httpx.get(service.ready_url() if READY in given else service.url(), timeout=PATIENCE)
    except httpx.HTTPError as error:
        hangs = isinstance(error, httpx.TimeoutException)  # who is starting or gone refuses at once
        return 1
    finally:
        if OR_ENDED in given:
            _end_what_hangs(service, hangs)
    if READY in given and answer.status_code == 503:
        print(f"{service.name} is not ready: {answer.text}", file=sys.stderr)
    return 0 if answer.status_code < 500 else 1


def _end_what_hangs(service: Service, hangs: bool) -> None:
    """Remember, from one question to the next, how many in a row got no answer; end who gives none any more."""
    note = Path(os.environ.get("MAGDAT_TOESTAND") or ROOT / ".toestand") / f"{service.name}.hangt"
    if not hangs:
        note.unlink(missing_ok=True)
        return
    times = 1 + (len(note.read_bytes()) if note.exists() else 0)
    if times < HANGS_AFTER or (process := ports.listener(service.port)) is None:
        note.write_bytes(b"." * times)
        return
    note.unlink(missing_ok=True)
    print(f"{service.name} answered none of {times} questions and is ended", file=sys.stderr)
    process.kill()  # who hangs may hear nothing else


if __name__ == "__main__":
    sys.exit(main())
