"""What conversations about confidential topics remember: in memory only, for a while, and nowhere else."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from magdat.conversation.state import State

KEPT_SECONDS = 30 * 60
"""After half an hour without a message a confidential conversation is forgotten."""

MOST = 5_000
"""So many are kept at once; the oldest makes way."""


class ConfidentialStates:
    """States by pseudonym, with the moment of their last use."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing; ``clock`` gives seconds."""
        self._clock = clock
        self._states: OrderedDict[str, tuple[float, State]] = OrderedDict()

    def keep(self, sender: str, state: State) -> None:
        """Remember a state."""
        self._states.pop(sender, None)
        self._states[sender] = (self._clock(), state)
        while len(self._states) > MOST:
            self._states.popitem(last=False)

    def recall(self, sender: str) -> State | None:
        """Return the state of a sender, unless it was too long ago."""
        kept = self._states.get(sender)
        if kept is None:
            return None
        if self._clock() - kept[0] > KEPT_SECONDS:
            del self._states[sender]
            return None
        return kept[1]

    def drop(self, sender: str) -> None:
        """Forget a sender."""
        self._states.pop(sender, None)
