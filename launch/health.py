"""Tell whether one service answers (`python -m launch.health rasa`), or can help people now (`… --klaar rasa`).

A service that does not answer is started again; one that is not ready is only left in peace until it is: its database
may be away, and a new start would not bring that back.
"""

from __future__ import annotations

import sys

import httpx

from launch.services import services

READY = "--klaar"
"""Asks whether the service can help people now."""

PATIENCE = 3.0
"""Seconds to wait for an answer; a look at what a service needs takes two at most."""


def main(arguments: list[str] | None = None) -> int:
    """Return 0 when the named service answers, or is ready, 1 when not, 2 when there is no such service."""
    given = sys.argv[1:] if arguments is None else arguments
    names = [item for item in given if item != READY]
    service = next((item for item in services() if item.name in names), None)
    if service is None or len(names) != 1:
        known = "|".join(item.name for item in services())
        print(f"usage: python -m launch.health [{READY}] {known}", file=sys.stderr)
        return 2
    try:
        answer = httpx.get(service.ready_url() if READY in given else service.url(), timeout=PATIENCE)
    except httpx.HTTPError:
        return 1
    if READY in given and answer.status_code == 503:
        print(f"{service.name} is not ready: {answer.text}", file=sys.stderr)
    return 0 if answer.status_code < 500 else 1


if __name__ == "__main__":
    sys.exit(main())
