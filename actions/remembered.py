"""What is remembered for half an hour and never written: confidential states, texts to pass on, questions to give.

It is in the memory of this process, or of a Redis when several processes work together (docs/opslag.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from magdat.conversation.state import State
from magdat.handoff.draft import DRAFTED, Draft
from magdat.settings import Settings
from magdat.storage.ports import Drafts
from magdat.storage.stores import open_short_lived

Item = TypeVar("Item")


class Remembered(Generic[Item]):
    """One thing a sender, by pseudonym."""

    def __init__(self, kind: str, pack: Callable[[Item], str], unpack: Callable[[str], Item | None]) -> None:
        """Say what kind of thing it is, and how it is put into a text and read from it."""
        self._kind = kind
        self._pack = pack
        self._unpack = unpack

    def keep(self, sender: str, item: Item) -> None:
        """Remember something of a sender, in the place of what was kept before.

        Raises:
            StorageError: it cannot be kept.
        """
        _now().keep(self._owner(sender), self._pack(item))

    def recall(self, sender: str) -> Item | None:
        """Return what was kept of a sender, unless it was too long ago.

        Raises:
            StorageError: nobody can say.
        """
        kept = _now().recall(self._owner(sender))
        return self._unpack(kept) if kept is not None else None

    def drop(self, sender: str) -> None:
        """Forget it.

        Raises:
            StorageError: it cannot be reached; it is forgotten by itself after half an hour.
        """
        _now().drop(self._owner(sender))

    def _owner(self, sender: str) -> str:
        return f"{self._kind}:{sender}"


@cache
def _drafts() -> Drafts:
    """Return where it is kept; a turn asks a dozen times, and each time all variables would be read and checked."""
    return open_short_lived(Settings.from_environment()).drafts


class OfOneTurn:
    """What is remembered, read once in a turn: nobody else changes anything of a conversation while it has its turn."""

    def __init__(self, drafts: Drafts) -> None:
        """Nothing is read yet."""
        self._drafts = drafts
        self._read: dict[str, str | None] = {}

    def keep(self, owner: str, text: str) -> None:
        """Keep a text of somebody."""
        self._read.pop(owner, None)  # where keeping fails, it may be there all the same
        self._drafts.keep(owner, text)
        self._read[owner] = text

    def recall(self, owner: str) -> str | None:
        """Return what was kept, unless it was too long ago."""
        if owner not in self._read:
            self._read[owner] = self._drafts.recall(owner)
        return self._read[owner]

    def drop(self, owner: str) -> None:
        """Forget what was kept of somebody; where nothing was, as mostly, nothing has to be done."""
        if owner not in self._read or self._read[owner] is not None:
            self._drafts.drop(owner)
        self._read[owner] = None


_turn: ContextVar[OfOneTurn | None] = ContextVar("what one turn remembers", default=None)


@contextmanager
def one_turn() -> Iterator[None]:
    """Let a turn ask once for each thing that it needs: a dozen times it would ask Redis."""
    before = _turn.set(OfOneTurn(_drafts()))
    try:
        yield
    finally:
        _turn.reset(before)


def _now() -> Drafts:
    return _turn.get() or _drafts()


@dataclass(frozen=True)
class Unwritten:
    """What is remembered of a conversation and may not be written."""

    state: State
    confidential: bool
    """The verdict on the last turn (magdat/privacy/confidentiality.py)."""

    def packed(self) -> str:
        """Return it as a text."""
        return json.dumps({"state": self.state.to_data(), "confidential": self.confidential}, ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Unwritten:
        """Read what :meth:`packed` gave."""
        data = json.loads(text)
        return cls(State.from_data(data["state"]), bool(data["confidential"]))


CONFIDENTIAL: Remembered[Unwritten] = Remembered("gesprek", Unwritten.packed, Unwritten.unpacked)
"""Conversations as far as they may not be written."""

DRAFTS: Remembered[Draft] = Remembered(DRAFTED, Draft.packed, Draft.unpacked)
"""Texts that wait for a yes before they are passed on."""
