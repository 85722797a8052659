"""Who passes something on to a person yields, where many wait, to whoever asks: a desk reads it hours later anyhow."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from magdat.files.documents import parse, read_document
from magdat.guidance.model import Gestures, danger_in, fits

PERSON = "mens_spreken"
"""The topic of who wants to talk to a person."""

STEPS = "doorgeven_"
"""How the names of the steps of a hand-off begin."""

DONE = frozenset(
    f"{STEPS}{last}"
    for last in ("klaar", "niet", "geen_weg", "enkel_zelf", "geen_vertrouwelijke", "te_veel", "mislukt", "onzeker")
)
"""The steps after which nothing is being passed on any more."""

LOOKS = 2
"""Messages that yield of which it is looked at once whether they may pass."""

STAYS = 1800.0
"""Seconds after which nobody is in the middle of one any more whom another process may have answered since."""

MOST = 10_000
"""Conversations of which it is known that they are in the middle of one."""


class Yielding:
    """Which conversations are in the middle of a hand-off, as far as this process answered them."""

    def __init__(self, gestures: Gestures | None = None) -> None:
        """Begin with none.

        Args:
            gestures: how people say that they want a person; without, that is known from the first step on.
        """
        self._inside: OrderedDict[str, float] = OrderedDict()
        self._looked_for: Counter[str] = Counter()
        self._looks = asyncio.Semaphore(LOOKS)
        self._dangers = gestures.danger if gestures is not None else ()
        hints = gestures.talk.hints if gestures is not None else ()
        self._forms = tuple(form for hint in hints if hint.topic == PERSON for form in hint.forms)
        commands = gestures.commands if gestures is not None else ()
        self._words = frozenset(word.casefold() for item in commands if item.topic == PERSON for word in item.words)

    def yields(self, key: str, text: str) -> bool:
        """Return whether a message of a conversation is, or begins, a step of a hand-off, and nobody is in danger."""
        if self._looked_for[key]:
            return True  # nobody's second message goes before their first
        step = self.inside(key) or text.casefold() in self._words or any(fits(form, text) for form in self._forms)
        return step and danger_in(self._dangers, text) is None

    def inside(self, key: str) -> bool:
        """Return whether a conversation is in the middle of a hand-off: what it says next is for no person yet."""
        began = self._inside.get(key)
        return began is not None and time.monotonic() - began < STAYS

    @asynccontextmanager
    async def looked_at(self, key: str, yields: bool) -> AsyncIterator[None]:
        """Let a message be looked at: of those that yield a few at once, so that others find a thread that is free."""
        if not yields:
            yield
            return
        self._looked_for[key] += 1
        try:
            async with self._looks:
                yield
        finally:
            self._looked_for[key] -= 1
            self._looked_for += Counter()  # drops those of whom nothing is looked at

    def note(self, key: str, step: str | None) -> None:
        """Remember where a conversation stands.

        Args:
            key: the pseudonym of person and place.
            step: what the last reply calls its step (docs/contract.md); ``None`` where it has none.
        """
        self._inside.pop(key, None)
        if step is not None and step.startswith(STEPS) and step not in DONE:
            self._inside[key] = time.monotonic()
            if len(self._inside) > MOST:
                self._inside.popitem(last=False)


def open_yielding(guidance: Path) -> Yielding:
    """Return what knows who yields.

    Raises:
        DocumentError: how people say that they want a person cannot be read.
    """
    return Yielding(parse(Gestures, read_document(guidance / "gebaren.yml")))
