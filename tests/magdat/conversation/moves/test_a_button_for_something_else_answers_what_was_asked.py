"""Whoever is asked «wanneer?» may press anything that stands further up."""

from __future__ import annotations

import pytest

from magdat.conversation.dialogue import respond
from magdat.conversation.moves.answer import answer
from magdat.conversation.outcome import AskedForContext
from magdat.conversation.state import State
from magdat.guidance.model import Kind
from magdat.knowledge import Knowledge
from magdat.situation import CLOSED
from magdat.understanding import Understanding


def asked_back(knowledge: Knowledge) -> list[State]:
    """Return every state in which the assistant asks for a piece of context about a topic alone."""
    rules = [topic.id for topic in knowledge.library.topics if topic.kind is Kind.RULE]
    turns = [answer(knowledge, State(noticed=True, topic=topic)) for topic in rules]
    return [turn.state for turn in turns if isinstance(turn.outcome, AskedForContext)]


@pytest.mark.parametrize("dimension", sorted(CLOSED))
def test_every_value_of_the_context_is_an_answer(knowledge: Knowledge, dimension: str) -> None:
    states = [*asked_back(knowledge), State(noticed=True), State(noticed=True, topic="gebruik_werkuren")]
    for state in states:
        for value in CLOSED[dimension]:
            pressed = Understanding(f"/aanvullen{{{dimension}}}", (("aanvullen", 1.0),), {dimension: (value,)}, True)
            turn = respond(knowledge, State.from_data(state.to_data()), pressed)
            assert turn.replies
            assert turn.replies[0].text
