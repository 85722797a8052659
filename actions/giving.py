"""A question that was not understood, given to whoever writes the answers: only after a person saw it and said yes."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import Enum

import structlog
from rasa_sdk import Tracker

from actions.bridge import redactor
from actions.remembered import Remembered
from magdat.answers.answer import Button
from magdat.conversation.hand_off import talk_of
from magdat.conversation.outcome import NotUnderstood, Unsure
from magdat.conversation.reply import Reply
from magdat.conversation.turn import Turn
from magdat.handoff.receipts import desks_that_keep
from magdat.knowledge import Knowledge
from magdat.policy.service_desks import desks_of
from magdat.privacy.confidentiality import suspected
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_stores
from magdat.understanding import Understanding
from magdat.wording.lists import enumerate_dutch

logger = structlog.get_logger(__name__)

MOST = 500
"""Characters of a question that are kept."""

LIKELY = 0.15
"""From this probability on, the likeliest topic goes along."""

CHANGE = "aanpassen"
"""The button that shows the question, and then lets somebody change it; outside a hand-off it has no other use."""


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

    def packed(self) -> str:
        """Return it as a text."""
        return json.dumps([self.text, self.topic, self.step.value], ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Offer:
        """Read what :meth:`packed` gave."""
        question, topic, step = json.loads(text)
        return cls(question, topic, Step(step))


OFFERS: Remembered[Offer] = Remembered("vraag", Offer.packed, Offer.unpacked)
"""The questions that wait for a yes."""


def with_offer(known: Knowledge, turn: Turn, understanding: Understanding, tracker: Tracker) -> Turn:
    """Return a turn that offers to give the question, when it is the second in a row that was not understood.

    The caller leaves this out of a confidential turn.
    """
    pending = turn.state.pending
    unclear = isinstance(turn.outcome, Unsure | NotUnderstood) and pending is not None and pending.kind == "person"
    if not unclear or understanding.certain:
        return turn
    likeliest = next(iter(understanding.topics()), ("", 0.0))
    topic = likeliest[0] if likeliest[1] >= LIKELY else None
    OFFERS.keep(tracker.sender_id, Offer(_redacted(understanding.text), topic))
    phrases, last = known.phrases, turn.replies[-1]
    button = Button(phrases.say("knop_vraag_tonen"), f"/{CHANGE}")
    offered = replace(last, text=f"{last.text} {phrases.say('vraag_aanbod')}", buttons=(*last.buttons, button))
    return replace(turn, replies=(*turn.replies[:-1], offered))


def given(known: Knowledge, tracker: Tracker, said: Understanding) -> Reply | None:
    """Go on with a question that may be given; ``None`` when the message is about something else, which ends it."""
    offer = OFFERS.recall(tracker.sender_id)
    if offer is None:
        return None
    OFFERS.drop(tracker.sender_id)
    talk = talk_of(known)
    pressed = said.intent if said.certain else None
    if offer.step is Step.EDITING and pressed is None and not talk.stops(said):
        if suspected(known.library, said):
            return None
        return _show(known, tracker, replace(offer, text=_redacted(said.text)))
    if offer.step is Step.OFFERED:
        return _show(known, tracker, offer) if pressed == CHANGE else None
    if offer.step is Step.SHOWN and talk.agrees(said):
        return _give(known, tracker, offer)
    if offer.step is Step.SHOWN and pressed == CHANGE:
        OFFERS.keep(tracker.sender_id, replace(offer, step=Step.EDITING))
        return _said(known, "vraag_aanpassen")
    if talk.denies(said) or talk.stops(said):
        return _said(known, "vraag_niet")
    return None


def erase_given(known: Knowledge, turn: Turn, tracker: Tracker) -> Turn:
    """Erase what a person gave in this conversation; return the turn, which also says where something remains."""
    OFFERS.drop(tracker.sender_id)
    try:
        stores = open_stores(known.settings)
        stores.questions.erase([tracker.sender_id])
        erased = stores.tickets.erase([tracker.sender_id])
        stores.proposals.erase(erased)
        left = desks_that_keep(receipt for key in erased for receipt in stores.tickets.receipts(key))
    except StorageError as error:
        logger.error("question.not_erased", why=str(error))
        return turn
    if not left:
        return turn
    desks, last = desks_of(known.policy), turn.replies[-1]
    titles = enumerate_dutch([desks[desk].title if desk in desks else desk for desk in left])
    told = replace(last, text=f"{last.text} {known.phrases.say('gewist_blijft', wie=titles)}")
    return replace(turn, replies=(*turn.replies[:-1], told))


def _show(known: Knowledge, tracker: Tracker, offer: Offer) -> Reply:
    """Show exactly what would be kept."""
    OFFERS.keep(tracker.sender_id, replace(offer, step=Step.SHOWN))
    phrases = known.phrases
    buttons = (
        Button(phrases.say("knop_ja"), "/bevestigen"),
        Button(phrases.say("knop_aanpassen"), f"/{CHANGE}"),
        Button(phrases.say("knop_nee"), "/ontkennen"),
    )
    return _said(known, "vraag_nakijken", *buttons, vraag=offer.text, dagen=known.settings.retention_days)


def _give(known: Knowledge, tracker: Tracker, offer: Offer) -> Reply:
    try:
        open_stores(known.settings).questions.add(offer.text, offer.topic, tracker.sender_id)
    except StorageError as error:
        logger.error("question.not_kept", why=str(error))
        return _said(known, "vraag_mislukt")
    return _said(known, "vraag_gegeven")


def _said(known: Knowledge, key: str, *buttons: Button, **parts: object) -> Reply:
    return Reply(known.phrases.say(key, **parts), {"onderwerp": None, "stap": key}, buttons)


def _redacted(text: str) -> str:
    return redactor().redact(text.strip()[:MOST])
