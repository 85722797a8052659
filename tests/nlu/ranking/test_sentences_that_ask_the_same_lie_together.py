"""The learned space: what sentences that ask the same differ in counts little, what tells statements apart counts."""

from __future__ import annotations

import numpy as np
import pytest

from nlu.ranking.memory import Memory
from nlu.ranking.space import COLUMNS, Floats, Numbers, Space

STATEMENTS, EACH, WIDTH = 6, 30, 160


def sentences(seed: int) -> tuple[Floats, Numbers]:
    """Vectors that all point one way, differ most in what tells nothing, and a little by what is asked."""
    draw = np.random.default_rng(seed)
    owners = np.repeat(np.arange(STATEMENTS), EACH)
    vectors = np.full((len(owners), WIDTH), 3.0) + draw.normal(0, 0.05, (len(owners), WIDTH))
    vectors[:, :8] += draw.normal(0, 2.0, (len(owners), 8))
    vectors[np.arange(len(owners)), 20 + owners] += 0.5
    return vectors.astype(np.float32), owners


def test_the_nearest_sentence_asks_the_same() -> None:
    vectors, owners = sentences(1)
    memory = Memory.learned(vectors, owners)
    fresh, truth = sentences(2)
    everything = range(STATEMENTS)
    nearest = [int(np.argmax(memory.alike(vector, everything)[0])) for vector in fresh]
    raw = [int(owners[np.argmax(vectors @ vector)]) for vector in fresh]
    assert np.mean(nearest == truth) > 0.95
    assert np.mean(raw == truth) < 0.5


def test_the_middle_of_those_that_ask_the_same_is_nearest_too() -> None:
    memory = Memory.learned(*sentences(1))
    fresh, truth = sentences(2)
    assert np.mean([np.argmax(memory.alike(vector, range(STATEMENTS))[1]) for vector in fresh] == truth) > 0.95


def test_the_space_is_no_wider_than_it_must_be() -> None:
    space = Space.learned(*sentences(1))
    found = space.of(sentences(2)[0])
    assert found.shape[1] == COLUMNS
    assert np.linalg.norm(found, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_only_the_statements_that_are_asked_after_are_compared() -> None:
    memory = Memory.learned(*sentences(1))
    vector = sentences(2)[0][0]
    whole, part = memory.alike(vector, range(STATEMENTS)), memory.alike(vector, [4, 0])
    assert part[0] == pytest.approx(whole[0][[4, 0]])
    assert part[1] == pytest.approx(whole[1][[4, 0]])
    assert list(memory.counts([4, 0])) == [EACH, EACH]


def test_vectors_of_one_statement_only_are_no_problem() -> None:
    memory = Memory.learned(np.ones((3, 4), dtype=np.float32), np.zeros(3, dtype=np.int64))
    assert np.isfinite(memory.alike(np.ones(4, dtype=np.float32), [0])).all()


def test_all_statements_are_compared_at_once_as_one_by_one() -> None:
    memory = Memory.learned(*sentences(1))
    vector = sentences(2)[0][0]
    for together, one_by_one in zip(memory.alike_all(vector), memory.alike(vector, range(STATEMENTS))):
        assert together == pytest.approx(one_by_one)
