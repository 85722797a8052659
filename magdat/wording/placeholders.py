"""Texts with places between {{ }} that somebody fills in."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def fill(text: str, **parts: str) -> str:
    """Return a text with what stands between {{ }} filled in.

    Raises:
        KeyError: the text asks for something that nobody gives.
    """
    return _PLACEHOLDER.sub(lambda found: parts[found.group(1)], text)


def asked_for(text: str) -> tuple[str, ...]:
    """Return the names that stand between {{ }} in a text."""
    return tuple(_PLACEHOLDER.findall(text))
