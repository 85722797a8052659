"""How much, how fast and what kind of text gets through."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

MAX_CHARACTERS = 2000
"""Characters of one message; a question is far shorter, and a longer text is more than a person would ask."""

BURST = 25
"""Messages that one sender may send at once."""

PER_SECOND = 3.0
"""Messages a second that one sender may keep up."""


class TokenBucket:
    """Allow a burst, then a steady pace."""

    def __init__(self, clock: Callable[[], float], burst: int = BURST, per_second: float = PER_SECOND) -> None:
        """Start full; ``clock`` gives seconds."""
        self._clock = clock
        self._burst = burst
        self._per_second = per_second
        self._level = float(burst)
        self._seen = clock()

    def take(self) -> bool:
        """Return whether one more message is within the limit."""
        now = self._clock()
        self._level = min(self._burst, self._level + (now - self._seen) * self._per_second)
        self._seen = now
        if self._level < 1:
            return False
        self._level -= 1
        return True


def readable(text: str) -> str:
    """Return text without control characters and lone surrogates; empty when no letter or digit is left."""
    kept = text.encode("utf-8", "ignore").decode("utf-8")
    kept = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in kept)
    kept = " ".join(kept.split())
    return kept if any(char.isalnum() for char in kept) else ""
