"""Two encoders read one message: its lower half is read once, and nothing of it is kept afterwards."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nlu.e5.lower import AT_HAND, lower_half


def test_it_is_read_once_until_it_is_forgotten(tmp_path: Path) -> None:
    lower = lower_half(tmp_path)
    first = lower.states("mag ik in de pauze op facebook")
    assert lower.states("mag ik in de pauze op facebook") is first
    lower.forget()
    again = lower.states("mag ik in de pauze op facebook")
    assert again is not first
    assert np.array_equal(again, first)


def test_no_more_than_a_few_texts_are_at_hand(tmp_path: Path) -> None:
    lower = lower_half(tmp_path)
    first = lower.states("zin 0")
    for number in range(1, AT_HAND + 1):
        lower.states(f"zin {number}")
    assert lower.states("zin 0") is not first
