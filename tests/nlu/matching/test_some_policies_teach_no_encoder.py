"""data/beleid/apart.txt: weights are learned, and figures measured, on policies that no encoder was taught with."""

from __future__ import annotations

from nlu.e5.adapter import Adapter
from nlu.matching.labelled import kept_apart, read_word_questions


def test_what_is_kept_apart_taught_no_encoder() -> None:
    assert not kept_apart() & Adapter.load().taught_by


def test_there_are_questions_about_all_of_them() -> None:
    asked = {item.policy for item in read_word_questions() if item.sentence is not None}
    assert kept_apart() <= asked
    assert len(kept_apart()) >= 30
