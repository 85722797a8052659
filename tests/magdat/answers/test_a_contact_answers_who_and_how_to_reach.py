"""A named contact with a number answers who somebody is and how to reach them, and nothing else."""

from __future__ import annotations

import pytest

from magdat.answers.composer import compose
from magdat.conversation.interpret.question import question_of
from magdat.knowledge import Knowledge, open_knowledge
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.understanding import Understanding

WHO, KEEPS_QUIET = "contactpersoon.preventieadviseur", "contactpersoon.zwijgt_die_persoon"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge(Settings.from_environment({}))


def first(knowledge: Knowledge, asked: str, form: Form | None) -> str:
    return compose(knowledge, "contactpersoon", Situation(), statement=WHO, form=form, asked=asked).text


@pytest.mark.parametrize(
    ("asked", "form"),
    [
        ("wie is de preventieadviseur", Form.WHO),
        ("preventieadviseur", Form.REMARK),
        ("hoe bereik ik de preventieadviseur", Form.HOW),
        ("wat is het nummer van de preventieadviseur", Form.WHAT),
        ("heeft onze school ook een preventieadviseur", Form.TRUE),
        ("ik durf niet bellen naar de preventieadviseur, kan ik ook mailen", Form.MAY),
        ("preventieadviseur", None),
    ],
)
def test_who_asks_for_somebody_gets_the_name_and_the_number(knowledge: Knowledge, asked: str, form: Form) -> None:
    assert "Lieve Goossens: psychosociaal@" in first(knowledge, asked, form)


@pytest.mark.parametrize(
    ("asked", "form"),
    [
        ("hoelang duurt mijn klacht bij de preventieadviseur", Form.HOW_MUCH),
        ("gaat die collega te weten dat ik klaagde bij de preventieadviseur?", Form.TRUE),
        ("preventieadviseur deed niets, alles geprobeerd, naar welke inspectie?", Form.WHICH),
    ],
)
def test_who_asks_something_else_gets_more_than_an_address(knowledge: Knowledge, asked: str, form: Form) -> None:
    assert "Lieve Goossens: psychosociaal@" not in first(knowledge, asked, form)


@pytest.mark.parametrize(("share", "answering"), [(0.05, KEEPS_QUIET), (0.001, WHO)])
def test_the_next_question_on_contacts_answers_where_it_is_still_heard(
    knowledge: Knowledge, share: float, answering: str
) -> None:
    heard = Understanding(
        "gaat die collega te weten dat ik klaagde bij de preventieadviseur?",
        (("contactpersoon", 0.8),),
        {},
        statements=((WHO, 0.7), (KEEPS_QUIET, share)),
        form=Form.TRUE,
        openings=((Opening.NONE, 0.9),),
    )
    assert question_of(knowledge.library, "contactpersoon", Situation(), heard).statement == answering
