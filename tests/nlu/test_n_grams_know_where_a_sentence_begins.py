from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.exceptions import InvalidConfigException

from nlu import ngrams
from nlu.ngram_featurizer import NgramFeaturizer


def features(source: str, texts: list[str], asked: str) -> set[str]:
    vectorizer = ngrams.vectorizer_of(source, {"min_df": 1}).fit(texts)
    found: set[str] = set(vectorizer.inverse_transform(vectorizer.transform([asked]))[0])
    return found


def test_the_first_word_is_told_from_the_same_word_further_on() -> None:
    texts = [ngrams.words("Annuleer de wekker"), ngrams.words("de wekker, annuleer die")]
    assert f"{ngrams.START} annuleer" in features("word", texts, texts[0])
    assert f"{ngrams.START} annuleer" not in features("word", texts, texts[1])


def test_a_pair_bridges_the_words_between() -> None:
    text = ngrams.lemmas(["mogen", "ik", "Facebook", "gebruiken", "in", "pauze"])
    found = features("pair", [text], text)
    assert "mogen … gebruiken" in found
    assert "gebruiken … mogen" not in found, "the order counts"
    assert "mogen … pauze" not in found, "five words further is no pair"


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=3), max_size=12))
def test_every_pair_stands_in_the_text_in_that_order(words: list[str]) -> None:
    found = ngrams.pairs(" ".join(words))
    for pair in found:
        first, second = pair.split(" … ")
        assert any(
            words[place] == first and second in words[place + 1 : place + 1 + ngrams.REACH]
            for place in range(len(words))
        )
    assert len(found) == sum(min(ngrams.REACH, len(words) - 1 - place) for place in range(len(words)))


@pytest.mark.parametrize("text", ["", " ", "?", "🙂", "\ud800"])
def test_a_text_without_words_has_no_pairs_and_breaks_nothing(text: str) -> None:
    assert ngrams.pairs(ngrams.lemmas([text])) == []
    vectorizer = ngrams.vectorizer_of("pair", {"min_df": 1}).fit(["mag dat"])
    assert vectorizer.transform([ngrams.lemmas([text])]).nnz == 0


@pytest.mark.parametrize(
    ("parts", "named"), [({"zin": {}}, "zin"), ({"pair": {"max_ngram": 3}}, "max_ngram"), ({"word": {"df": 1}}, "df")]
)
def test_an_unknown_part_or_setting_is_refused_by_name(parts: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidConfigException, match=named):
        NgramFeaturizer.validate_config({"parts": parts})


@given(st.lists(st.sampled_from(["mag ik dat", "de wekker", "annuleer", "dat dat dat", "?", "🙂", ""]), max_size=4))
def test_the_row_of_one_text_is_what_scikit_learn_makes_of_it(words: list[str]) -> None:
    text = ngrams.words(" ".join(words))
    learned = ["mag ik dat op facebook", "annuleer de wekker", "dat dat is niet goed"]
    vectorizers = [ngrams.vectorizer_of(source, {"min_df": 1}).fit(learned) for source in ("char", "word", "pair")]
    wanted = sp.hstack([item.transform([text]) for item in vectorizers], format="csr")
    found = ngrams.Rows(vectorizers).row([text] * 3)
    assert found.shape == wanted.shape
    assert found.dtype == wanted.dtype
    assert np.allclose(found.toarray(), wanted.toarray(), atol=1e-6)


def test_many_texts_at_once_give_the_rows_that_each_alone_gives() -> None:
    texts = [
        ngrams.words(text) for text in ("mag ik dat op facebook", "", "annuleer de wekker", "dat dat is niet goed")
    ]
    vectorizers = [ngrams.vectorizer_of(source, {"min_df": 1}).fit(texts) for source in ("char", "word", "pair")]
    alone = ngrams.Rows(vectorizers)
    together = list(ngrams.rows_of(ngrams.counted(vectorizers, [texts] * 3)))
    assert len(together) == len(texts)
    for text, row in zip(texts, together):
        wanted = alone.row([text] * 3)
        assert (row.shape, row.dtype) == (wanted.shape, wanted.dtype)
        assert np.allclose(row.toarray(), wanted.toarray(), atol=1e-6)
