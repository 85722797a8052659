"""A message as Rasa reads it: its sender by pseudonym, and sealed beside it what it takes to answer them later."""

from __future__ import annotations

from rasa.core.channels.channel import UserMessage

from channels import threads
from channels.base import COUNTED_AS, Address, Incoming
from magdat.privacy.pseudonym import Pseudonyms
from magdat.privacy.seal import Seal
from magdat.privacy.way_back import CHANNEL, OTHERS_READ, sealed_way_back
from magdat.privacy.way_back import KEY as WAY_BACK


class Naming:
    """Call senders by their pseudonym; on a thread only where something has to be read or written for it."""

    def __init__(self, pseudonyms: Pseudonyms, seal: Seal) -> None:
        """Keep what senders are called here, and what closes the way back to them."""
        self._pseudonyms = pseudonyms
        self._seal = seal

    async def key_of(self, incoming: Incoming) -> str:
        """Return the pseudonym of a person at a place.

        Raises:
            StorageError: the key of pseudonyms cannot be read or written.
        """
        if self._pseudonyms.at_hand(incoming.channel):
            return self.key(incoming)
        return await threads.kept(self.key, incoming)

    async def message_of(self, key: str, incoming: Incoming, text: str, address: Address | None) -> UserMessage:
        """Return a message for Rasa; whoever passes something on in it is answered at the address.

        Raises:
            StorageError: the key of pseudonyms cannot be read or written.
        """
        if self._pseudonyms.at_hand(_counted_in(incoming)):
            return self._message(key, incoming, text, address)
        return await threads.kept(self._message, key, incoming, text, address)

    def key(self, incoming: Incoming) -> str:
        """Return the pseudonym of a person at a place, whatever has to be read for it; raises as :meth:`key_of`."""
        return self._pseudonyms.at(incoming.person, incoming.channel, incoming.tenant, incoming.place)

    def _message(self, key: str, incoming: Incoming, text: str, address: Address | None) -> UserMessage:
        counted = self._pseudonyms.of(incoming.origin or incoming.person, _counted_in(incoming))
        metadata = {COUNTED_AS: counted, CHANNEL: incoming.channel, **incoming.beside}
        if address is not None:
            address = {**address, OTHERS_READ: True} if incoming.group else address
            metadata[WAY_BACK] = sealed_way_back(self._seal, incoming.channel, key, address)
        return UserMessage(text, sender_id=key, input_channel=incoming.channel, metadata=metadata)


def _counted_in(incoming: Incoming) -> str:
    """Return the channel under which people are counted: what is counted cannot be held beside what is talked of."""
    return f"geteld:{incoming.channel}"
