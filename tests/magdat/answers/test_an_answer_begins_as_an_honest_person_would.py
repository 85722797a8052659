"""«Ja» and «Nee» only where somebody would honestly say so to exactly this question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.opening import opening_word, shared_opening
from magdat.policy.model import Decision
from magdat.question import Opening

HANGING = [Opening.DECISION, Opening.AGAINST, Opening.UNCONDITIONAL, Opening.DUTY]


@pytest.mark.parametrize(
    ("asked", "decided", "word"),
    [
        ("besluit", "ja", "ja"),
        ("besluit", "voorwaardelijk", "ja"),
        ("besluit", "nee", "nee"),
        ("tegen", "ja", "nee"),
        ("tegen", "voorwaardelijk", None),
        ("tegen", "nee", "ja"),
        ("zonder", "ja", "ja"),
        ("zonder", "voorwaardelijk", "nee"),
        ("zonder", "nee", "nee"),
        ("plicht", "ja", "nee"),
        ("plicht", "voorwaardelijk", "ja"),
        ("plicht", "nee", None),
    ],
)
def test_the_direction_of_the_question_counts(asked, decided, word):
    assert opening_word(Opening(asked), Decision(decided)) == word


@given(st.sampled_from(HANGING), st.sampled_from([None, Decision.UNREGULATED]))
def test_where_the_company_decided_nothing_there_is_no_yes_and_no_no(opening, decision):
    assert opening_word(opening, decision) is None


@given(st.sampled_from(list(Decision)))
def test_a_forbidden_deed_is_never_allowed_and_a_question_for_no_word_gets_none(decision):
    assert opening_word(Opening.NONE, decision) is None
    if decision is Decision.NO:
        assert opening_word(Opening.DECISION, decision) == opening_word(Opening.UNCONDITIONAL, decision) == "nee"


@given(st.sampled_from(list(Opening)), st.lists(st.sampled_from(list(Decision)), min_size=1, max_size=4))
def test_cases_share_a_word_only_when_it_is_right_in_each(opening, decisions):
    word = shared_opening(opening, decisions)
    words = {opening_word(opening, decision) for decision in decisions}
    assert word is None or words == {word}
