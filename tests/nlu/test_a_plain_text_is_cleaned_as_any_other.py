"""What is left out for a text without odd characters would have changed nothing in it."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from nlu.text import clean, fold, unglue


def cleaned(text: str) -> str:
    """Clean a short text character by character."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode("utf-8"))
    text = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    return re.sub(r"\s+", " ", re.sub(r"(.)\1{3,}", r"\1\1", text)).strip()


def folded(text: str) -> str:
    """Fold a short text character by character."""
    decomposed = unicodedata.normalize("NFKD", cleaned(text).lower())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unglue(plain.replace("’", "'").replace("`", "'"))


@given(st.text(max_size=60))
@example("mag da?")
@example("privé\u00a0foto’s\u200b op\tInsta\x00")
@example("neeeee \u2028 ok")
def test_it_is_the_same_for_every_text(text: str) -> None:
    assert clean(text) == cleaned(text)
    assert fold(text) == folded(text)
