"""Hand what somebody agreed to over to its desk."""

from __future__ import annotations

import os

import structlog

from magdat.conversation.moves.hand_off import as_message, not_kept, passed_on, too_many
from magdat.conversation.reply import Reply
from magdat.desks.opening import open_desk
from magdat.handoff.configuration import has_way_out
from magdat.handoff.desk import Desk, NotAllowed, TooMany
from magdat.handoff.draft import Draft
from magdat.knowledge import Knowledge
from magdat.policy.service_desks import ServiceDesk, desk_for
from magdat.settings import Settings
from magdat.storage.errors import StorageError

logger = structlog.get_logger(__name__)


def service() -> Desk:
    """Return the service of the desks that the settings name."""
    return open_desk(Settings.from_environment())


def recipient(known: Knowledge) -> ServiceDesk | None:
    """Return the desk that ordinary questions go to."""
    return desk_for(known.policy, known.library, None, None)


def way_out(known: Knowledge) -> bool:
    """Return whether a message reaches anybody: nobody types one for nothing."""
    desk = recipient(known)
    return desk is not None and has_way_out(os.environ, desk)


def deliver(known: Knowledge, draft: Draft, sender: str, channel: str, mark: str) -> tuple[Reply, bool]:
    """Hand a message over; return what is said of it, and whether its texts can be forgotten.

    They stay when it could not be kept, so that a second try loses nothing; it is sent only after another yes.

    Args:
        known: what is said comes from.
        draft: what the person agreed to.
        sender: the pseudonym of person and place.
        channel: where they are.
        mark: what tells this yes from any other.
    """
    desk = recipient(known)
    try:
        where = {"desk": desk.id if desk is not None else "", "conversation": sender, "channel": channel}
        opened = service().open(as_message(known, draft), **where, address=None, mark=f"{sender} {mark}")
    except TooMany:
        return too_many(known), True
    except (StorageError, NotAllowed) as error:
        logger.error("handoff.not_kept", why=str(error))
        return not_kept(known), False
    return passed_on(known, draft, opened.number), True
