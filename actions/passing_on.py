"""Put what somebody agreed to in the outbox."""

from __future__ import annotations

import os

import structlog

from magdat.conversation.moves.hand_off import as_message, not_kept, passed_on, recipient, too_many
from magdat.conversation.reply import Reply
from magdat.handoff.configuration import has_way_out
from magdat.handoff.draft import Draft
from magdat.handoff.outbox import Outbox
from magdat.knowledge import Knowledge
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_short_lived, open_stores

logger = structlog.get_logger(__name__)

DAY = 86_400.0
"""Seconds in a day."""

PER_PERSON, IN_ALL = 5, 200
"""Messages a day of one person, and of everybody together: a helpdesk has to be able to read them."""


def outbox() -> Outbox:
    """Return the outbox that the settings name."""
    return open_stores(Settings.from_environment()).outbox


def way_out(known: Knowledge) -> bool:
    """Return whether a message reaches anybody: nobody types one for nothing."""
    to = recipient(known)
    return has_way_out(os.environ, str(to.email) if to.email else None)


def deliver(known: Knowledge, draft: Draft, sender: str) -> tuple[Reply, bool]:
    """Put a message in the outbox; return what is said of it, and whether its texts can be forgotten.

    They stay when it could not be kept, so that a second try loses nothing; it is sent only after another yes.
    """
    if not may_pass_on(sender):
        return too_many(known), True
    try:
        number = outbox().add(as_message(known, draft))
    except StorageError as error:
        logger.error("handoff.not_kept", why=str(error))
        return not_kept(known), False
    return passed_on(known, draft, number), True


def may_pass_on(sender: str) -> bool:
    """Return whether one more message may be passed on today."""
    limits = open_short_lived(Settings.from_environment()).limits
    return limits.take(f"doorgeven:{sender}", burst=PER_PERSON, per_second=PER_PERSON / DAY) and limits.take(
        "doorgeven", burst=IN_ALL, per_second=IN_ALL / DAY
    )
