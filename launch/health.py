"""Tell whether one service answers: for containers' health checks (`python -m launch.health rasa`)."""

from __future__ import annotations

import sys

import httpx

from launch.services import every_service


def main(arguments: list[str] | None = None) -> int:
    """Return 0 when the named service answers, 1 when it does not, 2 when there is no such service."""
    names = sys.argv[1:] if arguments is None else arguments
    service = next((item for item in every_service() if item.name in names), None)
    if service is None:
        print(f"usage: python -m launch.health {'|'.join(item.name for item in every_service())}", file=sys.stderr)
        return 2
    try:
        return 0 if httpx.get(service.url(), timeout=3.0).status_code < 500 else 1
    except httpx.HTTPError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
