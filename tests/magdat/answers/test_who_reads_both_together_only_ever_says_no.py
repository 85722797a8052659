"""What reads a question and what answers it together may say «nee», and takes «ja» from what it is surely denied by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.first_word import DECIDABLE, Asked
from magdat.answers.told_word import word_read
from magdat.knowledge import open_knowledge
from magdat.policy.decision import Decision
from magdat.question import Form
from magdat.settings import Settings

CUES = open_knowledge(Settings.from_environment({})).library.first_word
SURELY_NOT, LIKELY_NOT, SURELY = (0.05, 0.9, 0.05), (0.3, 0.65, 0.05), (0.95, 0.03, 0.02)


@pytest.mark.parametrize(
    ("word", "read", "bare", "said"),
    [
        (None, SURELY_NOT, True, "nee"),
        (None, SURELY_NOT, False, "nee"),
        (None, LIKELY_NOT, True, None),
        (None, (0.2, 0.75, 0.05), True, "nee"),
        (None, (0.2, 0.75, 0.05), False, None),
        (None, SURELY, True, None),  # «ja» is not said to what nobody said a word to
        ("ja", LIKELY_NOT, True, "nee"),
        ("ja", LIKELY_NOT, False, "ja"),  # who wrote examples knows better
        ("ja", SURELY_NOT, False, "nee"),
        ("nee", SURELY, True, "nee"),
    ],
)
def test_the_word_is_a_no_from_a_probability_on(word, read, bare, said):
    assert word_read(CUES, Asked("mag ik dat posten?", Form.MAY), word, read, bare=bare) == said


@given(st.sampled_from([None, "ja", "nee"]), st.booleans(), st.sampled_from(sorted(set(Form) - DECIDABLE)))
def test_who_asks_what_nobody_answers_with_a_word_keeps_what_there_was(word, bare, form):
    assert word_read(CUES, Asked("wie beheert dat?", form), word, SURELY_NOT, bare=bare) == word


@given(st.sampled_from([None, "ja", "nee"]), st.booleans(), st.sampled_from(list(Form)))
def test_where_nobody_read_the_two_together_nothing_changes(word, bare, form):
    assert word_read(CUES, Asked("mag dat?", form), word, (), bare=bare) == word


def test_what_is_allowed_beside_examples_stays_allowed():
    asked = Asked("mag ik dat posten?", Form.MAY)
    assert word_read(CUES, asked, "ja", SURELY_NOT, Decision.YES, bare=False) == "ja"


def test_who_asks_what_follows_hears_no_word_of_it():
    asked = Asked("is het erg als ik dat post?", Form.MAY)
    assert word_read(CUES, asked, None, SURELY_NOT, bare=True) is None
