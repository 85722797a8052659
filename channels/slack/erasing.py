"""Erase all that is kept of one person's conversations in a channel, at every place."""

from __future__ import annotations

from channels import threads
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.stores import Stores


class Eraser:
    """What the button does that erases: `magdat privacy wis`, for oneself and one channel."""

    def __init__(self, stores: Stores, pseudonyms: Pseudonyms) -> None:
        """Erase from these stores."""
        self._stores = stores
        self._pseudonyms = pseudonyms

    async def erase(self, person: str, channel: str) -> None:
        """Erase the conversations of a person, and the questions that they gave.

        Raises:
            StorageError: it could not be erased.
        """
        await threads.kept(self._erase, person, channel)

    def _erase(self, person: str, channel: str) -> None:
        self._stores.erase(self._pseudonyms.candidates(person, channel))
