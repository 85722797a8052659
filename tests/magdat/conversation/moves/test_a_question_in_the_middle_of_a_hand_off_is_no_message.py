from __future__ import annotations

import pytest
from said import said

from magdat.conversation.moves.hand_off import asked_meanwhile, counsel
from magdat.conversation.state import State
from magdat.knowledge import Knowledge
from magdat.situation import Situation


@pytest.mark.parametrize(
    "text", ["wat stuur je juist door?", "wie krijgt dat te zien?", "waarom moet ik dat typen?", "is dat anoniem?"]
)
def test_a_question_on_the_hand_off_is_explained(knowledge: Knowledge, text: str) -> None:
    meanwhile = asked_meanwhile(knowledge, State(), said(text))
    assert meanwhile is not None
    assert "zonder jouw ja" in meanwhile.reply.text
    assert not meanwhile.answered


def test_who_picks_a_desk_gets_its_contact(knowledge: Knowledge) -> None:
    meanwhile = asked_meanwhile(knowledge, State(), said("Ik wil de vertrouwenspersoon", ("contactpersoon", 0.9)))
    assert meanwhile is not None
    assert "Samira El Amrani" in meanwhile.reply.text


def test_a_question_that_has_an_answer_is_answered_and_may_still_be_passed_on(knowledge: Knowledge) -> None:
    question = said("mag ik in de pauze op facebook?", ("gebruik_werkuren", 0.95), moment="pauze")
    meanwhile = asked_meanwhile(knowledge, State(), question)
    assert meanwhile is not None
    assert meanwhile.answered
    assert "Tijdens je pauze" in meanwhile.reply.text


@pytest.mark.parametrize(
    "message",
    [
        said("Een klant stuurt mij privé berichten, wat nu?", ("klantencontact", 0.9)),
        said("ik heb ruzie met mijn ploegbaas over die groep", ("prive_werk_grens", 0.9)),
        said("mag ik u vragen om mij terug te bellen over die foto van vorige week op het feest", ("foto_tag", 0.9)),
        said("bel mij eens", ("mens_spreken", 0.9)),
    ],
)
def test_a_message_stays_a_message(knowledge: Knowledge, message: object) -> None:
    assert asked_meanwhile(knowledge, State(), message) is None  # type: ignore[arg-type]


def test_a_question_that_was_answered_already_is_meant_for_a_person(knowledge: Knowledge) -> None:
    question = said("mag ik in de pauze op facebook?", ("gebruik_werkuren", 0.95), moment="pauze")
    before = Situation(moment="pauze")
    for state in (
        State(topic="gebruik_werkuren"),
        State(last=("gebruik_werkuren",)),
        State(topic="foto_tag", history=(("gebruik_werkuren", before),)),
    ):
        assert asked_meanwhile(knowledge, state, question) is None


def test_what_follows_at_once_on_asking_for_a_person_is_not_answered(knowledge: Knowledge) -> None:
    question = said("mag ik in de pauze op facebook?", ("gebruik_werkuren", 0.95), moment="pauze")
    assert asked_meanwhile(knowledge, State(), question, topics=False) is None


@pytest.mark.parametrize("text", ["wanneer krijg ik antwoord?", "hoe lang duurt dat?", "hoe snel reageren ze?"])
def test_how_soon_an_answer_comes_is_what_the_policy_says_of_the_recipient(knowledge: Knowledge, text: str) -> None:
    meanwhile = asked_meanwhile(knowledge, State(topic="foto_tag"), said(text, ("foto_tag", 0.9)))
    assert meanwhile is not None
    assert "binnen twee werkdagen" in meanwhile.reply.text
    assert not meanwhile.answered


@pytest.mark.parametrize(("topic", "who"), [("pesten", "Samira El Amrani"), ("klokkenluider", "meldkanaal")])
def test_after_a_confidential_topic_the_right_person_is_named(knowledge: Knowledge, topic: str, who: str) -> None:
    told = counsel(knowledge, topic, Situation())
    assert told is not None
    assert who in told
    assert "meer mensen" in told


@pytest.mark.parametrize("topic", [None, "foto_tag", "contactpersoon"])
def test_after_anything_else_nobody_is_named(knowledge: Knowledge, topic: str | None) -> None:
    assert counsel(knowledge, topic, Situation()) is None
