"""Text as every database takes it."""

from __future__ import annotations


def storable(text: str) -> str:
    """Return text without what no database or mail takes: halves of surrogate pairs, and the character NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
