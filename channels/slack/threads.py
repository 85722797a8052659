"""Which threads go on without a mention: those in which this person has a conversation with us."""

from __future__ import annotations

from channels import threads
from channels.base import Incoming
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.ports import Conversations, Letters


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

    async def goes_on(self, said: Incoming) -> bool:
        """Return whether a message without a mention is meant for us.

        Raises:
            StorageError: it cannot be looked up.
        """
        return await threads.kept(self._known, said)

    def _known(self, said: Incoming) -> bool:
        where = (said.person, said.channel, said.tenant, said.place)
        # The message in which they named the bot waits until it is answered, and what it left is kept before that.
        if self._letters.queued(said.channel, self._pseudonyms.at(*where)).of_conversation > 0:
            return True
        return any(self._conversations.of(name) is not None for name in self._pseudonyms.all_at(*where))
