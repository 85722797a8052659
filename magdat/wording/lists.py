"""Several things in one sentence."""

from __future__ import annotations

from collections.abc import Sequence


def enumerate_dutch(items: Sequence[str]) -> str:
    """Join items as a sentence does: «a, b en c»."""
    return _joined(items, "en")


def either_dutch(items: Sequence[str]) -> str:
    """Join items of which one will do: «a, b of c»."""
    return _joined(items, "of")


def _joined(items: Sequence[str], word: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"
