"""The mean of two adapters has the middle of their numbers, and knows the policies of both."""

from __future__ import annotations

import numpy as np

from nlu.e5.adapter import Adapter, mean_of


def test_each_number_lies_half_way() -> None:
    before = Adapter({"l6.q": (np.zeros((4, 2)), np.ones((2, 4)))}, np.zeros(4), np.ones(4), frozenset({"drukkerij"}))
    after = Adapter({"l6.q": (np.ones((4, 2)), np.ones((2, 4)))}, np.ones(4), np.ones(4), frozenset({"bakkerij"}))
    mean = mean_of(before, after)
    assert np.array_equal(mean.pairs["l6.q"][0], np.full((4, 2), 0.5))
    assert np.array_equal(mean.pairs["l6.q"][1], np.ones((2, 4)))
    assert np.array_equal(mean.question, np.full(4, 0.5))
    assert np.array_equal(mean.statement, np.ones(4))
    assert mean.taught_by == {"drukkerij", "bakkerij"}
    assert mean.digest not in {before.digest, after.digest}
