"""Whom to turn to stands in the first layer for whoever has something to do, and behind «Meer weten» for the rest."""

from __future__ import annotations

import pytest

from magdat.answers.answer import Answer, PartKind
from magdat.answers.composer import compose
from magdat.knowledge import Knowledge, open_knowledge
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge(Settings.from_environment({}))


def logo(knowledge: Knowledge, form: Form, opening: Opening) -> Answer:
    statement = "prive_namens_bedrijf.logo_gebruiken"
    return compose(knowledge, "prive_namens_bedrijf", Situation(), statement=statement, form=form, opening=opening)


def contacts(answer: Answer) -> tuple[int, int]:
    first = sum(part.kind is PartKind.CONTACT for part in answer.parts)
    return first, sum(part.kind is PartKind.CONTACT for part in answer.more)


def test_a_plain_no_is_enough_and_the_contact_waits_behind_the_button(knowledge: Knowledge) -> None:
    assert contacts(logo(knowledge, Form.MAY, Opening.NO)) == (0, 1)


@pytest.mark.parametrize("form", [Form.WHO, Form.HOW, Form.WHEN, Form.DONE])
def test_whoever_has_something_to_do_reads_the_contact_at_once(knowledge: Knowledge, form: Form) -> None:
    assert contacts(logo(knowledge, form, Opening.NO)) == (1, 0)


def test_an_answer_without_yes_or_no_says_whom_to_ask(knowledge: Knowledge) -> None:
    assert contacts(logo(knowledge, Form.REMARK, Opening.NONE)) == (1, 0)


def test_a_text_that_sends_somebody_on_gives_the_number_too(knowledge: Knowledge) -> None:
    statement = "foto_tag.mijn_foto_weg_bij_bedrijf"
    answer = compose(
        knowledge, "foto_tag", Situation(), statement=statement, form=Form.MAY, opening=Opening.YES
    )  # fmt: skip
    assert "dienst communicatie" in answer.parts[0].text
    assert contacts(answer) == (1, 0)
    (contact,) = (part for part in answer.parts if part.kind is PartKind.CONTACT)
    assert contact.text.startswith("Contact: Els Dewulf")
    assert contact.by_itself.startswith("Je kunt terecht bij de dienst communicatie (Els Dewulf)")


def test_in_trouble_the_contact_always_stands_first(knowledge: Knowledge) -> None:
    answer = compose(
        knowledge, "pesten", Situation(), statement="pesten.na_de_uren", form=Form.TRUE, opening=Opening.YES
    )  # fmt: skip
    assert contacts(answer)[0] == 1
