"""Which threads go on without a mention: those in which this person has a conversation with us."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from channels import threads
from channels.base import Incoming
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.ports import Conversations, Letters

FRESH = 3600.0
"""Seconds that a thread goes on in which the bot was named and nothing was kept."""

MOST_FRESH = 5_000
"""So many such threads are remembered, the newest."""


class Threads:
    """The threads of people who named the bot in them.

    What counts is the conversation itself: it waits or is kept where every process finds it, and is gone when the
    person erases it; or a question of theirs is with a desk. Where the gate answered a mention by itself («ik zie geen
    vraag», «probeer het straks opnieuw») nothing is kept, and this process remembers for a while that they did. Others
    in the same thread are left in peace until they name the bot themselves.
    """

    def __init__(
        self,
        conversations: Conversations,
        letters: Letters,
        pseudonyms: Pseudonyms,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Look for conversations, and for messages that wait, under the pseudonyms of people."""
        self._conversations = conversations
        self._letters = letters
        self._pseudonyms = pseudonyms
        self._clock = clock
        self._named: OrderedDict[str, float] = OrderedDict()

    async def named(self, said: Incoming) -> None:
        """Remember that somebody named the bot in a thread where nothing of theirs is kept yet.

        Raises:
            StorageError: it cannot be looked up.
        """
        await threads.kept(self._note, said)

    async def goes_on(self, said: Incoming) -> bool:
        """Return whether a message without a mention is meant for us.

        Raises:
            StorageError: it cannot be looked up.
        """
        return await threads.kept(self._known, said)

    def _note(self, said: Incoming) -> None:
        where = (said.person, said.channel, said.tenant, said.place)
        name = self._pseudonyms.at(*where)
        again = self._named.pop(name, None) is not None
        # What is kept counts from now on, so that it rests when they erase it; who names the bot again needs no more
        # than that, and may do so to have it erased.
        if not again and not any(self._conversations.of(known) for known in self._pseudonyms.all_at(*where)):
            self._named[name] = self._clock()
            while len(self._named) > MOST_FRESH:
                self._named.popitem(last=False)

    def _known(self, said: Incoming) -> bool:
        where = (said.person, said.channel, said.tenant, said.place)
        now = self._pseudonyms.at(*where)
        # The message in which they named the bot waits until it is answered, and what it left is kept before that.
        if self._letters.queued(said.channel, now).of_conversation > 0:
            return True
        names = self._pseudonyms.all_at(*where)
        if any(self._conversations.of(name) is not None or self._letters.lasts(name) for name in names):
            self._named.pop(now, None)
            return True
        named = self._named.get(now)
        return named is not None and self._clock() - named < FRESH
