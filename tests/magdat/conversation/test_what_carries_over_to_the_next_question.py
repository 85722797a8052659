from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from said import FACEBOOK_IN_THE_BREAK, custom, said, talk

from magdat.conversation.context import added, carried
from magdat.conversation.state import State
from magdat.knowledge import Knowledge
from magdat.situation import CLOSED, Situation

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
    assert carried(state, "foto_tag", said("mag ik een selfie posten?")) == situation


@given(SITUATIONS)
def test_on_another_topic_only_who_asks_stays(situation: Situation) -> None:
    state = State(topic="gebruik_werkuren", situation=situation)
    kept = carried(state, "foto_tag", said("mag ik een selfie posten?"))
    assert kept == Situation(rol=situation.rol, afdeling=situation.afdeling)


@given(SITUATIONS)
def test_a_question_that_points_back_keeps_the_platform_too(situation: Situation) -> None:
    state = State(topic="gebruik_werkuren", situation=situation)
    kept = carried(state, "foto_tag", said("mag ik daar een selfie posten?"))
    assert (kept.platform, kept.moment, kept.toestel) == (situation.platform, None, None)


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
