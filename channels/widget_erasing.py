"""Erase a conversation of the web widget, wherever something of it may be."""

from __future__ import annotations

import structlog

from channels import threads
from channels.base import Incoming, Reply
from channels.gate import Gate, OnNewMessage
from channels.widget_turns import Turns
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.ports import Pushes
from magdat.storage.stores import Stores

ERASE = "wis mijn gesprek"
"""What somebody says to have their conversation erased: what the action server remembers goes by it too."""

PATIENCE = 25.0
"""Seconds that what is being answered gets to end; the gate gives up before."""

logger = structlog.get_logger(__name__)


class Silent:
    """A way back on which nothing is said."""

    async def send(self, reply: Reply) -> None:
        """Drop a reply."""


class Erasing:
    """Erase conversations."""

    def __init__(
        self,
        gate: Gate,
        pseudonyms: Pseudonyms,
        stores: Stores,
        pushes: Pushes,
        turns: Turns,
    ) -> None:
        """Keep everything that may hold something."""
        self._gate = gate
        self._pseudonyms = pseudonyms
        self._stores = stores
        self._pushes = pushes
        self._turns = turns

    async def erase(self, conversation: str, incoming: Incoming, on_new_message: OnNewMessage) -> None:
        """Erase a conversation: first what is kept, then what the action server remembers, then what came between.

        Args:
            conversation: its pseudonym now.
            incoming: who and where; what it says does not matter.
            on_new_message: hands a message to Rasa.

        Raises:
            StorageError: it cannot be erased.
        """
        await threads.kept(self._erase, conversation, incoming)
        await self._turns.over(conversation, PATIENCE)
        try:
            await self._gate.take(incoming, Silent(), on_new_message)
        except Exception as error:  # what is kept goes all the same, and what is remembered is not used without it
            logger.error("widget.not_forgotten", kind=type(error).__name__)
        await threads.kept(self._erase, conversation, incoming)

    def _erase(self, conversation: str, incoming: Incoming) -> None:
        names = self._pseudonyms.all_at(incoming.person, incoming.channel, incoming.tenant, incoming.place)
        self._stores.erase(names)
        for name in {conversation, *names}:
            self._pushes.erase(name)
