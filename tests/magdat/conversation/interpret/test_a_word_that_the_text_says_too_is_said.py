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
