"""Between Rasa's tracker and dispatcher and the domain's state, understanding and replies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.opening import Opening
from actions.remembered import CONFIDENTIAL, DRAFTS, Unwritten
from magdat.answers.answer import BELONGS
from magdat.conversation.interpret.question import ASPECT
from magdat.conversation.moves.rating import THUMB
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.files.problems import DocumentError
from magdat.handoff.contact import Piece
from magdat.knowledge import Knowledge
from magdat.policy.known_values import values_of
from magdat.privacy.confidentiality import confidential_topics
from magdat.redaction import Redactor
from magdat.settings import Settings
from magdat.situation import OTHER
from magdat.understanding import Understanding
from magdat.wording.phrases import Phrases, load_phrases

STATE_SLOT = "gesprek"
ERASE_SLOT = "wissen"
"""Tells the tracker store that this conversation must go (channels/tracker_store.py)."""


@lru_cache(maxsize=1)
def _opening() -> Opening:
    return Opening()


def knowledge() -> Knowledge:
    """Return what every answer of one turn comes from; opened at the first question, with the policy in use now.

    Raises:
        DocumentError: the guidance or the policy cannot be used.
    """
    return _opening().knowledge()


def state_of(tracker: Tracker) -> State:
    """Return what the conversation remembers: from the tracker, or from memory where it may not be written."""
    unwritten = CONFIDENTIAL.recall(tracker.sender_id)
    return unwritten.state if unwritten is not None else written_state(tracker)


def is_new(tracker: Tracker) -> bool:
    """Return whether nothing is written of the conversation: it begins, or it was erased."""
    return tracker.get_slot(STATE_SLOT) is None


def written_state(tracker: Tracker) -> State:
    """Return what is written of the conversation."""
    return State.from_data(tracker.get_slot(STATE_SLOT))


def was_confidential(tracker: Tracker) -> bool:
    """Return the verdict on the turn before this one."""
    unwritten = CONFIDENTIAL.recall(tracker.sender_id)
    return unwritten is not None and unwritten.confidential


def understanding_of(known: Knowledge, tracker: Tracker) -> Understanding:
    """Return what Rasa made of the last message; of a context, only values that we know by name.

    Whoever types a button's payload may write anything in it, and what is understood is remembered. A thumb stays one
    also where its topic is gone: it must never be taken for a yes to something else.
    """
    understanding = Understanding.from_parse(tracker.latest_message or {})
    if not understanding.certain:
        return understanding
    allowed = known_values(known)
    values = {
        name: kept
        for name, found in understanding.values.items()
        if (kept := tuple(value for value in found if value in allowed.get(name, ()))) or name == THUMB
    }
    return replace(understanding, values=values)


def known_values(known: Knowledge) -> dict[str, frozenset[str]]:
    """Return the values that each dimension of the context may have, and the names of questions and statements."""
    context = values_of(known.policy, known.library)
    named: dict[str, Iterable[str]] = {
        THUMB: {topic.id for topic in known.library.topics} - confidential_topics(known.library),
        **{name: values or () for name, values in context.items()},
        ASPECT: {
            *(statement.aspect for statement in known.library.statements.values()),
            *(item.id for item in known.policy.statements),
        },
    }
    return {name: frozenset(values) | {OTHER} for name, values in named.items()}


def remember(known: Knowledge, state: State, tracker: Tracker, *, in_confidence: bool) -> dict[str, Any]:
    """Return the event that keeps the state for the next message.

    What tells of something confidential stays in memory for a while. What goes to the tracker, and so
    to the database, is the state without any trace of it; of a confidential turn, the state of before.
    """
    topics = confidential_topics(known.library)
    if in_confidence or state.tells_of(topics):
        CONFIDENTIAL.keep(tracker.sender_id, Unwritten(state, in_confidence))
    else:
        CONFIDENTIAL.drop(tracker.sender_id)
    before = written_state(tracker)
    written = replace(before, noticed=state.noticed, handing=state.handing) if in_confidence else state
    event: dict[str, Any] = SlotSet(STATE_SLOT, written.without(topics).to_data())
    return event


def forget(tracker: Tracker) -> None:
    """Forget what memory holds of a conversation."""
    CONFIDENTIAL.drop(tracker.sender_id)
    DRAFTS.drop(tracker.sender_id)


@lru_cache(maxsize=1)
def redactor() -> Redactor:
    """Return the redactor, loaded when it is first needed."""
    return Redactor()


def personal_data_in(text: str) -> tuple[Piece, ...]:
    """Return the personal data in a text."""
    return tuple(Piece(span.type, text[span.start : span.end]) for span in redactor().spans(text))


def calm() -> list[dict[str, Any]]:
    """Return what is said when an action failed, in the form in which the action server answers Rasa."""
    try:
        text = phrases().say("storing")
    except DocumentError:
        return []  # the gate then says it in its own words
    return [{"text": text}]


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """Return the wording, which is there also while the policy cannot be used."""
    return load_phrases(Settings.from_environment().guidance / "zinnen.yml")


def say(dispatcher: CollectingDispatcher, reply: Reply, mark: Callable[[str], str] = lambda payload: "") -> None:
    """Send a reply: the text with its buttons, and the machine-readable form as a message of its own.

    Args:
        dispatcher: takes it.
        reply: what is said.
        mark: gives what a button is about, by its payload; empty where that says all by itself.
    """
    marked = [(button, mark(button.payload)) for button in reply.buttons]
    buttons = [
        {"title": button.title, "payload": button.payload, **({BELONGS: belongs} if belongs else {})}
        for button, belongs in marked
    ]
    dispatcher.utter_message(text=reply.text, buttons=buttons or None)
    if reply.custom:
        dispatcher.utter_message(json_message=reply.custom)
