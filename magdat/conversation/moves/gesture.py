"""What is said to a gesture that the guidance has words for: a greeting, a thank you, «wis mijn gesprek»."""

from __future__ import annotations

from dataclasses import replace

from magdat.conversation.outcome import Answered, Erased
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.guidance.library import Library
from magdat.guidance.model import Deed, Gesture


def gesture_in(library: Library, topic: str, text: str) -> Gesture | None:
    """Return the gesture on a topic that a text makes."""
    return next((item for item in library.gestures if item.topic == topic and item.fits(text)), None)


def answered(state: State, gesture: Gesture) -> Turn:
    """Answer a gesture, and do what it asks for."""
    reply = Reply(gesture.answer, {"onderwerp": gesture.topic, "gebaar": gesture.id})
    if gesture.deed is Deed.ERASE:
        return Turn(State(noticed=True), (reply,), Erased(gesture.topic))
    return Turn(replace(state, misunderstood=0), (reply,), Answered(gesture.topic))
