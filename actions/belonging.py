"""Buttons carry what they are about (magdat/conversation/buttons.py); one of an earlier question does nothing."""

from __future__ import annotations

from collections.abc import Callable

from rasa_sdk import Tracker

from actions.giving import OFFERS
from actions.remembered import DRAFTS
from magdat.answers.answer import BELONGS
from magdat.conversation.buttons import mark_of, shown
from magdat.conversation.outcome import PERSON
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.knowledge import Knowledge


def marking(sender: str, state: State) -> Callable[[str], str]:
    """Return what marks the buttons of a reply, by their payloads.

    Args:
        sender: the pseudonym of the conversation; what it waits to pass on or to give is part of what a yes is about.
        state: what is remembered once the reply is said.
    """
    offer = OFFERS.recall(sender)
    waiting = [shown(DRAFTS.recall(sender)), None if offer is None else [offer.text, offer.step.value]]
    return lambda payload: mark_of(payload, state, waiting)


def is_stale(tracker: Tracker, state: State) -> bool:
    """Return whether a message is a button of a card that was about something else than the conversation is now."""
    message = tracker.latest_message or {}
    under = (message.get("metadata") or {}).get(BELONGS)
    if not under:
        return False  # it was typed, or its channel lets nobody press an older button
    if state.handing is not None and DRAFTS.recall(tracker.sender_id) is None:
        return False  # what they were passing on was too long ago, and that is said (magdat/handoff/steps.py)
    mark = marking(tracker.sender_id, state)(str(message.get("text") or ""))
    return mark not in ("", under)


def of_an_earlier_card(known: Knowledge, state: State) -> Reply:
    """Say that a button belongs to something earlier; where it may have meant to send something, that nothing went."""
    if state.handing is not None:
        step = "doorgeven_knop_eerder"
        return Reply(known.phrases.say(step), {"onderwerp": PERSON, "stap": step})
    return Reply(known.phrases.say("knop_eerder"), {"onderwerp": None})
