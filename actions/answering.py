"""The one action that answers: the domain decides what the message means in this conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.belonging import is_stale, marking, of_an_earlier_card
from actions.bridge import (
    ERASE_SLOT,
    forget,
    is_new,
    knowledge,
    personal_data_in,
    remember,
    say,
    state_of,
    understanding_of,
    was_confidential,
)
from actions.giving import OFFERS, erase_given, given, with_offer
from actions.passing_on import Place, agreed, brought_again, deliver, is_heard, marked, place_of, way_out
from actions.remembered import DRAFTS, one_turn
from actions.trying import is_tried, knowledge_to_try
from magdat.conversation.dialogue import respond
from magdat.conversation.hand_off import respond_in_hand_off, talk_of
from magdat.conversation.interpret.belonging import desk_topic
from magdat.conversation.interpret.wanted_desk import asked_for, asking_for_a_desk
from magdat.conversation.moves.hand_off import begin
from magdat.conversation.moves.rating import is_rating, rate, with_thumbs
from magdat.conversation.outcome import (
    Answered,
    AskedForContext,
    Erased,
    HandingOver,
    HandOffAgreed,
    NotUnderstood,
    Outcome,
    PersonWanted,
    Rated,
    Unsure,
    topic_of,
)
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.conversation.typed_title import as_pressed
from magdat.files.problems import DocumentError
from magdat.handoff.draft import Draft
from magdat.insight.counts import ASKED, HELPED, NOT_HELPED, NOT_UNDERSTOOD
from magdat.knowledge import Knowledge
from magdat.metrics.catalogue import TURNS
from magdat.privacy.confidentiality import confidential_topics, in_confidence
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_stores
from magdat.understanding import Understanding

logger = structlog.get_logger(__name__)

READ = 0.15
"""From this probability on, a reading of what was not understood is counted."""

MEASURED: Mapping[type, str] = {
    Answered: "answered",
    AskedForContext: "asked_back",
    Unsure: "unsure",
    NotUnderstood: "not_understood",
}
"""What the outcome of a turn is called in the metrics; the others are moves in a conversation."""

Events = list[dict[str, Any]]


class AnswerAction(Action):
    """Answer a question, a follow-up or a choice, or go on with what somebody wants to be passed on."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return "action_antwoord"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Send the reply and keep what it was about."""
        with one_turn():
            return self._run(dispatcher, tracker)

    @staticmethod
    def _run(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if is_new(tracker):
            # It may be erased where memory hears nothing of it: on Slack's home page, or by `magdat privacy wis`.
            forget(tracker)
            OFFERS.drop(tracker.sender_id)
        state, tried = state_of(tracker), is_tried(tracker)
        over = DRAFTS.recall(tracker.sender_id) if state.handing is None else None
        try:
            known = knowledge()
            if state.handing is None:  # what somebody began to pass on goes to their own company
                known = knowledge_to_try(known, tracker)
        except DocumentError:
            return []  # the gate says calmly that something is wrong; the log has the file and the line
        understanding = _understood(known, state, tracker)
        before, place = was_confidential(tracker), place_of(tracker)
        again = brought_again(known, place, over) if talk_of(known).agrees(understanding) else None
        if again is not None:
            state = replace(state, handing=None)
            say(dispatcher, again, marking(tracker.sender_id, state))
            return [remember(known, state, tracker, in_confidence=before), SlotSet(ERASE_SLOT, False)]
        if over is not None and over.sent:
            DRAFTS.drop(tracker.sender_id)  # the turn that passed it on is over and kept
        if is_stale(tracker, state):
            say(dispatcher, of_an_earlier_card(known, state))
            return [remember(known, state, tracker, in_confidence=before)]
        if is_rating(understanding):
            turn = rate(known, state, understanding)
        elif state.handing is not None:
            draft = DRAFTS.recall(tracker.sender_id)
            turn = respond_in_hand_off(known, state, draft, understanding, personal_data_in)
        elif (told := given(known, tracker, understanding)) is not None:
            # The offer to talk to a person stood beside this one: a later «ja» does not mean it any more.
            state = replace(state, pending=None)
            say(dispatcher, told, marking(tracker.sender_id, state))
            return [remember(known, state, tracker, in_confidence=before)]
        else:
            turn = respond(known, state, understanding, is_heard)
        verdict = verdict_on(known, turn, understanding, tracker)
        if not verdict and not tried:  # what is tried under another policy is no question to this company
            turn = with_offer(known, turn, understanding, tracker)
            count(known, turn.outcome, understanding, counted_as(tracker))
            measure(turn.outcome)
        if not verdict:
            turn = with_thumbs(turn, confidential_topics(known.library))
        going_on = state.handing is not None and not is_rating(understanding)
        wanted = asked_for(known.policy, talk_of(known).desks, understanding)
        turn = handed_over(known, turn, place, was_going_on=going_on, tried=tried, wanted=wanted)
        erased = isinstance(turn.outcome, Erased)
        events = [remember(known, turn.state, tracker, in_confidence=verdict), SlotSet(ERASE_SLOT, erased)]
        if erased:
            forget(tracker)
            turn = erase_given(known, turn, tracker)
        mark = marking(tracker.sender_id, turn.state)
        for reply in turn.replies:
            say(dispatcher, reply, mark)
        return events


def _understood(known: Knowledge, state: State, tracker: Tracker) -> Understanding:
    """Return what a message is understood as; the title of a button that is there to press is that button."""
    handing_over, giving = state.handing is not None, OFFERS.recall(tracker.sender_id) is not None
    said = as_pressed(known.phrases, understanding_of(known, tracker), handing_over=handing_over, giving=giving)
    if handing_over:
        return said
    return asking_for_a_desk(known.policy, known.library, talk_of(known).desks, said)


def handed_over(
    known: Knowledge, turn: Turn, place: Place, *, was_going_on: bool, tried: bool = False, wanted: str | None = None
) -> Turn:
    """Return a turn with what follows on it where a person is wanted: the first question, or that it is passed on.

    Where another policy is only tried there is nobody to pass anything on to, and that is said.
    ``wanted`` is the desk that the message names, which counts where it asks for a person.
    """
    sender = place.conversation
    if isinstance(turn.outcome, PersonWanted):
        about, role = desk_topic(known.library, turn.state), turn.state.situation.rol
        kept = DRAFTS.recall(sender) or Draft(about=about, role=role)
        kept = replace(kept, wanted=wanted or kept.wanted)
        asked = begin(known, turn.state, kept, way_out=not tried and way_out(known, kept))
        turn = replace(asked, replies=(*turn.replies, *asked.replies))
    elif isinstance(turn.outcome, HandingOver | HandOffAgreed) and not way_out(known, turn.outcome.draft):
        # What was typed makes it one for another desk, or nobody is at this one any more.
        turn = begin(known, turn.state, turn.outcome.draft, way_out=False)
    if isinstance(turn.outcome, HandingOver):
        DRAFTS.keep(sender, marked(turn.outcome.draft))
    elif isinstance(turn.outcome, HandOffAgreed):
        draft = agreed(turn.outcome.draft, place)
        DRAFTS.keep(sender, draft)
        reply, left = deliver(known, draft, place)
        # What was sent until the next turn: another yes, after a crash, gets the same number again.
        DRAFTS.keep(sender, left)
        return replace(turn, replies=(*turn.replies, reply))
    elif was_going_on:
        DRAFTS.drop(sender)
    return turn


def verdict_on(known: Knowledge, turn: Turn, understanding: Understanding, tracker: Tracker) -> bool:
    """Return whether a turn is confidential: the one verdict that memory, slots, counts and the database obey."""
    customs = [reply.custom for reply in turn.replies] + [{"onderwerp": topic_of(turn.outcome)}]
    before = was_confidential(tracker)
    return in_confidence(known.library, understanding, customs, turn.state.topic, before=before)


def counted_as(tracker: Tracker) -> str:
    """Return what a person is counted as; whoever invents names on one machine stays one person (channels/gate.py)."""
    return str(((tracker.latest_message or {}).get("metadata") or {}).get("geteld_als") or "onbekend")


def count(known: Knowledge, outcome: Outcome, understanding: Understanding, sender: str) -> None:
    """Count what was asked, in a turn that is not confidential, and never at the cost of an answer."""
    if (counted := what_counts(outcome, understanding)) is None:
        return
    try:
        open_stores(known.settings).counts.record(*counted, sender)
    except StorageError as error:
        logger.error("count.failed", why=str(error))


def measure(outcome: Outcome) -> None:
    """Count how a turn ended that is not confidential, whatever it was about."""
    if (name := MEASURED.get(type(outcome))) is not None:
        TURNS.labels(outcome=name).inc()


def what_counts(outcome: Outcome, understanding: Understanding) -> tuple[str, str] | None:
    """Return the topic and the kind under which a message is counted, ``None`` when it is not.

    A question back is not counted: the answer that follows on it is.
    """
    if isinstance(outcome, Rated):
        return (outcome.topic, HELPED if outcome.helped else NOT_HELPED) if outcome.topic else None
    if isinstance(outcome, Unsure):
        likeliest = next((name for name, chance in understanding.topics() if chance >= READ), None)
        return (likeliest, NOT_UNDERSTOOD) if likeliest else None
    topic = topic_of(outcome)
    return (topic, ASKED) if topic and not isinstance(outcome, AskedForContext) else None
