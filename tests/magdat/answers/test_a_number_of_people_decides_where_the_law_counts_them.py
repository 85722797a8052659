"""«Moeten wij met 65 man …?» is answered by the number, where a statement says from how many people on it holds."""

from __future__ import annotations

import pytest

from magdat.answers.composer import compose
from magdat.knowledge import Knowledge, open_knowledge
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation

CHANNEL = "klokkenluider.kanaal_verplicht"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge(Settings.from_environment({}))


def opening(knowledge, asked: str, form: Form = Form.MUST, said: Opening = Opening.NONE) -> str | None:
    topic = CHANNEL.split(".")[0]
    return compose(knowledge, topic, Situation(), statement=CHANNEL, opening=said, form=form, asked=asked).opening


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("moeten wij met 65 man een meldkanaal hebben?", "ja"),
        ("Is een bedrijf van 50 werknemers verplicht om een meldkanaal te hebben?", "ja"),
        ("moet dat ook in een zaak met 49 mensen", "nee"),
        ("zijn we verplicht om zo'n meldkanaal te hebben?", "ja"),
        ("we zijn met 48, moeten we dat ook", "nee"),
    ],
)
def test_the_number_in_the_question_counts_or_else_that_of_the_company(knowledge, asked: str, word: str) -> None:
    assert opening(knowledge, asked) == word


@pytest.mark.parametrize(
    "asked", ["we zijn met 49 en nemen iemand aan, moeten we dat dan", "moet dat met 50 mensen als er twee vertrekken"]
)
def test_a_number_that_is_about_to_change_gets_no_word(knowledge, asked: str) -> None:
    assert opening(knowledge, asked, said=Opening.YES) is None


def test_the_number_goes_before_what_the_words_seem_to_deserve(knowledge) -> None:
    assert opening(knowledge, "moeten wij met 65 man een meldkanaal hebben?", said=Opening.NO) == "ja"


@pytest.mark.parametrize(
    "asked",
    [
        "moet elk bedrijf een meldkanaal hebben?",
        "moeten wij met 12 man dan niets regelen?",
        "moet dat vanaf 50 of vanaf 250 werknemers, want 50 mensen en 250 mensen is een verschil",
    ],
)
def test_without_one_number_or_turned_round_the_text_answers_alone(knowledge, asked: str) -> None:
    assert opening(knowledge, asked) is None


def test_who_or_what_is_asked_gets_no_word(knowledge) -> None:
    assert opening(knowledge, "wie krijgt dat in een zaak van 65 mensen", form=Form.WHO) is None


@pytest.mark.parametrize(
    ("asked", "word"), [("mogen wij met 12 man dat kanaal eisen?", None), ("mag dat met 65 man", "ja")]
)
def test_a_yes_does_not_stand_before_a_number_that_is_too_small(knowledge, asked: str, word: str | None) -> None:
    assert opening(knowledge, asked, Form.MAY, Opening.YES) == word


def test_a_word_that_turns_an_earlier_sentence_does_not_turn_the_question(knowledge) -> None:
    asked = (
        "Mijn boekhouder zegt dat dit niet voor ons is. Zijn wij met 14 mensen verplicht om zo'n meldkanaal te hebben?"
    )
    assert opening(knowledge, asked, Form.MUST, Opening.YES) == "nee"
