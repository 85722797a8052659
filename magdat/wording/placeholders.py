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


def asked_for(text: str) -> set[str]:
    """Return what a text wants filled in: every name between {{ }}."""
    return set(_PLACEHOLDER.findall(text))
