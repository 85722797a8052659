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
from magdat.conversation.turn import Turn
from magdat.files.problems import DocumentError
from magdat.insight.counts import ASKED, HELPED, NOT_HELPED, NOT_UNDERSTOOD, Counts
from magdat.privacy.confidentiality import in_confidence
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_stores
from magdat.understanding import Understanding

logger = structlog.get_logger(__name__)

HAND_OVER = "mens_spreken"
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
        events = [remember(turn.state, tracker, in_confidence=verdict), SlotSet(ERASE_SLOT, turn.erase)]
        if turn.erase:
            forget(tracker)
            erase_given(tracker)
        asked = (tracker.latest_message or {}).get("intent", {}).get("name")
        if turn.hand_over or (turn.act == HAND_OVER and asked != HAND_OVER):
            events.append(FollowupAction(FORM))
        return events


def verdict_on(turn: Turn, understanding: Understanding, tracker: Tracker) -> bool:
    """Return whether a turn is confidential: the one verdict that memory, slots, counts and the database obey."""
    customs = [reply.custom for reply in turn.replies] + [{"onderwerp": turn.act}]
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
    topics = {topic.id for topic in knowledge().library.topics}
    readings = [name for name, chance in understanding.topics() if chance >= READ]
    try:
        if turn.helped is not None and turn.helped[0]:
            counts().record(turn.helped[0], HELPED if turn.helped[1] else NOT_HELPED, sender)
        elif turn.act in topics:
            counts().record(turn.act, ASKED, sender)
        elif turn.act == "verduidelijken" and readings:
            counts().record(readings[0], NOT_UNDERSTOOD, sender)
    except StorageError as error:
        logger.error("count.failed", why=str(error))
