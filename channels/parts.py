"""Which parts of a reply were said: one that takes several messages goes on after a crash where it stopped."""

from __future__ import annotations

from collections import deque
from typing import Protocol

import structlog

from channels import threads
from magdat.privacy.seal import Seal
from magdat.storage.errors import StorageError
from magdat.storage.letters import Letters

REMEMBERED = 1000
"""Parts that a process remembers by itself, for while the database is away."""

logger = structlog.get_logger(__name__)


class Parts(Protocol):
    """The parts of one reply, by the names that its channel gives them."""

    async def said(self, part: str) -> bool:
        """Return whether a part is known to have arrived."""

    async def note(self, part: str) -> None:
        """Remember that a part arrived."""


class NoParts:
    """The parts of a reply that nobody tries again."""

    async def said(self, part: str) -> bool:
        """Return that nothing is known."""
        return False

    async def note(self, part: str) -> None:
        """Remember nothing."""


class KeptParts:
    """The parts of a reply as they are noted beside the letters: over a crash, and at every process."""

    def __init__(self, letters: Letters, seal: Seal, recent: deque[str], mark: str) -> None:
        """Note the parts of one reply.

        Args:
            letters: where they are noted.
            seal: makes names of them that say nothing.
            recent: what this process noted lately.
            mark: tells this reply from any other.
        """
        self._letters = letters
        self._seal = seal
        self._recent = recent
        self._mark = mark

    async def said(self, part: str) -> bool:
        """Return whether a part is known to have arrived; said twice is better than never."""
        if (name := self._name(part)) in self._recent:
            return True
        try:
            return await threads.kept(self._letters.known, name)
        except StorageError as error:
            logger.error("post.part_unknown", why=str(error))
            return False

    async def note(self, part: str) -> None:
        """Remember that a part arrived; while the database is away, this process alone does."""
        self._recent.append(name := self._name(part))
        try:
            await threads.kept(self._letters.note, name)
        except StorageError as error:
            logger.error("post.part_not_noted", why=str(error))

    def _name(self, part: str) -> str:
        return self._seal.digest("part", self._mark, part)
