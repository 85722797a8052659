"""What was not passed on to an ordinary desk because it was told in confidence; whoever types it again insists."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Protocol


class Memory(Protocol):
    """Keeps something for half an hour, and never on a disk (magdat/storage/ports.py, Drafts)."""

    def keep(self, owner: str, text: str) -> None:
        """Keep a text, in the place of what was kept before."""

    def recall(self, owner: str) -> str | None:
        """Return what was kept, unless it was too long ago."""


class Doubts:
    """Know what was held back. Of what was typed only a keyed digest is kept."""

    def __init__(self, memory: Memory, digest: Callable[..., str]) -> None:
        """Keep it in ``memory``; ``digest`` makes a keyed digest of texts, the first of which says what they are."""
        self._memory = memory
        self._digest = digest

    def insisted(self, key: int) -> bool:
        """Return whether somebody insisted already that a ticket gets such things."""
        return self._kept(key).get("insisted") is True

    def hold(self, key: int, text: str, mark: str) -> bool:
        """Return whether a text is held back from a ticket, as it is until whoever typed it heard so (:meth:`told`).

        Args:
            key: the ticket.
            text: what was typed for it.
            mark: what tells this message from any other, also when it is brought twice: that is no insisting.
        """
        said = self._digest("held back", " ".join(text.casefold().split()))
        brought, before = self._digest("held back by", mark), self._kept(key)
        same, again = before.get("said") == said, before.get("brought") == brought
        insists = same and not again and before.get("told") is True
        told = same and again and before.get("told") is True
        kept: dict[str, object] = {"insisted": True} if insists else {"said": said, "brought": brought, "told": told}
        self._memory.keep(_owner(key), json.dumps(kept))
        return not insists

    def told(self, key: int, mark: str) -> None:
        """Note that whoever typed what was held back heard so: only from then on, typing it again is insisting.

        Args:
            key: the ticket.
            mark: of the message that was held back.
        """
        kept = self._kept(key)
        if kept.get("brought") == self._digest("held back by", mark):
            self._memory.keep(_owner(key), json.dumps({**kept, "told": True}))

    def _kept(self, key: int) -> dict[str, object]:
        kept: dict[str, object] = json.loads(self._memory.recall(_owner(key)) or "{}")
        return kept


def _owner(key: int) -> str:
    return f"achtergehouden:{key}"
