"""First what was asked, short; behind «Meer weten» the rest of what is known about exactly that."""

from __future__ import annotations

import pytest

from magdat.answers.answer import Answer, Button, Part, PartKind
from magdat.answers.composer import compose, second_layer_of
from magdat.answers.producible import producible
from magdat.knowledge import open_knowledge
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation

MORE = Button("Meer weten", "/meer_weten")
FIRST_LAYER = {PartKind.DECISION, PartKind.RULE, PartKind.ADVICE, PartKind.LAW, PartKind.CONTACT, PartKind.NOTE}


@pytest.fixture(scope="module")
def knowledge():
    return open_knowledge(Settings.from_environment({}))


@pytest.fixture(scope="module")
def answers(knowledge):
    return [item.answer for item in producible(knowledge)]


@pytest.fixture
def in_the_break(knowledge):
    return compose(
        knowledge, "gebruik_werkuren", Situation(moment="pauze"), opening=Opening.DECISION, form=Form.MAY
    )  # fmt: skip


def test_the_first_layer_is_the_answer_its_clause_and_nothing_more(in_the_break):
    assert [part.kind for part in in_the_break.parts] == [PartKind.DECISION, PartKind.RULE]
    assert in_the_break.text.startswith("Ja. Tijdens je pauze")
    assert in_the_break.text.endswith("Artikel 3.1.")


def test_the_second_layer_has_the_reason_the_advice_the_law_and_the_whole_citation(in_the_break):
    kinds = [part.kind for part in in_the_break.more]
    assert kinds[0] is PartKind.REASON
    assert kinds[-2:] == [PartKind.RULE, PartKind.NOTE]
    assert {PartKind.ADVICE, PartKind.LAW} <= set(kinds)
    assert in_the_break.more[-2].text.endswith("versie 2.1, geldig vanaf 1 maart 2026.")


def test_the_machine_reads_both_layers_with_the_second_one_last(in_the_break):
    custom = in_the_break.custom()
    assert custom["delen"][len(in_the_break.parts) :] == custom["meer"]
    assert [part["tekst"] for part in custom["delen"]] == in_the_break.whole.split("\n\n")
    named = {key: custom[key] for key in ("uitspraak", "deelvraag", "vorm", "opening", "besluit")}
    assert named == {
        "uitspraak": "gebruik_werkuren.mag_ik", "deelvraag": "mag_ik", "vorm": "mag", "opening": "ja", "besluit": "ja",
    }  # fmt: skip


def test_a_button_leads_to_the_second_layer_where_there_is_one(answers):
    assert any(answer.more for answer in answers)
    assert any(not answer.more for answer in answers)
    for answer in answers:
        assert (MORE in answer.buttons) is bool(answer.more), answer.statement


def test_the_first_layer_gives_no_advice_that_was_not_asked_for(answers, knowledge):
    for answer in answers:
        assert {part.kind for part in answer.parts} <= FIRST_LAYER
        for name in answer.tips:
            assert knowledge.library.tips[name].text not in answer.text, answer.statement


def test_every_tip_and_every_law_that_is_named_is_told_in_the_second_layer(answers, knowledge):
    for answer in answers:
        told = "\n".join(part.text for part in answer.more)
        assert all(knowledge.library.tips[name].text in told for name in answer.tips), answer.statement
        assert all(knowledge.library.laws[law.id].text in told for law in answer.laws), answer.statement


def test_whoever_asks_for_the_second_layer_gets_it_alone_and_without_a_button_to_itself():
    first, second = Part(PartKind.DECISION, "Dat mag."), Part(PartKind.ADVICE, "Raad: Doe het rustig.")
    answer = Answer("foto_tag", (first,), (second,), buttons=(MORE,))
    assert second_layer_of(answer) == Answer("foto_tag", (second,))
    assert answer.whole == "Dat mag.\n\nRaad: Doe het rustig."
