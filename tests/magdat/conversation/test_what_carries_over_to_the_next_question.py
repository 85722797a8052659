from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from said import FACEBOOK_IN_THE_BREAK, custom, said, talk

from magdat.conversation.interpret.context import added, carried
from magdat.conversation.state import State
from magdat.guidance.library import load_library
from magdat.knowledge import Knowledge
from magdat.settings import Settings
from magdat.situation import CLOSED, Situation

TALK = load_library(Settings.from_environment({}).guidance).talk

SITUATIONS = st.builds(
    Situation,
    moment=st.sampled_from([None, *CLOSED["moment"]]),
    toestel=st.sampled_from([None, *CLOSED["toestel"]]),
    rol=st.sampled_from([None, *CLOSED["rol"]]),
    platform=st.sampled_from([None, "facebook", "linkedin"]),
)


@given(SITUATIONS)
def test_on_the_same_topic_everything_stays(situation: Situation) -> None:
    state = State(topic="foto_tag", situation=situation)
    assert carried(TALK, state, "foto_tag", said("mag ik een selfie posten?")) == situation


@given(SITUATIONS)
def test_on_another_topic_who_asks_and_the_platform_stay(situation: Situation) -> None:
    state = State(topic="gebruik_werkuren", situation=situation)
    kept = carried(TALK, state, "foto_tag", said("en mag ik daar een selfie posten?"))
    assert kept == Situation(rol=situation.rol, platform=situation.platform)


@given(SITUATIONS)
def test_whoever_begins_about_something_else_leaves_the_platform_behind(situation: Situation) -> None:
    state = State(topic="gebruik_werkuren", situation=situation)
    kept = carried(TALK, state, "foto_tag", said("iets anders: mag ik een selfie posten?"))
    assert kept == Situation(rol=situation.rol)


@given(SITUATIONS, SITUATIONS)
def test_whoever_goes_back_finds_the_earlier_question_as_it_was(before: Situation, now: Situation) -> None:
    state = State(topic="sanctie", situation=now, history=(("foto_tag", before),))
    kept = carried(TALK, state, "foto_tag", said("nog even over die foto"))
    assert (kept.moment, kept.platform, kept.toestel) == (before.moment, before.platform, before.toestel)
    assert kept.rol == (now.rol or before.rol)


@given(SITUATIONS, SITUATIONS)
def test_what_a_message_names_wins_and_the_rest_stays(before: Situation, named: Situation) -> None:
    after, among = added(said("x", **named.known()), before)
    assert after.known() == {**before.known(), **named.known()}
    assert not among


def test_a_piece_of_context_changes_one_thing(knowledge: Knowledge) -> None:
    turn = talk(
        knowledge,
        FACEBOOK_IN_THE_BREAK,
        said("en op linkedin?", ("aanvullen", 0.9), platform="linkedin"),
        said("en na de uren?", ("aanvullen", 0.9), moment="buiten_werkuren"),
        said("nee ik bedoel in de pauze", ("aanvullen", 0.9), moment="pauze"),
    )
    assert custom(turn)["onderwerp"] == "gebruik_werkuren"
    assert custom(turn)["context"] == {
        "moment": "pauze",
        "platform": "linkedin",
        "toestel": None,
        "rol": "medewerker",
    }


def test_a_question_about_the_assistant_does_not_end_the_thread(knowledge: Knowledge) -> None:
    turn = talk(
        knowledge,
        FACEBOOK_IN_THE_BREAK,
        said("ben jij een robot?", ("bot_identiteit", 0.99)),
        said("en op tiktok?", ("aanvullen", 0.9), platform="tiktok"),
    )
    assert custom(turn)["onderwerp"] == "gebruik_werkuren"


def test_neither_does_asking_for_a_contact(knowledge: Knowledge) -> None:
    turn = talk(
        knowledge,
        FACEBOOK_IN_THE_BREAK,
        said("wie is de vertrouwenspersoon?", ("contactpersoon", 0.99)),
        said("en op tiktok?", ("aanvullen", 0.9), platform="tiktok"),
    )
    assert custom(turn)["onderwerp"] == "gebruik_werkuren"


def test_several_values_at_once_leave_the_context_open(knowledge: Knowledge) -> None:
    question = said(
        "mag ik in de pauze of na het werk op facebook?",
        ("gebruik_werkuren", 0.95),
        platform="facebook",
        moment=("pauze", "buiten_werkuren"),
        toestel="eigen",
    )
    context = custom(talk(knowledge, question))["context"]
    assert isinstance(context, dict)
    assert context["moment"] is None
