"""The word with which an answer began: it may follow from the words of the question, which nothing remembers."""

from __future__ import annotations

from dataclasses import replace

from magdat.answers.answer import Answer
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.question import Opening

_OPENINGS = {"ja": Opening.YES, "nee": Opening.NO}


def with_told_word(before: State, turn: Turn) -> State:
    """Return the state after a turn with the word with which its answer began, or else the answer before it."""
    after = turn.state
    for reply in turn.replies:
        # What a move says of an answer («waarom?») carries the word of one that nobody read.
        told = "opening" in reply.custom and "handeling" not in reply.custom
        if told and reply.custom["onderwerp"] == after.topic:
            return replace(after, told_word=reply.custom["opening"], told_of=reply.custom["beleidsinhoud"])
    same = (before.topic, before.statement, before.company) == (after.topic, after.statement, after.company)
    return after if same else replace(after, told_word=None, told_of=None)


def as_told(state: State, composed: Answer) -> State:
    """Return the state from which an answer is composed with the word that was told, where it is composed without it.

    Args:
        state: what the conversation is about.
        composed: the answer as it is without the words of the question. From another text of the policy the word may
            be another: then it is taken from that.
    """
    if state.told_of != composed.custom()["beleidsinhoud"] or composed.opening == state.told_word:
        return state
    return replace(state, opening=_OPENINGS.get(state.told_word or "", Opening.NONE).value)
