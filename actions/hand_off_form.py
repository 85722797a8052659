"""What a message means in each step of a hand-off: the text itself, a place for an answer, a yes, or something else."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.bridge import ERASE_SLOT, knowledge, redactor, remember, say, state_of, understanding_of
from actions.drafts import AGREED, CONTACT, GIVEN, GONE, MESSAGE, NO, YES, draft_of, keep, reply, worded
from actions.giving import erase_given
from magdat.answers.answer import Button
from magdat.conversation.dialogue import respond
from magdat.conversation.interpret.meaning import CLEAR, meaning
from magdat.conversation.moves.hand_off import (
    About,
    asked_meanwhile,
    asks,
    confidence_in,
    counsel,
    recipient,
    talk_of,
    told_in_confidence,
    without_way_out,
)
from magdat.conversation.outcome import PERSON, Erased
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.handoff.configuration import has_way_out
from magdat.handoff.contact import ANONYMOUS, Contact, Piece, Reach, read_contact
from magdat.handoff.draft import Draft
from magdat.privacy.confidentiality import DANGER, suspected
from magdat.privacy.handed_on import AFTER_ALL_STEP, HANDOFF_FORM
from magdat.situation import Situation
from magdat.understanding import Understanding

MAX_CHARACTERS = 2000
"""Characters of a message that are passed on; more is cut, and the person sees the cut text before agreeing."""

REQUESTED = "requested_slot"
"""Rasa's slot for what the form asked last; empty while the form is being opened. Emptying it ends the form."""

FEW = 6
"""Words at most of «wis mijn gesprek» or «ik wil een mens»; a longer text is a message."""

Slots = dict[str, Any]
AGAIN: Slots = {MESSAGE: None, CONTACT: None, AGREED: None}


