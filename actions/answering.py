"""The one action that answers: the domain decides what the message means in this conversation."""

from __future__ import annotations

from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.bridge import (
    ERASE_SLOT,
    forget,
    knowledge,
    remember,
    say,
    state_of,
    understanding_of,
    was_confidential,
)
from actions.giving import erase_given, given, with_offer
from magdat.conversation.dialogue import respond
from magdat.conversation.outcome import (
    PERSON,
    AskedForContext,
    Erased,
    Outcome,
    PersonWanted,
    Rated,
    Unsure,
    topic_of,
)
from magdat.conversation.turn import Turn
from magdat.files.problems import DocumentError
from magdat.insight.counts import ASKED, HELPED, NOT_HELPED, NOT_UNDERSTOOD, Counts
from magdat.privacy.confidentiality import in_confidence
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_stores
from magdat.understanding import Understanding

logger = structlog.get_logger(__name__)

FORM = "doorgeef_form"

READ = 0.15
"""From this probability on, a reading of what was not understood is counted."""


class AnswerAction(Action):
    """Answer a question, a follow-up or a choice."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return "action_antwoord"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Send the reply and keep what it was about."""
        try:
            known = knowledge()
        except DocumentError:
            return []  # the gate says calmly that something is wrong; the log has the file and the line
        understanding = understanding_of(tracker)
        if (events := given(dispatcher, tracker, understanding)) is not None:
            return events
        turn = respond(known, state_of(tracker), understanding)
        verdict = verdict_on(turn, understanding, tracker)
        if not verdict:
            turn = with_offer(turn, understanding, tracker)
        for reply in turn.replies:
            say(dispatcher, reply)
        if not verdict:
            count(turn, understanding, counted_as(tracker))
        erased = isinstance(turn.outcome, Erased)
        events = [remember(turn.state, tracker, in_confidence=verdict), SlotSet(ERASE_SLOT, erased)]
        if erased:
            forget(tracker)
            erase_given(tracker)
        asked = (tracker.latest_message or {}).get("intent", {}).get("name")
        if isinstance(turn.outcome, PersonWanted) and asked != PERSON:  # after that intent a rule opens the form
            events.append(FollowupAction(FORM))
        return events


def verdict_on(turn: Turn, understanding: Understanding, tracker: Tracker) -> bool:
    """Return whether a turn is confidential: the one verdict that memory, slots, counts and the database obey."""
    customs = [reply.custom for reply in turn.replies] + [{"onderwerp": topic_of(turn.outcome)}]
    before = was_confidential(tracker)
    return in_confidence(knowledge().library, understanding, customs, turn.state.topic, before=before)


def counted_as(tracker: Tracker) -> str:
    """Return what a person is counted as; whoever invents names on one machine stays one person (channels/gate.py)."""
    return str(((tracker.latest_message or {}).get("metadata") or {}).get("geteld_als") or "onbekend")


def counts() -> Counts:
    """Return the counts that the settings name."""
    return open_stores(knowledge().settings).counts


def count(turn: Turn, understanding: Understanding, sender: str) -> None:
    """Count what was asked, in a turn that is not confidential, and never at the cost of an answer."""
    if (counted := what_counts(turn.outcome, understanding)) is None:
        return
    try:
        counts().record(*counted, sender)
    except StorageError as error:
        logger.error("count.failed", why=str(error))


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
