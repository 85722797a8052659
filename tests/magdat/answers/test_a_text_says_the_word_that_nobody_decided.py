"""What is told often decides a question of which nobody wrote the word: then the answer begins with it."""

from __future__ import annotations

import pytest

from magdat.answers.composer import compose
from magdat.answers.first_word import Asked
from magdat.answers.told_word import word_told
from magdat.knowledge import open_knowledge
from magdat.question import Form, Opening
from magdat.settings import Settings
from magdat.situation import Situation

TO_BE_ASKED = "Foto's van collega's post je alleen als wie herkenbaar is, dat vooraf goedvindt."


@pytest.fixture(scope="module")
def knowledge():
    return open_knowledge(Settings.from_environment({}))


@pytest.fixture(scope="module")
def cues(knowledge):
    return knowledge.library.first_word


def test_it_says_no_to_who_leaves_out_what_it_asks(cues):
    asked = Asked("ploegfoto posten zonder iedereen te vragen?", Form.WITHOUT)
    assert word_told(cues, asked, TO_BE_ASKED, None, of_company=True) == "nee"


def test_it_says_nothing_to_who_asks_how(cues):
    asked = Asked("hoe vraag ik dat best aan mijn collega's?", Form.HOW)
    assert word_told(cues, asked, TO_BE_ASKED, None, of_company=True) is None


def test_it_says_nothing_where_it_decides_neither(cues):
    asked = Asked("mag ik op tiktok iets over voetbal zetten?", Form.MAY)
    assert word_told(cues, asked, "Vraag het aan de dienst communicatie.", None, of_company=False) is None


@pytest.mark.parametrize("of_company", [True, False])
def test_only_the_company_belies_a_word_that_was_decided(cues, of_company):
    asked = Asked("mag ik zulke berichten zonder schrik blijven liken?", Form.MAY, None, {Opening.YES: 0.9})
    told = "Vakbondsberichten lezen, liken of delen mag je zonder schrik."
    assert word_told(cues, asked, told, "nee", of_company=of_company) == ("ja" if of_company else "nee")


def test_only_a_question_in_words_gets_it(knowledge):
    def begins(heard):
        asked = "ploegfoto posten zonder iedereen te vragen?"
        return compose(
            knowledge,
            "foto_tag",
            Situation(),
            statement="foto_tag.mag_ik_plaatsen",
            form=Form.WITHOUT,
            asked=asked,
            heard=heard,
        ).opening

    assert (begins(None), begins({})) == (None, "nee")