class ValidatePassOnForm(FormValidationAction):
    """Check each step of the hand-off."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return "validate_doorgeef_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """End the form for somebody in danger or who wants no more of it; check what was typed for anybody else."""
        ended = _ended(dispatcher, tracker)
        if ended is not None:
            return ended
        # Rasa sends no domain along (endpoints.yml), and of all of it only the form's slots are needed here.
        form = {"forms": {HANDOFF_FORM: {"required_slots": [MESSAGE, CONTACT, AGREED]}}}
        return await super().run(dispatcher, tracker, form)

    def validate_doorgeef_bericht(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Slots:
        """Take the message; not a button's payload, nor what is asked on the way."""
        text, draft, said = str(value or "").strip(), draft_of(tracker), understanding_of(tracker)
        known = knowledge()
        if text == GIVEN:
            return {MESSAGE: GIVEN if draft.message else None}
        if talk_of(known).denies(said):  # instead of a new text: the earlier one stays
            keep(tracker, draft.asking())
            return {MESSAGE: GIVEN if draft.message else None}
        if talk_of(known).agrees(said) and draft.question:
            text = draft.question
        elif _says_nothing(said, draft):
            keep(tracker, replace(draft.asking("doorgeven_typ"), answered=text))
            return {MESSAGE: None}
        elif text != draft.answered:
            # What follows on «ik wil een mens» at once is for that mens, and a question is answered only once.
            first = draft.message is None
            topics = first and draft.interrupted and not draft.question
            meanwhile = asked_meanwhile(known, state_of(tracker), said, contacts=first, topics=topics)
            if meanwhile is not None and meanwhile.answered:
                say(dispatcher, _passed_on_after_all(meanwhile.reply))
                keep(tracker, replace(draft.asking(silent=True), question=text, answered=text, interrupted=True))
                return {MESSAGE: None}
            if meanwhile is not None:
                say(dispatcher, meanwhile.reply)
                keep(tracker, replace(draft.asking("doorgeven_typ"), answered=text, interrupted=True))
                return {MESSAGE: None}
        state, topic = state_of(tracker), confidence_in(known, said)
        if topic is not None and draft.message is None:
            _counsel(dispatcher, state, topic)
        if topic is not None or suspected(known.library, said):
            remember(state, tracker, in_confidence=True)  # what follows on it is confidential too
        beside = (None, Situation()) if topic is not None else _beside(state)
        keep(tracker, draft.with_message(text[:MAX_CHARACTERS], *beside))
        return {MESSAGE: GIVEN}

    def validate_doorgeef_contact(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Slots:
        """Take a place for an answer; whoever gives none is asked once more, and is anonymous after that."""
        text, draft = str(value or "").strip(), draft_of(tracker)
        if not draft.message:
            return _lost(dispatcher, tracker)
        if text == GIVEN:
            return {CONTACT: GIVEN if draft.contact else None}
        if talk_of(knowledge()).changes(understanding_of(tracker)):
            keep(tracker, draft.asking("doorgeven_nieuwe_tekst"))
            return {MESSAGE: None, CONTACT: None}
        contact = _contact(tracker, text)
        if contact.reach in {Reach.NOWHERE, Reach.DOUBTFUL} and _answered(dispatcher, tracker, text, draft):
            return {CONTACT: None}
        if contact.reach is Reach.DOUBTFUL and draft.missed:
            contact = Contact(Reach.PLACE, contact.text)
        if contact.text and contact.reach is not Reach.DOUBTFUL:
            keep(tracker, draft.with_contact(contact.text))
            return {CONTACT: GIVEN}
        if draft.missed:
            say(dispatcher, reply("doorgeven_anoniem_gezet"))
            keep(tracker, draft.with_contact(ANONYMOUS))
            return {CONTACT: GIVEN}
        keep(tracker, replace(draft.asking("doorgeven_antwoord_waar_opnieuw"), missed=1))
        return {CONTACT: None}

    def validate_doorgeef_akkoord(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Slots:
        """Send after a yes alone; a place for an answer that is typed here takes the place of the earlier one."""
        text, draft, said = str(value or "").strip(), draft_of(tracker), understanding_of(tracker)
        if not draft.message or not draft.contact:
            return _lost(dispatcher, tracker)
        talk, contact = talk_of(knowledge()), _contact(tracker, text)
        if contact.reach in {Reach.ADDRESS, Reach.ANONYMOUS}:
            keep(tracker, draft.with_contact(contact.text))
        elif talk.drops_topic(said):
            keep(tracker, draft.without_topic())
        elif talk.changes(said):
            keep(tracker, draft.asking("doorgeven_nieuwe_tekst"))
            return {AGREED: None, MESSAGE: None}
        elif talk.denies(said):
            return {AGREED: NO}
        elif talk.agrees(said) and (contact.reach is not Reach.PLACE or talk.says_yes(text)):
            return {AGREED: YES}  # «ja stuur maar naar Els» may want something else than what is shown
        elif contact.reach is Reach.PLACE and not talk.opens_with_a_reply(text):
            keep(tracker, draft.with_contact(contact.text))
        elif not _answered(dispatcher, tracker, text, draft):
            say(dispatcher, reply("doorgeven_hoe_verder"))
        return {AGREED: None}


def _way_out() -> bool:
    """Return whether a message reaches anybody: nobody types one for nothing."""
    to = recipient(knowledge())
    return has_way_out(os.environ, str(to.email) if to.email else None)


def _says_nothing(said: Understanding, draft: Draft) -> bool:
    """Return whether a text holds nothing to pass on: a button, a yes, «anoniem», «ik wil een mens» once more."""
    talk, text = talk_of(knowledge()), said.text.strip()
    if said.certain or talk.says_yes(text) or text.lower().strip(" .!") == ANONYMOUS:
        return True
    person = said.intent == PERSON and said.confidence >= CLEAR and len(text.split()) <= FEW
    asks_again = person or knowledge().library.commands.get(text.lower().strip(" .!")) == PERSON
    return (asks_again or talk.agrees(said)) and text != draft.answered


def _ended(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]] | None:
    """End the form for somebody in danger, who stops or who wants the conversation erased; else return ``None``."""
    known, said, state = knowledge(), understanding_of(tracker), state_of(tracker)
    opening = tracker.get_slot(REQUESTED) is None
    events = [SlotSet(REQUESTED, None), SlotSet(AGREED, GONE)]
    if meaning(known.library, State(), said) == DANGER:
        if not opening:  # while it is opened, the help was given a moment ago
            for item in respond(known, state, said).replies:
                say(dispatcher, item)
        return events
    if opening and not _way_out():
        say(dispatcher, without_way_out(known, state.topic, state.situation))
        return events
    if opening:
        return None
    turn = respond(known, state, said) if len(said.text.split()) <= FEW else None
    if turn is not None and isinstance(turn.outcome, Erased):
        for item in turn.replies:
            say(dispatcher, item)
        erase_given(tracker)
        return [*events, remember(turn.state, tracker, in_confidence=False), SlotSet(ERASE_SLOT, True)]
    nothing_yet = draft_of(tracker).message is None
    no = nothing_yet and tracker.get_slot(REQUESTED) == MESSAGE and talk_of(known).denies(said)
    return [SlotSet(REQUESTED, None), SlotSet(AGREED, NO)] if no or talk_of(known).stops(said) else None


def _passed_on_after_all(answered: Reply) -> Reply:
    """Return the answer to a question with the offer to pass it on all the same."""
    phrases = knowledge().phrases
    text = f"{answered.text}\n\n{phrases.say('doorgeven_toch')}"
    yes = Button(phrases.say("knop_toch_doorgeven"), "/bevestigen")
    return worded(text, AFTER_ALL_STEP, yes, Button(phrases.say("knop_niet_doorgeven"), "/stoppen"))


def _beside(state: State) -> tuple[str | None, Situation]:
    """Return the topic and the situation that go along with a message: nothing at all of what is confidential."""
    if state.topic is None or told_in_confidence(knowledge(), state.topic):
        return None, Situation()
    return knowledge().library.topic(state.topic).title, state.situation


def _counsel(dispatcher: CollectingDispatcher, state: State, topic: str) -> None:
    """Say who is the right person for a message that tells of something confidential, unless that was said before."""
    if counsel(knowledge(), state.topic, state.situation):
        return
    if warning := counsel(knowledge(), topic, state.situation):
        # «ook» names what was noticed beside the hand-off (docs/contract.md).
        say(dispatcher, Reply(warning, {"onderwerp": PERSON, "ook": topic}))


def _contact(tracker: Tracker, text: str) -> Contact:
    """Return how well a text tells where an answer may go."""
    talk, said = talk_of(knowledge()), understanding_of(tracker)
    pieces = tuple(Piece(span.type, text[span.start : span.end]) for span in redactor().spans(text))
    replies = talk.agrees(said) or talk.denies(said) or talk.changes(said)
    return read_contact(talk, text, pieces, asks="?" in text or asks(knowledge(), said), replies=replies)


def _answered(dispatcher: CollectingDispatcher, tracker: Tracker, text: str, draft: Draft) -> bool:
    """Answer what is asked where an address or a yes is awaited; return whether there was an answer."""
    topics = not draft.question and text != draft.answered
    meanwhile = asked_meanwhile(
        knowledge(), state_of(tracker), understanding_of(tracker), contacts=False, topics=topics
    )
    if meanwhile is None:
        return False
    say(dispatcher, meanwhile.reply)
    asked = text if meanwhile.about is About.TOPIC else draft.question
    keep(tracker, replace(draft.asking(), question=asked, answered=text))
    return True


def _lost(dispatcher: CollectingDispatcher, tracker: Tracker) -> Slots:
    """Ask everything anew of somebody whose text was forgotten meanwhile."""
    say(dispatcher, reply("doorgeven_kwijt"))
    keep(tracker, Draft(ask="doorgeven_typ"))
    return dict(AGAIN)
