"""Take a text out of what Slack sends, however odd it is made."""

from __future__ import annotations

from typing import Any


def at(body: Any, *path: str | int) -> str:
    """Return the text at the end of a path of keys and numbers; empty when there is none."""
    found = found_at(body, *path)
    return found if isinstance(found, str) else ""


def found_at(body: Any, *path: str | int) -> Any:
    """Return whatever is at the end of a path of keys and numbers; ``None`` when there is nothing."""
    for step in path:
        if isinstance(step, str):
            body = body.get(step) if isinstance(body, dict) else None
        else:
            body = body[step] if isinstance(body, list) and step < len(body) else None
    return body
