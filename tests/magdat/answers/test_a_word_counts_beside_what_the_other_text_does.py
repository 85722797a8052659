"""Words of a question beside what a sentence does, and the other way round, help to choose between «ja» and «nee»."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.asked_sentence import sentences_of_text
from magdat.answers.first_word import Asked, hear
from magdat.answers.word_pairs import STEM, of_pair, signs_of_question, signs_of_sentence, words_of
from magdat.guidance.library import load_library
from magdat.question import Form, Opening
from magdat.settings import Settings

CUES = load_library(Settings.from_environment({}).guidance).first_word
BAN = "Foto's van klanten zijn verboden."


def chance_of(word: Opening, question: str, weights: dict[str, tuple[float, float, float]]) -> float:
    cues = replace(CUES, weights_of_word=weights)
    return hear(cues, Asked(question, Form.MAY), sentences_of_text(BAN)).words[word]


def test_a_word_of_the_question_counts_beside_what_the_sentence_does() -> None:
    weights = {"v schrik & verbiedt": (-2.0, 2.0, 0.0)}
    assert chance_of(Opening.NO, "kan ik zonder schrik klanten filmen", weights) > 0.8
    assert chance_of(Opening.NO, "kan ik zomaar klanten filmen", weights) < 0.4


def test_a_word_of_the_sentence_counts_beside_how_the_question_asks() -> None:
    weights = {"z verbod & mag+": (-2.0, 2.0, 0.0)}
    assert chance_of(Opening.NO, "mag ik klanten filmen?", weights) > 0.8
    assert chance_of(Opening.NO, "moet ik klanten filmen?", weights) < 0.4


def test_only_the_part_that_asks_counts() -> None:
    weights = {"v schrik & verbiedt": (-2.0, 2.0, 0.0)}
    told_before = "Ik heb schrik van de baas. Mag ik klanten filmen?"
    assert chance_of(Opening.NO, told_before, weights) < 0.4


def test_the_same_words_in_another_order_are_other_pairs() -> None:
    assert "v niet_moeten & verbiedt" in signs_of_question(words_of("niet moeten"), "verbiedt")
    assert "v niet_moeten & verbiedt" not in signs_of_question(words_of("moeten niet"), "verbiedt")


@given(st.text(max_size=60))
def test_every_sign_is_known_as_one_of_words(text: str) -> None:
    words = words_of(text)
    assert all(len(word) <= STEM for word in words)
    assert all(map(of_pair, [*signs_of_question(words, "verbiedt"), *signs_of_sentence(words, "mag+")]))
