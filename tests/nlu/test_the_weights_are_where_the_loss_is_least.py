"""Conjugate gradients of our own come where scikit-learn's LinearSVC comes, and never go up on the way."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.svm import LinearSVC

from nlu.descent import Matrix, Problem, learned

STRENGTH, OWN = 0.5, 3.0


@pytest.fixture(scope="module")
def problem() -> Problem:
    """Sixty sentences of three labels over forty n-grams and five columns of vectors."""
    drawn = np.random.default_rng(7)
    sparse = sp.random(60, 40, density=0.2, format="csr", dtype=np.float32, random_state=3)
    dense = drawn.normal(size=(60, 5)).astype(np.float32)
    labels = (dense[:, 0] > 0).astype(int) + (dense[:, 1] > 0.5)
    wanted = np.where(labels[:, None] == np.arange(3), 1.0, -1.0).astype(np.float32)
    return Problem(sparse, dense, wanted, np.where(wanted > 0, OWN, 1.0).astype(np.float32), STRENGTH)


def loss(problem: Problem, weight: Matrix) -> float:
    columns = np.hstack([problem.sparse.toarray(), problem.dense])
    margins = columns @ weight[:-1] + weight[-1]
    short = np.maximum(1 - problem.wanted * margins, 0)
    return float((problem.cost * short**2).sum() + (weight[:-1] ** 2).sum() / (2 * STRENGTH))


def test_after_many_steps_it_is_scikit_learns_least(problem: Problem) -> None:
    columns = np.hstack([problem.sparse.toarray(), problem.dense])
    theirs = np.zeros((46, 3))
    for label in range(3):
        # LinearSVC's bias is one more column, kept small; as a large number it is as good as free.
        settings = {"loss": "squared_hinge", "class_weight": {1: OWN}, "tol": 1e-8, "max_iter": 100_000}
        model = LinearSVC(C=STRENGTH, intercept_scaling=100.0, **settings).fit(columns, problem.wanted[:, label])
        theirs[:, label] = [*model.coef_[0], model.intercept_[0]]
    assert loss(problem, learned(problem, 200)) <= loss(problem, theirs) * 1.0001


def test_every_step_goes_down(problem: Problem) -> None:
    losses = [loss(problem, learned(problem, steps)) for steps in range(12)]
    assert all(after < before for before, after in pairwise(losses))


def test_the_same_sentences_give_the_same_weights(problem: Problem) -> None:
    assert np.array_equal(learned(problem, 20), learned(problem, 20))


def test_what_is_learned_already_stays(problem: Problem) -> None:
    assert np.allclose(learned(problem, 400), learned(problem, 200), atol=1e-4)
