from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_rules import ROOT, VALUES

from magdat.guidance.library import load_library
from magdat.situation import DIMENSIONS
from magdat.wording.phrases import load_phrases
from magdat.wording.situation import as_sentence, in_words, value_alone

LIBRARY, PHRASES = load_library(ROOT / "leidraad"), load_phrases(ROOT / "leidraad" / "zinnen.yml")


@pytest.mark.parametrize(
    ("context", "words"),
    [
        ({}, ""),
        ({"moment": ("pauze",)}, "In de pauze"),
        ({"platform": ("linkedin",)}, "Op LinkedIn"),
        ({"platform": ("linkedin", "teams")}, "Op LinkedIn of Teams"),
        ({"platform": ("linkedin", "ander")}, "Op LinkedIn of in andere gevallen"),
        (
            {"moment": ("pauze", "werkuren"), "toestel": ("werk",)},
            "In de pauze of tijdens de werkuren, op een toestel van het werk",
        ),
        ({"afdeling": ("sociale_dienst", "zorg")}, "Op de afdeling sociale dienst of zorg"),
        ({"afdeling": ("zorg", "ander")}, "Op de afdeling zorg of op een andere afdeling"),
        ({"platform": ("chatgpt", "facebook")}, "In ChatGPT of een andere AI-tool of op Facebook"),
    ],
)
def test_as_the_beginning_of_a_sentence(context: dict[str, tuple[str, ...]], words: str) -> None:
    assert as_sentence(context.items(), PHRASES, LIBRARY) == words


@pytest.mark.parametrize(
    ("dimension", "value", "title"), [("platform", "facebook", "Facebook"), ("moment", "pauze", "In de pauze")]
)
def test_on_a_button_a_platform_is_its_name(dimension: str, value: str, title: str) -> None:
    assert value_alone(dimension, value, PHRASES, LIBRARY) == title


contexts = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True) for name, values in VALUES.items()
    },
)


@given(contexts)
def test_a_piece_of_a_sentence_says_the_same_as_the_beginning_of_one(context: dict[str, list[str]]) -> None:
    ordered = [(name, context[name]) for name in DIMENSIONS if name in context]
    piece, beginning = in_words(context, PHRASES, LIBRARY), as_sentence(ordered, PHRASES, LIBRARY)
    assert piece[:1].upper() + piece[1:] == beginning
    assert bool(piece) == bool(context)
    assert "_" not in piece
