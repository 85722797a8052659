"""Which threads go on without a mention: those in which this person has a conversation with us."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from channels.base import Incoming
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.ports import Conversations

MOST = 2000
"""Threads whose first message is remembered here while it waits for its answer."""


class Threads:
    """The threads of people who named the bot in them.

    What outlives this process is the conversation itself: it is there once the first message was answered, and gone
    when the person erases it. Others in the same thread are left in peace until they name the bot themselves.
    """

    def __init__(self, conversations: Conversations, pseudonyms: Pseudonyms) -> None:
        """Look for conversations under the pseudonyms of people."""
        self._conversations = conversations
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
        if (said.tenant, said.person, said.place) in self._fresh:
            return True
        return await asyncio.to_thread(self._known, said)

    def forget(self, person: str) -> None:
        """Forget the threads of a person who had everything erased."""
        for key in [key for key in self._fresh if key[1] == person]:
            del self._fresh[key]

    def _known(self, said: Incoming) -> bool:
        names = self._pseudonyms.all_at(said.person, said.channel, said.tenant, said.place)
        return any(self._conversations.of(name) is not None for name in names)
