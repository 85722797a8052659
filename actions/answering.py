"""The one action that answers: the domain decides what the message means in this conversation."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.bridge import ERASE_SLOT, confidential_topics, knowledge, remember, say, state_of, understanding_of
from magdat.conversation.dialogue import Turn, respond
from magdat.conversation.understanding import Understanding
from magdat.insight.counts import ASKED, HELPED, NOT_HELPED, NOT_UNDERSTOOD, Counts
from magdat.privacy.confidentiality import DANGER
from magdat.privacy.redaction import Redactor
from magdat.problems import DocumentError
from magdat.storage.errors import StorageError
from magdat.storage.stores import open_stores

logger = structlog.get_logger(__name__)

HAND_OVER = "mens_spreken"
FORM = "doorgeef_form"

SUSPICION = 0.15
"""From this probability on, a confidential topic among the readings keeps a question out of every count."""


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
        turn = respond(known, state_of(tracker), understanding)
        for reply in turn.replies:
            say(dispatcher, reply)
        count(turn, understanding, tracker.sender_id)
        events = [remember(turn.state, tracker.sender_id), SlotSet(ERASE_SLOT, turn.erase)]
        asked = (tracker.latest_message or {}).get("intent", {}).get("name")
        if turn.hand_over or (turn.act == HAND_OVER and asked != HAND_OVER):
            events.append(FollowupAction(FORM))
        return events


def counts() -> Counts:
    """Return the counts that the settings name."""
    return open_stores(knowledge().settings).counts


@lru_cache(maxsize=1)
def redactor() -> Redactor:
    """Return the redactor, loaded when it is first needed."""
    return Redactor()


def count(turn: Turn, understanding: Understanding, sender: str) -> None:
    """Count what was asked; never anything confidential, and never at the cost of an answer."""
    topics = {topic.id for topic in knowledge().library.topics}
    readings = [name for name, chance in understanding.ranking if chance >= SUSPICION]
    # Whatever is not understood in the middle of a confidential conversation goes on about the same.
    if not {DANGER, *confidential_topics()}.isdisjoint({turn.act, turn.state.topic, *readings}):
        return
    try:
        if turn.helped is not None and turn.helped[0]:
            counts().record(turn.helped[0], HELPED if turn.helped[1] else NOT_HELPED, sender)
        elif turn.act in topics:
            counts().record(turn.act, ASKED, sender)
        elif turn.act == "verduidelijken" and readings:
            topic = understanding.topics()[0][0]
            counts().record(topic, NOT_UNDERSTOOD, sender)
    except StorageError as error:
        logger.error("count.failed", why=str(error))
