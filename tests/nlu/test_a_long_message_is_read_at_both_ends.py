from hypothesis import given
from hypothesis import strategies as st

from nlu.encoders import FIRST_WORDS, LAST_WORDS, ends

WORDS = st.lists(st.text(alphabet="abcdé'", min_size=1, max_size=6), max_size=60)


@given(WORDS)
def test_the_first_and_the_last_words_stay_and_it_is_never_longer_than_both(words: list[str]) -> None:
    kept = ends(" ".join(words)).split()
    assert len(kept) == min(len(words), FIRST_WORDS + LAST_WORDS)
    assert kept[:FIRST_WORDS] == words[:FIRST_WORDS]
    assert kept[-LAST_WORDS:] == words[-LAST_WORDS:]


@given(WORDS.filter(lambda words: len(words) <= FIRST_WORDS + LAST_WORDS))
def test_an_ordinary_question_is_read_whole(words: list[str]) -> None:
    assert ends(" ".join(words)) == " ".join(words)
