from dataclasses import replace

from rasa_sdk import Tracker

from actions.bridge import STATE_SLOT, knowledge, remember, state_of, was_confidential
from magdat.conversation.state import State
from magdat.situation import Situation


def tracker(state: State) -> Tracker:
    return Tracker("p-1", {STATE_SLOT: state.to_data()}, {}, [], False, None, {}, None)


BEFORE = State(topic="gebruik_werkuren", situation=Situation(moment="pauze"))


def test_the_slot_stays_as_it_was_and_memory_knows_the_rest() -> None:
    talk = tracker(BEFORE)
    told = State(topic="reputatie", noticed=True)
    event = remember(knowledge(), told, talk, in_confidence=True)
    assert State.from_data(event["value"]) == replace(BEFORE, noticed=True)
    assert state_of(talk) == told
    assert was_confidential(talk)


def test_an_ordinary_turn_after_it_is_written_without_what_came_before() -> None:
    talk = tracker(BEFORE)
    remember(knowledge(), State(topic="pesten"), talk, in_confidence=True)
    after = State(topic="foto_tag", history=(("pesten", Situation()),))
    event = remember(knowledge(), after, talk, in_confidence=False)
    assert "pesten" not in str(event)
    assert State.from_data(event["value"]).topic == "foto_tag"
    assert state_of(talk) == after
    assert not was_confidential(talk)


def test_a_hand_off_in_confidence_is_known_to_be_going_on_and_no_more() -> None:
    talk = tracker(BEFORE)
    told = State(topic="pesten", noticed=True, handing="bericht")
    event = remember(knowledge(), told, talk, in_confidence=True)
    assert State.from_data(event["value"]) == replace(BEFORE, noticed=True, handing="bericht")
