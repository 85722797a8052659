"""Messages for tests: what was typed, and what the classifier and the lexicon would make of it."""

from __future__ import annotations

from dataclasses import replace

from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.knowledge import Knowledge
from magdat.question import Opening
from magdat.understanding import Understanding


def said(text: str, *ranking: tuple[str, float], **values: str | tuple[str, ...]) -> Understanding:
    """Return a message; a value stands in the text where the text holds it."""
    named = {name: (value,) if isinstance(value, str) else value for name, value in values.items()}
    places = [(text.lower().find(value), value) for found in named.values() for value in found]
    spans = tuple((start, start + len(value)) for start, value in places if start >= 0)
    return Understanding(text, ranking or (("sociaal_praatje", 0.02),), named, False, spans)


def asking(message: Understanding, statement: str, opening: Opening = Opening.NONE) -> Understanding:
    """Return a message of which the classifier also heard which question it asks."""
    return replace(message, statements=((statement, 0.9),), openings=((opening, 0.9),))


def left_to_the_guidance(knowledge: Knowledge, topic: str) -> str:
    """Return a statement of a topic on which the company says nothing at all."""
    own = {f"{item.topic}.{aspect}" for item in knowledge.policy.statements for aspect in item.aspects}
    found = knowledge.library.statements_of(topic)
    return next(name for name, item in found.items() if item.decided_by is None and name not in own)


def talk(knowledge: Knowledge, *messages: Understanding, state: State | None = None) -> Turn:
    """Say messages one after the other and return the last turn."""
    turn: Turn | None = None
    now = state or State(noticed=True)
    for message in messages:
        turn = respond(knowledge, now, message)
        now = State.from_data(turn.state.to_data())
    assert turn is not None
    return turn


def custom(turn: Turn) -> dict[str, object]:
    """Return the machine-readable form of the answer in a turn."""
    return next(reply.custom for reply in turn.replies if reply.custom and "ook" not in reply.custom)


FACEBOOK_IN_THE_BREAK = said(
    "mag ik op facebook in de pauze?", ("gebruik_werkuren", 0.95), platform="facebook", moment="pauze"
)
