"""What is worked out for one question is what the rows of many texts would give, and nothing of it twice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_policy import Hashed, items_of, plain, statement

from magdat.guidance.library import Library
from nlu.matching import words
from nlu.matching.grams import COLUMNS, column, counted, rarity, weighed, weights
from nlu.matching.learned import Learned
from nlu.matching.likeness import Heard, Owners, Texts
from nlu.matching.matcher import Asked, Matcher

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


@given(st.lists(st.integers(0, 3), max_size=8))
def test_the_texts_of_a_statement_stand_together(sizes: list[int]) -> None:
    owners = [place for place, size in enumerate(sizes) for _ in range(size)]
    found = Owners(owners, len(sizes))
    texts = list(range(len(owners)))
    assert [texts[found.places(place)] for place in range(len(sizes))] == [
        [text for text in texts if owners[text] == place] for place in range(len(sizes))
    ]


def test_the_words_of_a_question_are_read_no_more_often_for_more_statements(
    library: Library, learned: Learned, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder, read, words_of = Hashed(), [], words.words_of

    def counting(text: str) -> list[str]:
        read.append(text)
        return words_of(text)

    question = "mag mijn foto op de website?"
    asked = Asked(Heard(question, encoder.encode([question])[0]), {})
    for count in (2, 8):
        items = items_of(library, *(statement(f"u{place}", f"Een foto op website {place}.") for place in range(count)))
        matcher = Matcher(items, Texts(encoder), plain(learned))
        monkeypatch.setattr(words, "words_of", counting)
        assert len(matcher.match(asked).found) == count
        monkeypatch.setattr(words, "words_of", words_of)
    assert read == [question] * 4
