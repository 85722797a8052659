"""What is remembered in this process only, for a while, and never written: confidential states, texts to pass on."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")

KEPT_SECONDS = 30 * 60
"""After half an hour without a message it is forgotten."""

MOST = 5_000
"""So many are kept at once; the oldest makes way."""


class Memory(Generic[Item]):
    """One thing a sender, by pseudonym, with the moment it was kept."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing; ``clock`` gives seconds."""
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Item]] = OrderedDict()

    def keep(self, sender: str, item: Item) -> None:
        """Remember something of a sender, in the place of what was kept before."""
        self._kept.pop(sender, None)
        self._kept[sender] = (self._clock(), item)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def recall(self, sender: str) -> Item | None:
        """Return what was kept of a sender, unless it was too long ago."""
        kept = self._kept.get(sender)
        if kept is None:
            return None
        if self._clock() - kept[0] > KEPT_SECONDS:
            del self._kept[sender]
            return None
        return kept[1]

    def drop(self, sender: str) -> None:
        """Forget a sender."""
        self._kept.pop(sender, None)
