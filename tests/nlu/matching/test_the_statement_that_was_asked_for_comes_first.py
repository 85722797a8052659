"""Matching puts the statement that a question asks for first, is the same every time, and says why."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_policy import Hashed, items_of, plain, statement

from magdat.question import Form
from nlu.matching.likeness import LIKENESSES, Heard, Texts
from nlu.matching.matcher import Asked, Matcher

STATEMENTS = (
    statement("locker", "Op de winkelvloer draag je geen gsm: hij ligt in je locker.", "verbod", artikel="1.1"),
    statement("tombola", "Wedstrijden en tombola's organiseert alleen marketing.", "wie", artikel="1.2"),
    statement(
        "korting",
        "Je personeelskorting is persoonlijk. Je deelt of verkoopt ze niet.",
        "verbod",
        artikel="1.3",
        voorbeelden=[{"vraag": "krijgt mijn zus ook tien procent", "opening": "nee"}],
    ),
)


@pytest.fixture
def encoder():
    return Hashed()


@pytest.fixture
def matcher(library, learned, encoder):
    return Matcher(items_of(library, *STATEMENTS), Texts(encoder), plain(learned))


def asked(encoder, text, form=None, **topics):
    return Asked(Heard(text, encoder.encode([text])[0], topics), {}, form)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("mag ik mijn gsm op de winkelvloer", "locker"),
        ("wie organiseert een tombola", "tombola"),
        ("mijn personeelskorting delen", "korting"),
        ("krijgt mijn zus ook tien procent?", "korting"),
    ],
)
def test_the_statement_that_was_asked_for_comes_first(matcher, encoder, question, wanted):
    found = matcher.match(asked(encoder, question))
    assert found.found[0].id == f"uitspraak:{wanted}"


def test_the_chances_fall_with_the_order_of_other_clauses(matcher, encoder):
    found = matcher.match(asked(encoder, "mijn personeelskorting delen")).found
    assert found[0].chance > found[1].chance
    assert all(0 <= item.chance <= 1 for item in found)


def test_every_reason_is_one_of_the_likenesses_and_a_form_of_its_kind_is_one(matcher, encoder):
    found = matcher.match(asked(encoder, "wie organiseert een tombola", Form.WHO)).found[0]
    assert set(found.reasons) <= set(LIKENESSES)
    assert found.reasons["vorm"] > 0


def test_the_nearest_example_is_named(matcher, encoder):
    found = matcher.match(asked(encoder, "krijgt mijn zus ook tien procent")).found[0]
    assert found.example is not None
    assert found.example[0] == 0
    assert found.example[1] > 0.9


def test_a_policy_that_says_nothing_is_matched_with_nothing(library, learned, encoder):
    assert Matcher((), Texts(encoder), plain(learned)).match(asked(encoder, "mag dat")).found == ()


def test_a_text_is_encoded_once_however_often_the_policy_is_read_again(library, learned, encoder):
    texts = Texts(encoder)
    Matcher(items_of(library, *STATEMENTS), texts, plain(learned))
    before = len(encoder.read)
    more = (*STATEMENTS, statement("nieuw", "Muziek komt uit de bibliotheek van marketing.", artikel="1.4"))
    Matcher(items_of(library, *more), texts, plain(learned))
    assert encoder.read[before:] == ["Muziek komt uit de bibliotheek van marketing."]


def test_any_text_gets_the_same_answer_twice_and_only_numbers(matcher, encoder):
    @settings(max_examples=30, deadline=None)
    @given(st.text(max_size=60))
    def holds(text):
        first, second = (matcher.match(asked(encoder, text)) for _ in range(2))
        assert first == second
        assert all(np.isfinite(item.chance) for item in first.found)

    holds()
