"""One turn of a conversation: what is said in answer to a message, and what is remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from magdat.conversation.reply import Reply
from magdat.conversation.state import State
from magdat.knowledge import Knowledge


@dataclass(frozen=True)
class Turn:
    """What is said in answer to one message, and what is remembered."""

    state: State
    replies: tuple[Reply, ...]
    act: str
    """What the message was taken for: a topic's id, an act, or «verduidelijken»."""

    hand_over: bool = False
    """Whether the person agreed to be put through to a human being."""

    erase: bool = False
    """Whether the person asked to have the conversation erased."""

    helped: tuple[str, bool] | None = None
    """The topic that the person gave feedback on, and whether the answer helped."""


def said(knowledge: Knowledge, state: State, key: str, act: str, **parts: object) -> Turn:
    """Return a turn that says one fixed sentence."""
    return Turn(replace(state, last=(key,)), (Reply(knowledge.phrases.say(key, **parts), {"onderwerp": None}),), act)
