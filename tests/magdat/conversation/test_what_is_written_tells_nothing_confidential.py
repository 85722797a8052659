from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from magdat.conversation.state import Option, Pending, State
from magdat.situation import Situation

SECRET = frozenset({"pesten", "klokkenluider", "contactpersoon"})
TOPICS = st.sampled_from(["gebruik_werkuren", "foto_tag", "sanctie", *sorted(SECRET)])
SITUATIONS = st.builds(Situation, moment=st.sampled_from([None, "pauze"]), platform=st.sampled_from([None, "facebook"]))
PENDING = st.builds(
    Pending,
    st.sampled_from(["topic", "reading", "dimension", "feedback"]),
    st.lists(st.builds(Option, st.just("titel"), st.none() | TOPICS), max_size=3).map(tuple),
    st.none(),
    st.none() | TOPICS,
)
STATES = st.builds(
    State,
    topic=st.none() | TOPICS,
    situation=SITUATIONS,
    history=st.lists(st.tuples(TOPICS, SITUATIONS), max_size=4).map(tuple),
    pending=st.none() | PENDING,
    misunderstood=st.integers(0, 2),
    noticed=st.booleans(),
    last=st.lists(TOPICS, max_size=2).map(tuple),
    answered=st.integers(0, 9),
)


@given(STATES)
def test_a_state_is_the_same_after_it_was_written_and_read(state: State) -> None:
    assert State.from_data(json.loads(json.dumps(state.to_data()))) == state


@given(STATES)
def test_without_the_confidential_topics_none_is_named(state: State) -> None:
    written = json.dumps(state.without(SECRET).to_data())
    assert not any(topic in written for topic in SECRET)
    assert not state.without(SECRET).tells_of(SECRET)


@given(STATES)
def test_what_tells_of_nothing_confidential_is_kept_whole(state: State) -> None:
    if not state.tells_of(SECRET):
        assert state.without(SECRET) == state


@given(STATES)
def test_an_ordinary_topic_in_hand_is_kept(state: State) -> None:
    if state.topic not in SECRET:
        assert state.without(SECRET).topic == state.topic
        assert state.without(SECRET).situation == state.situation
