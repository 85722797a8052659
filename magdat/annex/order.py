"""The order of clause numbers."""

from __future__ import annotations


def order(number: str) -> tuple[int, ...]:
    """Return a key that sorts 3.10 after 3.9."""
    return tuple(int(part) for part in number.split("."))
