"""Hand what somebody agreed to over to its desk."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from rasa_sdk import Tracker

from actions.bridge import knowledge
from magdat.conversation.moves.hand_off import as_message, not_kept, not_sure, passed_on, too_many
from magdat.conversation.moves.recipient import recipient
from magdat.conversation.reply import Reply
from magdat.desks.opening import open_desk
from magdat.handoff.configuration import has_way_out
from magdat.handoff.desk import Desk, NotAllowed, TooMany
from magdat.handoff.draft import Draft
from magdat.knowledge import Knowledge
from magdat.metrics.catalogue import HANDOFFS
from magdat.policy.service_desks import ServiceDesk, desks_of
from magdat.privacy.seal import Seal
from magdat.privacy.way_back import CHANNEL, DELIVERY, KEY, opened_way_back
from magdat.settings import Settings
from magdat.staff.presence import Presence
from magdat.staff.provider_settings import ProviderSettings
from magdat.storage.awaited import Unsure
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_stores

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Place:
    """Where somebody is, and how an answer gets there."""

    conversation: str
    channel: str
    address: Mapping[str, Any] | None
    delivery: str = ""
    """What tells the message from any other, where it may be brought again; empty elsewhere."""


def service() -> Desk:
    """Return the service behind all desks."""
    return open_desk(Settings.from_environment(), knowledge)


def way_out(known: Knowledge, draft: Draft) -> bool:
    """Return whether a message reaches anybody: nobody types one for nothing."""
    desk = recipient(known, draft)
    return desk is None or is_heard(desk)


def is_heard(desk: ServiceDesk) -> bool:
    """Return whether anybody hears of a question at a desk.

    While the database does not answer nobody knows, and nothing can be kept either: that is said when it is tried.
    """
    try:
        return has_way_out(os.environ, desk, _read_here)
    except StorageError as error:
        logger.error("handoff.people_unknown", why=str(error))
        return True


def _read_here(desk: ServiceDesk) -> bool:
    settings = Settings.from_environment()
    return _presence(settings.database, settings.state).at(desk.id, confidential=desk.confidential)


@lru_cache(maxsize=1)
def _presence(_database: str, _state: Path) -> Presence:
    return Presence(open_stores(Settings.from_environment()).agents, ProviderSettings.from_environment(os.environ))


def place_of(tracker: Tracker) -> Place:
    """Return where the person of a conversation is."""
    # Rasa's own word on the channel goes by an event that the action server does not get (channels/small_tracker.py).
    beside = (tracker.latest_message or {}).get("metadata") or {}
    channel, sealed = str(beside.get(CHANNEL) or ""), beside.get(KEY)
    address = opened_way_back(_seal(), channel, tracker.sender_id, sealed) if sealed else None
    return Place(tracker.sender_id, channel, address, str(beside.get(DELIVERY) or ""))


def marked(draft: Draft) -> Draft:
    """Return a draft with the name under which it is handed over once, however often a yes is brought."""
    return draft if draft.mark else replace(draft, mark=secrets.token_hex(16))


def agreed(draft: Draft, place: Place) -> Draft:
    """Return a draft with what it is handed over under: the delivery of its first yes, where that has a name.

    By that name it is known again also when nobody remembers the draft any more (:func:`brought_again`).
    """
    kept = marked(draft)
    return kept if kept.agreed else replace(kept, agreed=place.delivery or kept.mark)


def deliver(known: Knowledge, draft: Draft, place: Place) -> tuple[Reply, Draft]:
    """Hand a message over that somebody agreed to (:func:`agreed`); return what is said, and what is kept of it.

    Its texts stay when it did not go, so that a second try loses nothing; it goes only after another yes.
    """
    desk, message = recipient(known, draft), as_message(known, draft)
    draft = replace(draft, refused=False)  # which an earlier yes to it came to
    try:
        opened = service().open(
            message,
            desk=desk.id if desk is not None else "",
            conversation=place.conversation,
            channel=place.channel,
            address=place.address,
            mark=_mark(place, str(draft.agreed)),
        )
    except TooMany:
        return too_many(known, draft), replace(draft, refused=True)
    except Unsure as error:
        logger.error("handoff.not_known_whether", why=str(error))
        return not_sure(known, draft), draft
    except (StorageError, NotAllowed) as error:
        logger.error("handoff.not_kept", why=str(error))
        return not_kept(known, draft), draft
    HANDOFFS.inc()
    told = passed_on(known, desk, opened.number, opened.code, contact=message.contact)
    return told, replace(draft, sent=True)


def brought_again(known: Knowledge, place: Place, kept: Draft | None) -> Reply | None:
    """Return what was said when this very delivery handed a question over; ``None`` where it did not.

    Rasa may have noted that the turn is over, and its worker died before anybody got the number.

    Args:
        known: the wording, and the desks.
        place: where somebody is, and what their message is called.
        kept: the draft, as far as anybody remembers it, where the turn is over.
    """
    if not place.delivery:
        return None
    try:
        desk = service()
        opened = desk.handed_over(_mark(place, place.delivery))
        ticket, handoff = (desk.of(opened.number), desk.handoff(opened.number)) if opened else (None, None)
    except StorageError as error:
        logger.error("handoff.not_known_again", why=str(error))
        return None
    if opened is None or ticket is None or handoff is None:
        return None if kept is None or kept.agreed != place.delivery else _told_before(known, kept)
    went_to = desks_of(known.policy).get(ticket.desk)
    return passed_on(known, went_to, opened.number, opened.code, contact=handoff.contact)


def _told_before(known: Knowledge, draft: Draft) -> Reply:
    return too_many(known, draft) if draft.refused else not_kept(known, draft)


def _mark(place: Place, name: str) -> str:
    return f"{place.conversation} {name}"


@lru_cache(maxsize=1)
def _seal() -> Seal:
    settings = Settings.from_environment()
    return Seal.opened(settings.state, settings.post_key)
