"""How a word is cut is kept where the word is a piece of e5's own; of any other word nothing stays."""

from __future__ import annotations

from nlu.e5.pieces import Pieces
from nlu.e5.weights import Weights, bundled


def test_a_word_that_e5_does_not_know_leaves_nothing() -> None:
    pieces = Pieces(Weights(bundled()))
    text = "mag de pauze van Xandriënke Pottelbergs 0471234567 x.y@voorbeeld.be"
    first = pieces.cut(text)
    kept = set(pieces._cut_words)
    assert {"▁mag", "▁van"} <= kept
    assert kept <= set(pieces._known)
    assert not any(part in word for word in kept for part in ("Xandr", "Pottel", "0471", "@"))
    assert pieces.cut(text) == first
