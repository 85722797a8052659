from hypothesis import given
from hypothesis import strategies as st

from nlu.text import MAX_CHARACTERS, WHOLE, clean, ends, parts

TEXTS = st.text(alphabet="abcdé' ", max_size=4 * WHOLE)


@given(TEXTS, st.integers(10, 2 * WHOLE))
def test_a_text_that_is_too_long_keeps_its_beginning_and_its_end(text: str, most: int) -> None:
    kept = ends(text, most)
    if len(text) <= most:
        assert kept == text
    else:
        assert len(kept) == most
        assert kept[: most // 2] == text[: most // 2]
        assert text.endswith(kept[most // 2 + 1 :])


def test_the_question_at_the_end_of_a_long_story_is_read() -> None:
    story = "het is een lang verhaal " * 200 + "mag ik dat op facebook zetten?"
    assert clean(story).endswith("mag ik dat op facebook zetten?")
    assert len(clean(story)) <= MAX_CHARACTERS


@given(TEXTS)
def test_an_ordinary_question_is_one_part_and_a_longer_one_loses_no_word(text: str) -> None:
    found = parts(text)
    assert all(0 < len(part) <= WHOLE or text == "" for part in found)
    if len(text) <= WHOLE:
        assert found == [text]
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_parts_are_cut_between_words() -> None:
    words = ["woord"] * 200
    assert [word for part in parts(" ".join(words)) for word in part.split()] == words
