"""A word that is not sure enough alone is said where the text of the answer says it too; nothing else is."""

from __future__ import annotations

import pytest

from magdat.conversation.interpret.sureness import seconded
from magdat.knowledge import open_knowledge
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.understanding import Understanding

LIBRARY = open_knowledge(Settings.from_environment({})).library
FREE = "Je bent niet verplicht om dat te tekenen."


def heard(form: Form, opening: Opening, chance: float = 0.8) -> Understanding:
    openings = ((opening, chance), (Opening.NONE, 1 - chance))
    return Understanding(
        "moet ik dat blad tekenen?", (("arbeidsreglement", 0.6),), {}, form=form, openings_heard=openings
    )


def test_a_text_that_says_the_same_seconds_it() -> None:
    assert seconded(LIBRARY, heard(Form.MUST, Opening.NO), FREE) is Opening.NO


@pytest.mark.parametrize("opening", [Opening.YES, Opening.NONE, Opening.DECISION, Opening.DUTY])
def test_another_word_or_one_that_hangs_on_a_decision_is_not_seconded(opening: Opening) -> None:
    assert seconded(LIBRARY, heard(Form.MUST, opening), FREE) is Opening.NONE


def test_who_asks_no_yes_or_no_gets_none() -> None:
    assert seconded(LIBRARY, heard(Form.WHO, Opening.NO), FREE) is Opening.NONE


def beside(alone: Opening, with_it: Opening) -> Understanding:
    heard = ((alone, 0.6), (Opening.NONE, 0.4)) if alone is not Opening.NONE else ((Opening.NONE, 1.0),)
    return Understanding(
        "moet ik dat blad tekenen?",
        (("arbeidsreglement", 0.6),),
        {},
        form=Form.MUST,
        openings=((with_it, 0.8), (Opening.NONE, 0.2)),
        openings_heard=heard,
    )


def test_a_no_that_is_heard_only_beside_the_likeliest_statement_is_seconded_too() -> None:
    message = beside(Opening.NONE, Opening.NO)
    assert seconded(LIBRARY, message, FREE) is Opening.NO
    assert seconded(LIBRARY, message, FREE, likeliest=False) is Opening.NONE
    assert seconded(LIBRARY, message, "Het beleid staat op het intranet.") is Opening.NONE


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("mag ik weigeren om dat te tekenen?", Opening.YES),
        ("mag ik dat tekenen?", Opening.NONE),
        ("mag ik zeggen dat mijn collega niet tekende?", Opening.NONE),
    ],
)
def test_a_doubted_yes_is_seconded_only_to_who_asks_to_refuse(asked: str, word: Opening) -> None:
    message = Understanding(
        asked,
        (("arbeidsreglement", 0.6),),
        {},
        form=Form.MAY,
        openings=((Opening.YES, 0.9), (Opening.NONE, 0.1)),
        openings_heard=((Opening.NO, 0.6), (Opening.NONE, 0.4)),
    )
    assert seconded(LIBRARY, message, "Je mag dat gerust weigeren of tekenen.", doubted=True) is word
