"""A question that was not understood, given to whoever writes the answers: only after a person saw it and said yes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any

import structlog
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.bridge import knowledge, redactor, say
from actions.memory import Memory
from magdat.answers.answer import Button
from magdat.conversation.moves.hand_off import talk_of
from magdat.conversation.reply import Reply
from magdat.conversation.turn import Turn
from magdat.privacy.confidentiality import suspected
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_stores
from magdat.understanding import Understanding

logger = structlog.get_logger(__name__)

MOST = 500
"""Characters of a question that are kept."""

LIKELY = 0.15
"""From this probability on, the likeliest topic goes along."""

CHANGE = "aanpassen"
"""The button that shows the question, and then lets somebody change it; outside a hand-off it has no other use."""

Events = list[dict[str, Any]]


class Step(Enum):
    """How far somebody is."""

    OFFERED = "offered"
    SHOWN = "shown"
    EDITING = "editing"


@dataclass(frozen=True)
class Offer:
    """A question that may be given, in memory only."""

    text: str
    """Redacted before it is kept here."""

    topic: str | None
    step: Step = Step.OFFERED


@lru_cache(maxsize=1)
def offers() -> Memory[Offer]:
    """Return the questions that wait for a yes."""
    return Memory()


def with_offer(turn: Turn, understanding: Understanding, tracker: Tracker) -> Turn:
    """Return a turn that offers to give the question, when it is the second in a row that was not understood.

    The caller leaves this out of a confidential turn.
    """
    pending = turn.state.pending
    if pending is None or pending.kind != "person" or understanding.certain or not turn.replies:
        return turn
    likeliest = next(iter(understanding.topics()), ("", 0.0))
    topic = likeliest[0] if likeliest[1] >= LIKELY else None
    offers().keep(tracker.sender_id, Offer(_redacted(understanding.text), topic))
    phrases, last = knowledge().phrases, turn.replies[-1]
    button = Button(phrases.say("knop_vraag_tonen"), f"/{CHANGE}")
    offered = replace(last, text=f"{last.text} {phrases.say('vraag_aanbod')}", buttons=(*last.buttons, button))
    return replace(turn, replies=(*turn.replies[:-1], offered))


def given(dispatcher: CollectingDispatcher, tracker: Tracker, said: Understanding) -> Events | None:
    """Go on with a question that may be given; ``None`` when the message is about something else, which ends it."""
    offer = offers().recall(tracker.sender_id)
    if offer is None:
        return None
    offers().drop(tracker.sender_id)
    talk = talk_of(knowledge())
    pressed = said.intent if said.certain else None
    if offer.step is Step.EDITING and pressed is None and not talk.stops(said):
        if suspected(knowledge().library, said):
            return None
        return _show(dispatcher, tracker, replace(offer, text=_redacted(said.text)))
    if offer.step is Step.OFFERED:
        return _show(dispatcher, tracker, offer) if pressed == CHANGE else None
    if offer.step is Step.SHOWN and talk.agrees(said):
        return _give(dispatcher, tracker, offer)
    if offer.step is Step.SHOWN and pressed == CHANGE:
        offers().keep(tracker.sender_id, replace(offer, step=Step.EDITING))
        return _say(dispatcher, "vraag_aanpassen")
    if talk.denies(said) or talk.stops(said):
        return _say(dispatcher, "vraag_niet")
    return None


def erase_given(tracker: Tracker) -> None:
    """Erase what a person gave in this conversation."""
    offers().drop(tracker.sender_id)
    try:
        open_stores(knowledge().settings).questions.erase([tracker.sender_id])
    except StorageError as error:
        logger.error("question.not_erased", why=str(error))


def _show(dispatcher: CollectingDispatcher, tracker: Tracker, offer: Offer) -> Events:
    """Show exactly what would be kept."""
    offers().keep(tracker.sender_id, replace(offer, step=Step.SHOWN))
    phrases = knowledge().phrases
    buttons = (
        Button(phrases.say("knop_ja"), "/bevestigen"),
        Button(phrases.say("knop_aanpassen"), f"/{CHANGE}"),
        Button(phrases.say("knop_nee"), "/ontkennen"),
    )
    return _say(dispatcher, "vraag_nakijken", *buttons, vraag=offer.text, dagen=knowledge().settings.retention_days)


def _give(dispatcher: CollectingDispatcher, tracker: Tracker, offer: Offer) -> Events:
    try:
        open_stores(knowledge().settings).questions.add(offer.text, offer.topic, tracker.sender_id)
    except StorageError as error:
        logger.error("question.not_kept", why=str(error))
        return _say(dispatcher, "vraag_mislukt")
    return _say(dispatcher, "vraag_gegeven")


def _say(dispatcher: CollectingDispatcher, key: str, *buttons: Button, **parts: object) -> Events:
    """Say it, and let nothing that the message was taken for follow on it."""
    say(dispatcher, Reply(knowledge().phrases.say(key, **parts), {"onderwerp": None, "stap": key}, buttons))
    return [FollowupAction("action_listen")]


def _redacted(text: str) -> str:
    return redactor().redact(text.strip()[:MOST])
