"""However many texts of a policy answer, one step reads a few of them, and every question keeps one that answers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlu.matching.lessons import MOST_ANSWERING, OTHERS, Guidance, Lesson, choices

NO_GUIDANCE = Guidance({"foto": [("mag dat?", "foto.plaatsen")]}, {"foto": ["foto.plaatsen"]}, {"foto.plaatsen": "Ja."})


@given(st.integers(1, 60), st.integers(1, 900), st.floats(0.0, 1.0), st.integers(0, 99))
def test_a_step_is_bounded_and_answers_every_question(questions: int, texts: int, share: float, seed: int) -> None:
    draw = np.random.default_rng(seed)
    right = draw.random((questions, texts)) < share
    right[:, 0] = True
    lesson = Lesson(
        "linde",
        [f"Zin {number}." for number in range(texts)],
        [f"Vraag {number}?" for number in range(questions)],
        right,
        np.zeros(texts, dtype=np.int64),
    )
    for _, choice in zip(range(4), choices([lesson], NO_GUIDANCE, draw)):
        assert len(choice.texts) <= MOST_ANSWERING + OTHERS
        assert choice.right.shape == (len(choice.questions), len(choice.texts))
        assert choice.right.any(axis=1).all()
