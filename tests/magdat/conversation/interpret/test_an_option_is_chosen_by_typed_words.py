from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from said import custom, said, talk

from magdat.conversation.interpret.choice import EVERY, chosen
from magdat.conversation.state import Option, Pending, State
from magdat.knowledge import Knowledge, open_knowledge
from magdat.settings import Settings

LIBRARY = open_knowledge(Settings.from_environment({})).library
MOMENTS = tuple(
    Option(title, dimension="moment", value=value)
    for title, value in (
        ("Tijdens de werkuren", "werkuren"),
        ("In de pauze", "pauze"),
        ("Buiten de werkuren", "buiten_werkuren"),
    )
)
ASKED = State(topic="gebruik_werkuren", pending=Pending("dimension", MOMENTS, "moment", "gebruik_werkuren"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("de eerste", 0),
        ("doe maar de tweede", 1),
        ("derde", 2),
        ("2", 1),
        ("optie 3", 2),
        ("b", 1),
        ("de laatste", 2),
        ("in de pauze", 1),
        ("In de pauze.", 1),
        ("buiten de werkurn", 2),
    ],
)
def test_by_its_place_or_its_title(text: str, place: int) -> None:
    assert chosen(LIBRARY, ASKED, said(text)) is MOMENTS[place]


@pytest.mark.parametrize("text", ["alle drie", "allemaal", "weet ik niet", "kweet ni", "maakt niet uit", "geen idee"])
def test_who_wants_all_or_cannot_tell_takes_every_case(text: str) -> None:
    assert chosen(LIBRARY, ASKED, said(text)) is EVERY


@pytest.mark.parametrize("text", ["geef eens een voorbeeld", "mag een collega dat ook", "waarom", "hoe bedoel je"])
def test_other_words_choose_nothing(text: str) -> None:
    assert chosen(LIBRARY, ASKED, said(text)) is None


def test_by_its_value_in_a_sentence() -> None:
    assert chosen(LIBRARY, ASKED, said("in de pauze dus", moment="pauze")) is MOMENTS[1]


def test_a_value_that_was_not_offered_counts_as_well() -> None:
    asked = State(topic="intranet", pending=Pending("dimension", MOMENTS[:2], "moment", "intranet"))
    option = chosen(LIBRARY, asked, said("buiten_werkuren", moment="buiten_werkuren"))
    assert option is not None
    assert option.value == "buiten_werkuren"


@given(text=st.text(max_size=60), count=st.integers(0, 3))
def test_whatever_is_typed_only_what_was_offered_can_be_chosen(text: str, count: int) -> None:
    asked = State(topic="gebruik_werkuren", pending=Pending("topic", MOMENTS[:count]))
    option = chosen(LIBRARY, asked, said(text))
    assert option is None or option in MOMENTS[:count]


def test_all_cases_are_answered_together(knowledge: Knowledge) -> None:
    question = said("mag ik op facebook?", ("gebruik_werkuren", 0.95), platform="facebook")
    assert custom(talk(knowledge, question))["vraag"] == "moment"
    turn = talk(knowledge, question, said("alle drie", ("kies_optie", 0.98)))
    assert custom(turn)["onderwerp"] == "gebruik_werkuren"
    text = turn.replies[0].text
    assert all(moment in text for moment in ("Tijdens de werkuren", "In de pauze", "Buiten de werkuren"))
