"""The one action that answers: the domain decides what the message means in this conversation."""

from __future__ import annotations

from typing import Any

import structlog
from magdat.conversation.dialogue import respond
from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.bridge import ERASE_SLOT, knowledge, remember, say, state_of, understanding_of

logger = structlog.get_logger(__name__)


class AnswerAction(Action):
    """Answer a question, a follow-up or a choice."""

    def name(self) -> str:
        """Return the name in domain.yml."""
        return "action_antwoord"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Send the reply and keep what it was about."""
        turn = respond(knowledge(), state_of(tracker), understanding_of(tracker))
        for reply in turn.replies:
            say(dispatcher, reply)
        logger.info("turn", act=turn.act)
        events = [remember(turn.state), SlotSet(ERASE_SLOT, turn.erase)]
        if turn.hand_over:
            events.append(FollowupAction("doorgeef_form"))
        return events
