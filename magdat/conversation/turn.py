"""One turn of a conversation: what is said in answer to a message, and what is remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from magdat.conversation.outcome import Outcome
from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.knowledge import Knowledge


@dataclass(frozen=True)
class Turn:
    """What is said in answer to one message, what is remembered, and how the message ended."""

    state: State
    replies: tuple[Reply, ...]
    outcome: Outcome


def said(knowledge: Knowledge, state: State, key: str, outcome: Outcome, **parts: object) -> Turn:
    """Return a turn that says one fixed sentence."""
    reply = Reply(knowledge.phrases.say(key, **parts), {"onderwerp": None})
    return Turn(replace(state, last=(key,)), (reply,), outcome)
