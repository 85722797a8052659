"""Between Rasa's tracker and dispatcher and the domain's state, understanding and replies."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.opening import Opening
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.understanding import Understanding
from magdat.guidance.model import Kind
from magdat.knowledge import Knowledge

STATE_SLOT = "gesprek"
ERASE_SLOT = "wissen"
"""Tells the tracker store that this conversation must go (channels/tracker_store.py)."""


@lru_cache(maxsize=1)
def _opening() -> Opening:
    return Opening()


def knowledge() -> Knowledge:
    """Return what every answer comes from, opened at the first question and kept.

    Raises:
        DocumentError: the guidance or the policy cannot be used.
    """
    return _opening().knowledge()


def state_of(tracker: Tracker) -> State:
    """Return what the conversation remembers: from the tracker, or from memory where it may not be written."""
    return confidential().recall(tracker.sender_id) or State.from_data(tracker.get_slot(STATE_SLOT))


def understanding_of(tracker: Tracker) -> Understanding:
    """Return what Rasa made of the last message."""
    return Understanding.from_parse(tracker.latest_message or {})


def confidential_topics() -> frozenset[str]:
    """Return the topics of which nothing may be written."""
    return frozenset(topic.id for topic in knowledge().library.topics if topic.kind is Kind.ROUTE)


def remember(state: State, sender: str) -> dict[str, Any]:
    """Return the event that keeps the state for the next message.

    A state that tells of a confidential topic stays in this process's memory for a while; what goes to the
    tracker, and so to the disk, is that state without any trace of it.
    """
    topics = confidential_topics()
    if state.tells_of(topics):
        confidential().keep(sender, state)
        state = state.without(topics)
    else:
        confidential().drop(sender)
    event: dict[str, Any] = SlotSet(STATE_SLOT, state.to_data())
    return event


@lru_cache(maxsize=1)
def confidential() -> Memory[State]:
    """Return the states that are never written."""
    return Memory()


def say(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Send a reply: the text with its buttons, and the machine-readable form as a message of its own."""
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    dispatcher.utter_message(text=reply.text, buttons=buttons or None)
    if reply.custom:
        dispatcher.utter_message(json_message=reply.custom)
