"""Pass on what somebody agreed to, or say that nothing was sent; what comes before that is asked step by step."""

from __future__ import annotations

from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.bridge import knowledge, say
from actions.drafts import AGREED, CONTACT, GONE, MESSAGE, YES, draft_of, drafts, reply, worded
from magdat.conversation.moves.hand_off import recipient
from magdat.handoff.contact import ANONYMOUS
from magdat.handoff.draft import Draft
from magdat.handoff.message import Handoff
from magdat.handoff.outbox import Outbox
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_short_lived, open_stores

logger = structlog.get_logger(__name__)

DAY = 86_400.0
"""Seconds in a day."""

Events = list[dict[str, Any]]


def outbox() -> Outbox:
    """Return the outbox that the settings name."""
    return open_stores(Settings.from_environment()).outbox


class PassOnAction(Action):
    """Put what was agreed to in the outbox, or say that nothing was sent."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return "action_doorgeven"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Write the message, and forget the texts."""
        ending, draft = tracker.get_slot(AGREED), draft_of(tracker)
        if ending == YES and draft.message and not may_pass_on(tracker.sender_id):
            say(dispatcher, reply("doorgeven_te_veel", wie=recipient(knowledge()).title))
        elif ending == YES and draft.message:
            try:
                number = outbox().add(_handoff(draft))
            except StorageError as error:
                logger.error("handoff.not_kept", why=str(error))
                say(dispatcher, reply("doorgeven_mislukt", wie=recipient(knowledge()).title))
                # The texts stay, so that a second try loses nothing; but it is sent only after another yes.
                return [SlotSet(AGREED, None)]
            _said_done(dispatcher, number, anonymous=draft.contact == ANONYMOUS)
        elif ending != GONE:
            say(dispatcher, reply("doorgeven_niet"))
        drafts().drop(tracker.sender_id)
        return [SlotSet(name, None) for name in (MESSAGE, CONTACT, AGREED)]


PER_PERSON, IN_ALL = 5, 200
"""Messages a day of one person, and of everybody together: a helpdesk has to be able to read them."""


def may_pass_on(sender: str) -> bool:
    """Return whether one more message may be passed on today."""
    limits = open_short_lived(Settings.from_environment()).limits
    return limits.take(f"doorgeven:{sender}", burst=PER_PERSON, per_second=PER_PERSON / DAY) and limits.take(
        "doorgeven", burst=IN_ALL, per_second=IN_ALL / DAY
    )


def _handoff(draft: Draft) -> Handoff:
    return Handoff(
        message=draft.message or "",
        contact=None if draft.contact == ANONYMOUS else draft.contact,
        topic=draft.topic,
        context=draft.situation.known(),
    )


def _said_done(dispatcher: CollectingDispatcher, number: str, *, anonymous: bool) -> None:
    """Say that it is passed on, and when an answer may come."""
    known = knowledge()
    to = recipient(known)
    texts = [known.phrases.say("doorgeven_klaar", nummer=number, wie=to.title[0].upper() + to.title[1:])]
    if anonymous:
        texts.append(known.phrases.say("doorgeven_klaar_anoniem"))
    elif to.available:
        texts.append(known.phrases.say("doorgeven_klaar_wanneer", bereikbaar=to.available))
    say(dispatcher, worded(" ".join(texts), "doorgeven_klaar"))
