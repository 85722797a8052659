"""Where a statement says that «ja» or «nee» misleads, its answer has no such word, however sure the word was heard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from magdat.conversation.interpret.question import question_of
from magdat.guidance.library import Library
from magdat.knowledge import open_knowledge
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation
from magdat.understanding import Understanding

LIBRARY = open_knowledge(Settings.from_environment({})).library
TOPIC, NAME = "eigen_toestel", "eigen_toestel.moet_app_installeren"


def library(*never: Opening) -> Library:
    statement = LIBRARY.statements[NAME].copy(update={"never_begins": never})
    return replace(LIBRARY, statements={**LIBRARY.statements, NAME: statement})


def begun(found: Library, word: Opening) -> Opening:
    openings = ((word, 0.98), (Opening.NONE, 0.02))
    message = Understanding(
        "moet ik die app op mijn gsm zetten?",
        ((TOPIC, 0.99),),
        {},
        statements=((NAME, 0.97),),
        form=Form.MUST,
        openings=openings,
        openings_heard=openings,
    )
    return question_of(found, TOPIC, Situation(), message).opening


@pytest.mark.parametrize("word", [Opening.YES, Opening.NO])
def test_without_it_the_word_is_said(word: Opening) -> None:
    assert begun(library(), word) is word


@pytest.mark.parametrize("word", [Opening.YES, Opening.NO])
def test_the_word_that_misleads_is_left_out_and_the_other_is_said(word: Opening) -> None:
    other = Opening.NO if word is Opening.YES else Opening.YES
    found = library(word)
    assert begun(found, word) is Opening.NONE
    assert begun(found, other) is other


def test_both_may_mislead() -> None:
    found = library(Opening.YES, Opening.NO)
    assert {begun(found, word) for word in (Opening.YES, Opening.NO)} == {Opening.NONE}


def test_the_guidance_says_so_of_what_no_law_settles() -> None:
    assert set(LIBRARY.statements[NAME].never_begins) == {Opening.YES, Opening.NO}
