from __future__ import annotations

import pytest
from said import said

from magdat.conversation.hand_off import respond_in_hand_off
from magdat.conversation.moves.hand_off import counsel
from magdat.conversation.outcome import HandingOver
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.handoff.draft import Awaits, Draft
from magdat.knowledge import Knowledge
from magdat.situation import Situation
from magdat.understanding import Understanding

INTERRUPTED = Draft(interrupted=True)
"""Somebody asked something before this already, so that what comes now may be a question too."""


def typed(
    knowledge: Knowledge, message: Understanding, state: State | None = None, draft: Draft = INTERRUPTED
) -> tuple[Turn, Draft]:
    """Return what follows on a message where the text to pass on is awaited."""
    handing = State(noticed=True) if state is None else state
    turn = respond_in_hand_off(
        knowledge, State.from_data({**handing.to_data(), "handing": "bericht"}), draft, message, lambda text: ()
    )
    assert isinstance(turn.outcome, HandingOver)
    return turn, turn.outcome.draft


@pytest.mark.parametrize(
    "text", ["wat stuur je juist door?", "wie krijgt dat te zien?", "waarom moet ik dat typen?", "is dat anoniem?"]
)
def test_a_question_on_the_hand_off_is_explained(knowledge: Knowledge, text: str) -> None:
    turn, draft = typed(knowledge, said(text))
    assert "zonder jouw ja" in turn.replies[0].text
    assert (draft.message, draft.question) == (None, None)


def test_who_picks_a_desk_gets_its_contact(knowledge: Knowledge) -> None:
    turn, draft = typed(knowledge, said("Ik wil de vertrouwenspersoon", ("contactpersoon", 0.9)))
    assert "Samira El Amrani" in turn.replies[0].text
    assert draft.message is None


def test_a_question_that_has_an_answer_is_answered_and_may_still_be_passed_on(knowledge: Knowledge) -> None:
    question = said("mag ik in de pauze op facebook?", ("gebruik_werkuren", 0.95), moment="pauze")
    turn, draft = typed(knowledge, question)
    assert "Tijdens je pauze" in turn.replies[0].text
    assert [button.payload for button in turn.replies[0].buttons] == ["/bevestigen", "/stoppen"]
    assert draft.question == question.text
    _, after = typed(knowledge, Understanding("/bevestigen", (("bevestigen", 1.0),), {}, True), draft=draft)
    assert after.message == question.text


@pytest.mark.parametrize(
    "message",
    [
        said("Een klant stuurt mij privé berichten, wat nu?", ("klantencontact", 0.9)),
        said("ik heb ruzie met mijn ploegbaas over die groep", ("prive_werk_grens", 0.9)),
        said("mag ik u vragen om mij terug te bellen over die foto van vorige week op het feest", ("foto_tag", 0.9)),
        said("bel mij eens", ("foto_tag", 0.2)),
    ],
)
def test_a_message_stays_a_message(knowledge: Knowledge, message: Understanding) -> None:
    assert typed(knowledge, message)[1].message == message.text


def test_a_question_that_was_answered_already_is_meant_for_a_person(knowledge: Knowledge) -> None:
    question = said("mag ik in de pauze op facebook?", ("gebruik_werkuren", 0.95), moment="pauze")
    before = Situation(moment="pauze")
    for state in (
        State(topic="gebruik_werkuren"),
        State(last=("gebruik_werkuren",)),
        State(topic="foto_tag", history=(("gebruik_werkuren", before),)),
    ):
        assert typed(knowledge, question, state)[1].message == question.text


def test_what_follows_at_once_on_asking_for_a_person_is_not_answered(knowledge: Knowledge) -> None:
    question = said("mag ik in de pauze op facebook?", ("gebruik_werkuren", 0.95), moment="pauze")
    assert typed(knowledge, question, draft=Draft())[1].message == question.text


@pytest.mark.parametrize("text", ["wanneer krijg ik antwoord?", "hoe lang duurt dat?", "hoe snel reageren ze?"])
def test_how_soon_an_answer_comes_is_what_the_policy_says_of_the_recipient(knowledge: Knowledge, text: str) -> None:
    turn, draft = typed(knowledge, said(text, ("foto_tag", 0.9)), State(topic="foto_tag"))
    assert "binnen twee werkdagen" in turn.replies[0].text
    assert draft.message is None


def test_what_is_shown_and_what_leaves_the_house_are_the_same_words(knowledge: Knowledge) -> None:
    from magdat.conversation.moves.hand_off import as_message

    draft = Draft(Awaits.CONTACT, "Mijn foto", topic="foto_tag", situation=Situation(moment="pauze"))
    state = State(noticed=True, topic="foto_tag", handing="contact")
    turn = respond_in_hand_off(knowledge, state, draft, said("anoniem"), lambda text: ())
    assert isinstance(turn.outcome, HandingOver)
    leaves = as_message(knowledge, turn.outcome.draft)
    assert leaves.topic == "foto_tag"
    assert dict(leaves.context) == {"moment": "pauze"}
    assert (leaves.contact, leaves.context_shown) == (None, "In de pauze")
    for words in (leaves.message, leaves.topic_shown, leaves.context_shown):
        assert words
        assert words in turn.replies[-1].text


@pytest.mark.parametrize(("topic", "who"), [("pesten", "Samira El Amrani"), ("klokkenluider", "meldkanaal")])
def test_after_a_confidential_topic_the_right_person_is_named(knowledge: Knowledge, topic: str, who: str) -> None:
    told = counsel(knowledge, topic, Situation())
    assert told is not None
    assert who in told
    assert "meer mensen" in told


@pytest.mark.parametrize("topic", [None, "foto_tag", "contactpersoon"])
def test_after_anything_else_nobody_is_named(knowledge: Knowledge, topic: str | None) -> None:
    assert counsel(knowledge, topic, Situation()) is None
