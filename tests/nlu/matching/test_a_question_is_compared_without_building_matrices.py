"""What is worked out for one question is what the rows of many texts would give."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlu.matching.grams import COLUMNS, column, counted, rarity, weighed, weights
from nlu.matching.likeness import Owners

TEXTS = st.text(alphabet="abcdé ,?", max_size=40)
RARE = rarity(counted(["bad cab", "dab bad", "ééé"]))


@given(TEXTS)
def test_the_n_grams_of_a_text_weigh_what_its_row_says(text: str) -> None:
    row = counted([text])
    wanted = weighed(counted([text]), RARE).toarray()[0]
    assert np.allclose(column(row, RARE), wanted, atol=1e-6)
    assert np.allclose(weights(row, RARE), wanted[row.indices], atol=1e-6)
    assert column(row, RARE).shape == (COLUMNS,)


@given(st.lists(st.lists(st.floats(-1, 1, width=32), max_size=4), max_size=8), st.sampled_from([-1.0, 0.0]))
def test_the_most_alike_text_of_each_statement_counts(likenesses: list[list[float]], least: float) -> None:
    owners = [place for place, of_one in enumerate(likenesses) for _ in of_one]
    flat = np.array([number for of_one in likenesses for number in of_one], dtype=np.float32)
    found = Owners(owners, len(likenesses)).most(flat, least)
    assert found.tolist() == [max([*of_one, least]) for of_one in likenesses]
