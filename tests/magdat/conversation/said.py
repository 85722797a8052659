"""Messages for tests: what was typed, and what the classifier and the lexicon would make of it."""

from __future__ import annotations

from magdat.conversation.dialogue import Turn, respond
from magdat.conversation.state import State
from magdat.conversation.understanding import Understanding
from magdat.knowledge import Knowledge


def said(text: str, *ranking: tuple[str, float], **values: str | tuple[str, ...]) -> Understanding:
    """Return a message; a value stands in the text where the text holds it."""
    named = {name: (value,) if isinstance(value, str) else value for name, value in values.items()}
    places = [(text.lower().find(value), value) for found in named.values() for value in found]
    spans = tuple((start, start + len(value)) for start, value in places if start >= 0)
    return Understanding(text, ranking or (("sociaal_praatje", 0.02),), named, False, spans)


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
