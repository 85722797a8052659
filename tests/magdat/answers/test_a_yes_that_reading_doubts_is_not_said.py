"""«Ja» is not said where a question and what answers it, read together, sound like «nee»; nor is «nee» then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.told_word import word_doubted

RATHER_NOT, RATHER = (0.45, 0.5, 0.05), (0.5, 0.45, 0.05)


@pytest.mark.parametrize(
    ("word", "read", "bare", "said"),
    [
        ("ja", RATHER_NOT, True, None),
        ("ja", RATHER, True, "ja"),
        ("ja", RATHER_NOT, False, "ja"),  # who wrote examples knows better
        ("nee", RATHER, True, "nee"),
    ],
)
def test_a_yes_is_said_where_it_sounds_likelier_than_no(word, read, bare, said):
    assert word_doubted(word, read, bare=bare) == said


@given(st.sampled_from([None, "ja", "nee"]), st.booleans())
def test_where_nobody_read_the_two_together_the_word_stays(word, bare):
    assert word_doubted(word, (), bare=bare) == word


@given(st.sampled_from([None, "nee"]), st.tuples(*[st.floats(0, 1)] * 3), st.booleans())
def test_no_word_is_ever_said_that_was_not(word, read, bare):
    assert word_doubted(word, read, bare=bare) == word
