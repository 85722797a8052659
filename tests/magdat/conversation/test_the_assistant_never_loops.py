from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from said import said

from magdat.conversation.dialogue import respond
from magdat.conversation.outcome import PersonWanted
from magdat.conversation.state import State
from magdat.knowledge import open_knowledge
from magdat.settings import Settings
from magdat.understanding import ACTS

KNOWLEDGE = open_knowledge(Settings.from_environment({}))
TOPICS = sorted(topic.id for topic in KNOWLEDGE.library.topics)
UNCLEAR = st.builds(
    lambda text, ranking: said(text, *ranking),
    st.sampled_from(["fwiep fwap", "zzz plof", "en dat dan?", "grmbl", "hoezo dat", "is dat zo?"]),
    st.lists(
        st.tuples(st.sampled_from(TOPICS), st.floats(0.01, 0.19)), min_size=1, max_size=4, unique_by=lambda i: i[0]
    ),
)
ANYTHING = st.builds(
    lambda text, name, chance: said(text, (name, chance)),
    st.sampled_from(["en dat dan?", "ja", "nee", "de eerste", "mag ik dat?", "geen van die", "alle drie", "x"]),
    st.sampled_from([*TOPICS, *sorted(ACTS)]),
    st.floats(0.01, 1.0),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(UNCLEAR, min_size=2, max_size=6))
def test_what_is_not_understood_never_brings_the_same_sentence_twice_in_a_row(messages: list) -> None:
    state, before = State(noticed=True), ""
    for message in messages:
        turn = respond(KNOWLEDGE, state, message)
        state = State.from_data(turn.state.to_data())
        text = "\n".join(reply.text for reply in turn.replies)
        assert text != before
        before = text


@settings(max_examples=100, deadline=None)
@given(st.lists(ANYTHING, min_size=1, max_size=6))
def test_every_message_gets_an_answer_or_a_person(messages: list) -> None:
    state = State(noticed=True)
    for message in messages:
        turn = respond(KNOWLEDGE, state, message)
        state = State.from_data(turn.state.to_data())
        assert isinstance(turn.outcome, PersonWanted) or any(reply.text.strip() for reply in turn.replies)
        assert State.from_data(turn.state.to_data()) == turn.state
