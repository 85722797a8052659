import random

import numpy as np
import pytest

from nlu.encoders import ENCODERS, SentenceEncoder
from nlu.text import MAX_CHARACTERS, clean

STRINGS = 10_000
ENCODED = 3_000
ALPHABET = "aeiou étrïß\x00\x1b\u200b\u202e😀🇧🇪\ud800字\n\t'\"<>&%$#{}[]\\/"


def strings() -> list[str]:
    draw = random.Random(3)
    made = ["", " ", "\x00", "\ud800", "😀" * 50, "a" * 30_000, "é" * 3_000, "woord " * 2_000]
    while len(made) < STRINGS:
        length = draw.choice([1, 2, 5, 9, 14])
        made.append(
            "".join(
                draw.choice(ALPHABET) if draw.random() < 0.9 else chr(draw.randrange(0x10FFFF)) for _ in range(length)
            )
        )
    return made


def test_clean_text_is_bounded_and_free_of_what_native_code_chokes_on() -> None:
    for text in strings():
        cleaned = clean(text)
        assert len(cleaned) <= MAX_CHARACTERS
        cleaned.encode("utf-8")
        assert "\x00" not in cleaned


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", sorted(ENCODERS))
def test_three_thousand_strings_are_encoded_to_finite_vectors(name: str) -> None:
    encoder: SentenceEncoder = ENCODERS[name]()
    made = strings()
    distinct = list(dict.fromkeys(clean(text).lower()[:40] for text in made))[:ENCODED]
    vectors = encoder.encode(made[:8] + distinct)
    assert vectors.shape == (8 + len(distinct), encoder.dimension)
    assert np.isfinite(vectors).all()
