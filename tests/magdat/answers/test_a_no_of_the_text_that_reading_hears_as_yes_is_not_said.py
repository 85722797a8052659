"""«Nee» that only the text says goes where who reads question and text together hears «ja», and HR wrote what for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.answers.told_word import YES_READ, word_belied

SURELY, HARDLY = (0.9, 0.08, 0.02), (0.5, 0.45, 0.05)


@pytest.mark.parametrize(
    ("told", "before", "read", "bare", "said"),
    [
        ("nee", None, SURELY, False, None),
        ("nee", None, HARDLY, False, "nee"),
        ("nee", None, SURELY, True, "nee"),  # of what nobody looked at, such a «nee» is oftener right
        ("nee", "nee", SURELY, False, "nee"),  # it was decided before
        ("ja", None, SURELY, False, "ja"),
    ],
)
def test_a_no_of_the_text_alone_gives_way(told, before, read, bare, said):
    assert word_belied(told, before, read, bare=bare) == said


@given(st.sampled_from([None, "ja", "nee"]), st.sampled_from([None, "ja", "nee"]), st.floats(0, 1), st.booleans())
def test_a_word_is_only_ever_taken_back(told, before, yes, bare):
    said = word_belied(told, before, (yes, 1 - yes, 0.0), bare=bare)
    assert said in {told, None}
    assert said == told or (told == "nee" and yes >= YES_READ)
