"""What is kept of a conversation under the keys of earlier periods, and has to go with it."""

from __future__ import annotations

import structlog

from channels.base import Incoming
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.errors import StorageError
from magdat.storage.stores import Stores

logger = structlog.get_logger(__name__)


def erase_earlier(stores: Stores, pseudonyms: Pseudonyms, incoming: Incoming) -> tuple[str, ...]:
    """Erase what is kept of the same conversation under keys of before, and return its names.

    Args:
        stores: where it is kept.
        pseudonyms: what senders are called here.
        incoming: the message with which somebody had their conversation erased.
    """
    try:
        names = pseudonyms.all_at(incoming.person, incoming.channel, incoming.tenant, incoming.place)
        stores.conversations.erase(names)
        stores.questions.erase(names)
        stores.proposals.erase(stores.tickets.erase(names))
    except StorageError as error:
        logger.error("gate.not_erased", why=str(error))
        return ()
    return tuple(names)
