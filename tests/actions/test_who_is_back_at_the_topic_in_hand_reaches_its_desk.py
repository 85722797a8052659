"""Who asks on about the topic in hand, after something else, reaches the desk of that topic."""

from __future__ import annotations

from dataclasses import replace

import pytest
from one_person import Talk

from actions.bridge import knowledge
from magdat.conversation.hand_off import respond_in_hand_off
from magdat.conversation.moves.continuation import going_on
from magdat.conversation.moves.reaction import picked
from magdat.conversation.outcome import HandingOver
from magdat.conversation.state import Option, State
from magdat.understanding import Understanding

pytestmark = pytest.mark.usefixtures("somebody_reads")

ITS_DESK = "gegevensbescherming"


@pytest.fixture
def talk() -> Talk:
    made = Talk()
    made.say("welke gegevens houden jullie van mij bij?", personeelsgegevens=0.99)
    made.say("wat voor weer wordt het", buiten_bereik_overig=0.99)
    return made


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("waarom?", "waarom"),
        ("meer weten", "meer_weten"),
        ("waar staat dat?", "bron_vragen"),
        ("zeg het korter", "korter"),
        ("terug", "terug"),
    ],
)
def test_after_a_question_about_it(talk: Talk, text: str, act: str) -> None:
    talk.say(text, **{act: 0.99})
    assert ITS_DESK in talk.wants_a_person()["tekst"]


def test_but_not_after_what_is_not_about_it(talk: Talk) -> None:
    assert talk.say("do you speak english", andere_taal=0.99)["taal"] == "en"
    assert ITS_DESK not in talk.wants_a_person()["tekst"]


def test_a_case_that_is_chosen_is_about_it() -> None:
    state = State(topic="gebruik_werkuren", noticed=True, elsewhere=True)
    assert not picked(knowledge(), state, Option("In de pauze", dimension="moment", value="pauze")).state.elsewhere


def test_words_that_are_gone_are_asked_for_at_the_desk_of_the_last_question() -> None:
    state = State(topic="personeelsgegevens", noticed=True, handing="contact")
    for elsewhere in (False, True):
        turn = respond_in_hand_off(
            knowledge(),
            replace(state, elsewhere=elsewhere),
            None,
            Understanding("anoniem", (("foto_tag", 0.2), ("marketing", 0.1)), {}),
            lambda _text: (),
        )
        assert isinstance(turn.outcome, HandingOver)
        assert (turn.outcome.draft.about == "personeelsgegevens") is not elsewhere


def test_what_goes_on_about_it_is_about_it_and_what_asks_anew_is_not() -> None:
    state = State(topic="personeelsgegevens", noticed=True, elsewhere=True)
    for text, elsewhere in (("ja maar bij ons doen ze dat zo", False), ("zijn er morgen koeken in de kantine?", True)):
        turn = going_on(knowledge(), state, Understanding(text, (("foto_tag", 0.05), ("marketing", 0.04)), {}))
        assert turn.state.elsewhere is elsewhere
