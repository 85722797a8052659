"""What the reader is measured on does not teach it: policies, loose sentences, statements, texts of our own."""

from __future__ import annotations

import numpy as np
import pytest

from nlu.matching.labelled import kept_apart, read_word_questions
from nlu.reading.teach import OWN, Lesson, lessons


@pytest.fixture(scope="module")
def taught() -> list[Lesson]:
    return list(lessons(np.random.default_rng(7)))


def test_no_sentence_both_teaches_and_measures(taught: list[Lesson]) -> None:
    teaching = {(lesson.kind, lesson.sentence) for lesson in taught if not lesson.apart}
    measuring = {(lesson.kind, lesson.sentence) for lesson in taught if lesson.apart}
    assert {kind for kind, _ in teaching} == {kind for kind, _ in measuring}
    for kind in ("paar", "leidraad", OWN):
        assert not {pair for pair in teaching & measuring if pair[0] == kind}


def test_no_question_of_a_policy_that_is_kept_apart_teaches(taught: list[Lesson]) -> None:
    apart = kept_apart()
    pointed = [item for item in read_word_questions() if item.sentence is not None]
    of_policies = [lesson for lesson in taught if lesson.kind not in {"paar", "leidraad", OWN}]
    assert [lesson.apart for lesson in of_policies] == [item.policy in apart for item in pointed]


def test_the_same_numbers_draw_the_same_lessons(taught: list[Lesson]) -> None:
    assert list(lessons(np.random.default_rng(7))) == taught
