"""Which threads go on without a mention: those in which this person has a conversation with us."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from channels.base import Incoming
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.ports import Conversations, Letters

MOST = 2000
"""Threads of which nothing is kept yet that are remembered here."""


class Threads:
    """The threads of people who named the bot in them.

    What counts is the conversation itself: it waits or is kept where every process finds it, and is gone when the
    person erases it. Others in the same thread are left in peace until they name the bot themselves.
    """

    def __init__(self, conversations: Conversations, letters: Letters, pseudonyms: Pseudonyms) -> None:
        """Look for conversations, and for messages that wait, under the pseudonyms of people."""
        self._conversations = conversations
        self._letters = letters
        self._pseudonyms = pseudonyms
        self._fresh: OrderedDict[tuple[str, str, str], None] = OrderedDict()

    def begin(self, said: Incoming) -> None:
        """Remember that a person named the bot in a thread."""
        self._fresh[said.tenant, said.person, said.place] = None
        if len(self._fresh) > MOST:
            self._fresh.popitem(last=False)

    async def goes_on(self, said: Incoming) -> bool:
        """Return whether a message without a mention is meant for us.

        Raises:
            StorageError: it cannot be looked up.
        """
        name = (said.tenant, said.person, said.place)
        if not await asyncio.to_thread(self._known, said):
            return name in self._fresh
        self._fresh.pop(name, None)  # from now on it goes on as long as the conversation is there
        return True

    def forget(self, person: str) -> None:
        """Forget the threads of a person who had everything erased."""
        for key in [key for key in self._fresh if key[1] == person]:
            del self._fresh[key]

    def _known(self, said: Incoming) -> bool:
        where = (said.person, said.channel, said.tenant, said.place)
        if any(self._conversations.of(name) is not None for name in self._pseudonyms.all_at(*where)):
            return True
        # Another process may have taken the message in which they named the bot.
        return self._letters.queued(said.channel, self._pseudonyms.at(*where)).of_conversation > 0
