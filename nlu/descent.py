"""Conjugate gradients for the squared hinge, with the best step along each line.

SciPy's conjugate gradients look at the loss twice a step to find out how far to go. But the loss along a line is made
of parabolas, and the margins along it follow from one product: the best step is found without another look. All labels
go one way and one step together: each for itself is down in two thirds of the steps, but rare labels then learn their
few sentences by heart.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

BINDING = 0.05
"""The share of the sentences that lie within the margin of one label, about: only those bend the loss."""

COMMON = 0.05
"""An n-gram in a larger share of the sentences is written out: its zeros cost less than finding the others does."""

LOOKS = 4
"""How often the best step along a line is improved (Newton); each look is cheap, and three would nearly do."""

LEAST = 1e-20
"""Stands for nothing where one divides: what is learned already takes no step any more."""


@dataclass(frozen=True)
class Problem:
    """Labels to tell apart, one against the rest."""

    sparse: sp.csr_matrix
    dense: Matrix
    wanted: Matrix
    """1 where a sentence has a label and -1 where it has not, shape (sentences, labels)."""

    cost: Matrix
    """How dear it is to miss one, shape (sentences, labels)."""

    strength: float
    """The inverse of the regularisation, as scikit-learn's C; the bias is free."""


def learned(problem: Problem, steps: int) -> Matrix:
    """Return the weights after some steps from zero, shape (n-grams + columns of vectors + 1, labels).

    Every column is scaled by how fast the loss bends along it (the diagonal of its Hessian), so that a rare n-gram and
    a vector's column need equally many steps. Nothing is drawn: two calls give the same weights.
    """
    space = _Space(problem)
    wanted, cost = problem.wanted, problem.cost
    weight = np.zeros((space.width, wanted.shape[1]), dtype=np.float32)
    short = np.ones_like(wanted)
    """By how much each margin is missed; below zero where it is not."""

    way, before = np.zeros_like(weight), np.zeros_like(weight)
    before_size = np.inf  # nothing is kept of a way before the first
    scratch = np.empty_like(weight)  # memory that is asked for anew costs more than what is written into it
    for _ in range(steps):
        slope = space.back(np.float32(-2.0) * cost * wanted * np.maximum(short, 0.0))
        slope += np.multiply(space.ridge, weight, out=scratch)
        scaled = np.multiply(space.scale, slope, out=scratch)
        size = _inner(slope, scaled)
        way *= np.float32(max((size - _inner(before, scaled)) / max(before_size, LEAST), 0.0))  # Polak and Ribière
        way -= scaled
        before, before_size = slope, size
        gained = wanted * space.forward(way)
        ridged = np.multiply(space.ridge, way, out=scratch)
        step = _best_step(short, gained, cost, _inner(ridged, weight), _inner(ridged, way))
        weight += np.multiply(step, way, out=scratch)
        short -= step * gained
    return space.in_order(weight)


def _best_step(short: Matrix, gained: Matrix, cost: Matrix, pull: float, bend: float) -> np.float32:
    """Return how far to go along a way.

    Args:
        short: by how much each margin is missed.
        gained: by how much each margin grows in a step of one.
        cost: how dear it is to miss one.
        pull: how fast the regularisation grows at the beginning of the way.
        bend: how fast that grows along it.
    """
    step = np.float32(0.0)
    for _ in range(LOOKS):
        left = short - step * gained
        counts = cost * gained * (left > 0)
        first = pull + float(step) * bend - 2 * _inner(counts, left)
        second = bend + 2 * _inner(counts, gained)
        step = np.float32(step - first / max(second, LEAST))
    return step


class _Space:
    """All columns side by side: rare n-grams, common ones, vectors, and one that is 1 in every sentence.

    The processors share every product: SciPy and NumPy let go of Python's lock while they multiply. A library of
    products that made threads for it would make them for the thousands of small ones too.
    """

    def __init__(self, problem: Problem) -> None:
        count, columns = problem.sparse.shape
        often = np.bincount(problem.sparse.indices, minlength=columns) > COMMON * count
        self._order = np.concatenate([np.flatnonzero(~often), np.flatnonzero(often)])
        by_column = problem.sparse.tocsc()
        sparse, written_out = by_column[:, ~often].tocsr(), by_column[:, often].toarray()
        dense = np.hstack([written_out, problem.dense])
        self._pool = ThreadPoolExecutor(_processors())
        self._by_sentence = [(sparse[some], dense[some]) for some in _equal_parts(sparse)]
        turned = sparse.T.tocsr()
        self._by_column = [*(turned[some] for some in _equal_parts(turned)), *np.array_split(dense.T, _processors())]
        self._first = sparse.shape[1]
        self.width = columns + problem.dense.shape[1] + 1
        self.ridge = np.full((self.width, 1), 1.0 / problem.strength, dtype=np.float32)
        self.ridge[-1] = 0.0
        squares = np.concatenate([_squares(sparse), _squares(dense), [float(count)]]).reshape(-1, 1)
        self.scale = (1.0 / np.maximum(self.ridge + 2.0 * BINDING * squares, LEAST)).astype(np.float32)

    def in_order(self, weight: Matrix) -> Matrix:
        """Return weights in the order of the problem's columns: here those that are written out stand together."""
        found = weight.copy()
        found[self._order] = weight[: len(self._order)]
        return found

    def forward(self, weight: Matrix) -> Matrix:
        """Return the scores of all sentences, shape (sentences, labels)."""

        def scores(part: tuple[sp.csr_matrix, Matrix]) -> Matrix:
            sparse, dense = part
            found: Matrix = sparse @ weight[: self._first]
            found += dense @ weight[self._first : -1]
            found += weight[-1]
            return found

        return np.concatenate(list(self._pool.map(scores, self._by_sentence)))

    def back(self, error: Matrix) -> Matrix:
        """Return what each column has to do with the errors of all sentences, shape (columns, labels)."""
        found = self._pool.map(lambda part: part @ error, self._by_column)
        return np.concatenate([*found, error.sum(axis=0, keepdims=True)])


def _processors() -> int:
    return len(os.sched_getaffinity(0))


def _equal_parts(matrix: sp.csr_matrix) -> list[slice]:
    """Return a part of the rows for each processor, with as much work in each."""
    count = _processors()
    cuts = np.searchsorted(matrix.indptr, np.linspace(0, matrix.nnz, count + 1)[1:-1])
    return [slice(start, end) for start, end in pairwise([0, *cuts.tolist(), matrix.shape[0]])]


def _squares(rows: sp.csr_matrix | Matrix) -> NDArray[np.float64]:
    squares = rows.power(2) if isinstance(rows, sp.csr_matrix) else rows**2
    return np.asarray(squares.sum(axis=0), dtype=np.float64).ravel()


def _inner(first: Matrix, second: Matrix) -> float:
    """Return the inner product of two matrices."""
    return float(np.vdot(first, second))
