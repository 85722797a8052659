"""What belongs to the question in hand, and what was said of an earlier one: only the first goes along to a person."""

from __future__ import annotations

from dataclasses import replace

from magdat.conversation.interpret.context import added
from magdat.conversation.interpret.evidence import OUT_OF_FIELD
from magdat.conversation.interpret.meaning import GOING_ON, meaning
from magdat.conversation.interpret.signs import asks_anew
from magdat.conversation.state import State
from magdat.guidance.library import Library
from magdat.guidance.model import Kind
from magdat.policy.service_desks import is_confided
from magdat.situation import Situation
from magdat.understanding import Understanding


def said_earlier(before: State, after: State, understanding: Understanding, *, unsure: bool) -> tuple[str, ...]:
    """Return the dimensions of which the value was said of an earlier question, and of the one in hand only presumed.

    Args:
        before: the state before the message.
        after: the state after it.
        understanding: the message.
        unsure: whether readings of it were offered: then what it names is of a question that has no topic yet.
    """
    known = {name: value for name, value in after.situation.known().items() if name not in understanding.values}
    picked = before.pending is not None and after.topic in {option.topic for option in before.pending.options}
    if unsure or (after.topic != before.topic and not picked):
        # Who goes back to an earlier question finds what was said of it.
        then = next((situation for topic, situation in reversed(before.history) if topic == after.topic), Situation())
        return tuple(name for name, value in known.items() if unsure or then.get(name) != value)
    return tuple(name for name in before.said_earlier if name in known and before.situation.get(name) == known[name])


def desk_topic(library: Library, state: State) -> str | None:
    """Return the topic by which a desk is chosen for whoever wants a person now.

    What was told in confidence stays where it may be read, also where something else was asked after it.
    """
    return None if state.elsewhere and not is_confided(library, state.topic) else state.topic


def beside(
    library: Library, state: State, understanding: Understanding, own_topic: str | None
) -> tuple[str | None, Situation]:
    """Return the topic and the situation that go along with a message: those of the question in it, and no others.

    Nothing at all goes along after something confidential.

    Args:
        library: the topics.
        state: what the conversation was about.
        understanding: the message.
        own_topic: the topic that the message is clearly about by itself.
    """
    if state.topic is not None and library.topic(state.topic).kind is Kind.ROUTE:
        return None, Situation()
    if state.topic is not None and (own_topic == state.topic or _goes_on(library, state, understanding, state.topic)):
        return state.topic, Situation.of(
            {name: value for name, value in state.situation.known().items() if name not in state.said_earlier}
        )
    if own_topic is None or library.topic(own_topic).kind is Kind.ROUTE:
        return None, Situation()
    return own_topic, added(understanding, Situation())[0]


def _goes_on(library: Library, state: State, understanding: Understanding, topic: str) -> bool:
    """Return whether a message is still about the topic in hand: as it would be read if no person had been asked for.

    One of which nothing at all was made is, and so is whoever asks for a person or says something to the assistant.
    """
    if state.elsewhere or not understanding.topics():
        return not state.elsewhere
    heard = meaning(library, replace(state, pending=None, last=(topic,)), understanding)
    if heard == GOING_ON:
        return not asks_anew(library, understanding)
    if heard not in library.answers:
        return heard != "verduidelijken"
    return heard == topic or (heard not in OUT_OF_FIELD and library.topic(heard).kind is Kind.ASSISTANT)
