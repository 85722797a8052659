"""A question that was not understood, given to whoever writes the answers: only after a person saw it and said yes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

import structlog
from rasa_sdk import Tracker

from actions.bridge import knowledge, redactor
from actions.remembered import Remembered
from magdat.answers.answer import Button
from magdat.conversation.hand_off import talk_of
from magdat.conversation.outcome import NotUnderstood, Unsure
from magdat.conversation.reply import Reply
from magdat.conversation.turn import Turn
from magdat.desks.opening import open_counter
from magdat.files.problems import DocumentError
from magdat.handoff.receipts import Receipt, desks_that_keep
from magdat.knowledge import Knowledge
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

REMAINS = "gewist_blijft"
"""The sentence, and the step, that says at which desk something may remain of what was erased."""


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
        receipts = [receipt for key in erased for receipt in stores.tickets.receipts(key)]
    except StorageError as error:
        logger.error("question.not_erased", why=str(error))
        return turn
    remains = list(_remains(known, receipts)) if receipts else []
    if not remains:
        return turn
    last = turn.replies[-1]
    # A step is for the person alone where others read along: it tells to which desk they went.
    told = replace(last, text=" ".join((last.text, *remains)), custom={**last.custom, "stap": REMAINS})
    return replace(turn, replies=(*turn.replies[:-1], told))


def _remains(known: Knowledge, receipts: Iterable[Receipt]) -> Iterator[str]:
    """Yield what is said of what may remain outside the house."""
    try:
        counter = open_counter(known.settings, known=knowledge)
        desk, reserve_of = counter.desk, counter.reserve_of
    except (DocumentError, ValueError) as error:  # it is erased all the same, and that is said
        logger.error("question.desks_unknown", why=str(error))
        desks, elsewhere = desks_that_keep(receipts, lambda _desk, _way: False)
    else:
        desks, elsewhere = desks_that_keep(
            receipts, lambda name, way: desk.hears_by(name, way) or reserve_of(name) == way
        )
    if desks:
        yield known.phrases.say(REMAINS, wie=enumerate_dutch([desk.title_of(name) for name in desks]))
    if elsewhere:
        yield known.phrases.say("gewist_blijft_ergens")


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
