"""The turn is learned from questions about policies, stays near where it began, and is tried on policies left out."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from nlu.matching.meaning import Floats, unit
from nlu.matching.turning import FOLDS, Pairs, learn_turn, turns_without

WIDTH = 12


def hidden_turn() -> Floats:
    """Return a turn that puts each direction in the place of the next."""
    turned: Floats = np.roll(np.eye(WIDTH, dtype=np.float32), 1, axis=1)
    return turned


def policy(number: int, turn: Floats, questions: int = 30, texts: int = 8) -> Pairs:
    """Return a policy of which the questions are what answers them, turned back, with some noise."""
    drawn = np.random.default_rng(number)
    said = unit(drawn.normal(size=(texts, WIDTH)).astype(np.float32))
    answered = drawn.integers(texts, size=questions)
    noise = drawn.normal(scale=0.1, size=(questions, WIDTH)).astype(np.float32)
    right: NDArray[np.bool_] = np.zeros((questions, texts), dtype=np.bool_)
    right[np.arange(questions), answered] = True
    return Pairs(f"p{number:02d}", unit(said[answered] @ turn.T + noise), said, right)


def first_right(turn: Floats, pairs: Pairs) -> float:
    return float(pairs.right[np.arange(len(pairs.asked)), ((pairs.asked @ turn) @ pairs.said.T).argmax(axis=1)].mean())


@pytest.fixture
def policies() -> list[Pairs]:
    return [policy(number, hidden_turn()) for number in range(2 * FOLDS)]


def test_a_policy_that_was_left_out_gains_by_it(policies: list[Pairs]) -> None:
    start = np.eye(WIDTH, dtype=np.float32)
    without = turns_without(start, policies)
    assert set(without) == {item.policy for item in policies}
    before = np.mean([first_right(start, item) for item in policies])
    after = np.mean([first_right(without[item.policy], item) for item in policies])
    assert before < 0.4 < 0.9 < after


def test_a_policy_teaches_nothing_of_itself(policies: list[Pairs]) -> None:
    start = np.eye(WIDTH, dtype=np.float32)
    strange = Pairs("p00", policies[0].asked, policies[0].said, np.roll(policies[0].right, 1, axis=1))
    assert turns_without(start, [strange, *policies[1:]])["p00"] == pytest.approx(turns_without(start, policies)["p00"])


def test_without_questions_nothing_turns() -> None:
    start = hidden_turn()
    assert learn_turn(start, []) == pytest.approx(start)
