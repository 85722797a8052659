"""The classifier itself, without Rasa: n-grams and centred sentence vectors into a linear support vector machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nlu.descent import Problem, learned
from nlu.kept_weights import MUCH, keep_weights, key_of, read_weights

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Block:
    """The features of one featurizer for many messages, shape (messages, columns)."""

    origin: str
    rows: sp.csr_matrix | Matrix


@dataclass(frozen=True)
class Single:
    """The features of one message. SciPy takes longer to build and check a matrix of one row than to multiply it."""

    columns: NDArray[np.integer[Any]]
    """The n-grams that it has, by their column."""

    values: Matrix
    """How much of each."""

    vectors: Mapping[str, Matrix]
    """Its vectors by the featurizer that they come from, shape (1, columns)."""

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Single:
        """Return the one message of which the blocks are; n-grams of several featurizers stand side by side."""
        columns, values, width = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.float32)], 0
        vectors: dict[str, Matrix] = {}
        for block in blocks:
            if isinstance(block.rows, np.ndarray):
                vectors[block.origin] = block.rows
                continue
            columns.append(block.rows.indices + np.int32(width))
            values.append(block.rows.data)
            width += block.rows.shape[1]
        return cls(np.concatenate(columns), np.concatenate(values), vectors)

    def only(self, columns: Columns) -> Single:
        """Return the message with only some n-grams, by their place among those columns."""
        place = columns.places_of(self.columns)
        here = np.flatnonzero(place >= 0)
        return Single(place[here], self.values[here], self.vectors)


class Columns:
    """Some columns of the n-grams, and at what place each of them stands among those."""

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        """Take the columns, which ascend."""
        self.numbers = numbers
        # A search in tens of thousands of numbers meets a dozen of them for every n-gram of a message; this meets one.
        self._places = np.full(int(numbers.max(initial=-1)) + 2, -1, dtype=np.int32)
        self._places[numbers] = np.arange(len(numbers), dtype=np.int32)

    def places_of(self, columns: NDArray[np.integer[Any]]) -> NDArray[np.int32]:
        """Return the place of each of some columns, and -1 for one that is not among those."""
        return self._places.take(columns, mode="clip")


@dataclass(frozen=True)
class Centring:
    """How the vectors of one encoder are centred on the training data and brought to one length."""

    mean: Matrix
    scale: float

    def apply(self, rows: Matrix) -> Matrix:
        """Return centred and scaled rows."""
        centred: Matrix = (rows - self.mean) * np.float32(self.scale)
        return centred


@dataclass(frozen=True)
class _Weights:
    """The coefficients of the n-grams, shape (columns, labels), of the vectors likewise, and the bias (labels)."""

    sparse: Matrix
    dense: Matrix
    bias: Matrix

    def scores(self, sparse: sp.csr_matrix, dense: Matrix) -> Matrix:
        """Return the score of each label for each message, before they become probabilities."""
        result: Matrix = _times(sparse, self.sparse) + dense @ self.dense + self.bias
        return result

    @classmethod
    def zeros(cls, sparse: int, dense: int, labels: int) -> _Weights:
        """Return weights that say nothing yet."""
        return cls.parted(np.zeros((sparse + dense + 1, labels), dtype=np.float32), sparse)

    @classmethod
    def parted(cls, weights: Matrix, sparse: int) -> _Weights:
        """Return weights that stand below one another: those of ``sparse`` n-grams, of the vectors, the bias."""
        return cls(weights[:sparse], weights[sparse:-1], weights[-1])


class TopicModel:
    """A linear support vector machine, one label against the rest, over joined blocks of features.

    e5's vectors all point in nearly one direction; what tells sentences apart is what is left after their
    mean is taken away. ``weights`` says how long a centred vector is on average, beside the n-grams, whose
    length is one.
    """

    def __init__(
        self,
        weights: Mapping[str, float],
        strength: float = 0.25,
        iterations: int = 30,
        sharpness: float = 5.0,
        own: float = 3.0,
    ) -> None:
        """Prepare an untrained model.

        Args:
            weights: average length of the vectors of each dense block, by origin; 1.0 where not named.
            strength: the inverse of the regularisation, as scikit-learn's C.
            iterations: how many steps the weights take from zero (nlu/descent.py).
            sharpness: by what the margins are multiplied before the softmax that makes them probabilities. Chosen on
                writers left out, so that a probability is how often it is right (docs/nlu.md).
            own: how much dearer it is to miss a sentence of a label than to take in one of another. With fifty labels
                a label's own sentences are one in fifty; with 1.0 the others would drown them.
        """
        self._weights = dict(weights)
        self._strength = strength
        self._iterations = iterations
        self._sharpness = sharpness
        self._own = own
        self.centring: dict[str, Centring] = {}
        self.labels: list[str] = []
        self._weight = _Weights.zeros(0, 0, 0)
        self.kept_as: str | None = None
        """Under what the weights are kept (nlu/kept_weights.py); ``None`` for those of few sentences."""

    def fit(self, blocks: Sequence[Block], labels: Sequence[str]) -> None:
        """Learn from messages and their labels; labels are in the order of the rows.

        The loss is that of scikit-learn's LinearSVC (squared hinge, L2, with ``own`` as the class weight of the label
        itself; the bias is free); nlu/descent.py says how it is made small. scikit-learn would join all blocks into
        one sparse matrix, which makes the vectors five times as slow. That it stops before the very minimum does it
        good. The start is zero and nothing is drawn, so two trainings give the same model. What was learned from the
        same sentences before is read instead (nlu/kept_weights.py).
        """
        for block in blocks:
            if not sp.issparse(block.rows):
                mean = block.rows.mean(axis=0, dtype=np.float64).astype(np.float32)
                length = float(np.linalg.norm(block.rows - mean, axis=1).mean()) or 1.0
                self.centring[block.origin] = Centring(mean, self._weights.get(block.origin, 1.0) / length)
        self.labels = sorted(set(labels))
        sparse, dense = self._split(blocks)
        place = {label: index for index, label in enumerate(self.labels)}
        if len(labels) >= MUCH:
            self.kept_as = key_of(sparse, labels, self._settings(blocks))
            known = read_weights(self.kept_as)
            if known is not None:
                self._weight = _Weights.parted(known, sparse.shape[1])
                return
        wanted = np.full((len(labels), len(self.labels)), -1.0, dtype=np.float32)
        wanted[np.arange(len(labels)), [place[label] for label in labels]] = 1.0
        cost = np.where(wanted > 0, np.float32(self._own), np.float32(1.0))
        problem = Problem(sparse, dense, wanted, cost, self._strength)
        weights = learned(problem, self._iterations)
        if self.kept_as is not None:
            weights = keep_weights(self.kept_as, weights, sparse.shape[1])
        self._weight = _Weights.parted(weights, sparse.shape[1])

    def _settings(self, blocks: Sequence[Block]) -> dict[str, Any]:
        """Return what the weights hang on beside the sentences; how sharp the probabilities are is no part of it."""
        return {
            "weights": self._weights,
            "strength": self._strength,
            "iterations": self._iterations,
            "own": self._own,
            "blocks": [(block.origin, block.rows.shape[1]) for block in blocks],
        }

    def probabilities(self, blocks: Sequence[Block]) -> Matrix:
        """Return the probability of each label for each message, shape (messages, labels)."""
        return _softmax(self._sharpness * self._weight.scores(*self._split(blocks)))

    def chances(self, message: Single) -> dict[str, float]:
        """Return the probability of each label for one message, by its name."""
        return dict(zip(self.labels, self.shares(message).tolist()))

    def shares(self, message: Single) -> Matrix:
        """Return the probability of each label for one message: what :meth:`probabilities` gives, in less time."""
        weight = self._weight
        centred = [self.centring[origin].apply(rows) for origin, rows in message.vectors.items()]
        dense = np.concatenate(centred, axis=1) if centred else np.zeros((1, 0), dtype=np.float32)
        said = message.values @ weight.sparse.take(message.columns, axis=0).astype(np.float32)
        shares: Matrix = _softmax(self._sharpness * (said + dense @ weight.dense + weight.bias))[0]
        return shares

    def save(self, directory: Path) -> None:
        """Write the model as plain numbers and JSON, so that loading it runs no code."""
        facts = {
            "labels": self.labels,
            "sharpness": self._sharpness,
            "kept_as": self.kept_as,
            "scales": {origin: item.scale for origin, item in self.centring.items()},
        }
        (directory / "topic_model.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        arrays = {f"mean.{origin}": item.mean for origin, item in self.centring.items()}
        weight = self._weight
        ngrams = weight.sparse.astype(np.float16)  # half the memory, for one part in two thousand of a weight
        np.savez(directory / "topic_model.npz", sparse=ngrams, dense=weight.dense, bias=weight.bias, **arrays)

    @classmethod
    def load(cls, directory: Path) -> TopicModel:
        """Read a model that :meth:`save` wrote.

        Raises:
            OSError: a file is missing.
        """
        facts = json.loads((directory / "topic_model.json").read_text(encoding="utf-8"))
        model = cls(weights={}, sharpness=facts["sharpness"])
        model.labels, model.kept_as = facts["labels"], facts.get("kept_as")  # which a model of before has not
        with np.load(directory / "topic_model.npz", allow_pickle=False) as arrays:
            model._weight = _Weights(arrays["sparse"], arrays["dense"], arrays["bias"])
            model.centring = {
                origin: Centring(arrays[f"mean.{origin}"], scale) for origin, scale in facts["scales"].items()
            }
        return model

    def _split(self, blocks: Sequence[Block]) -> tuple[sp.csr_matrix, Matrix]:
        """Return all n-grams side by side, and all centred vectors side by side."""
        count = blocks[0].rows.shape[0]
        sparse = [block.rows for block in blocks if sp.issparse(block.rows)]
        dense = [self.centring[block.origin].apply(block.rows) for block in blocks if not sp.issparse(block.rows)]
        if not sparse:
            joined = sp.csr_matrix((count, 0), dtype=np.float32)
        else:
            joined = sparse[0] if len(sparse) == 1 else sp.hstack(sparse, format="csr", dtype=np.float32)
        return joined, np.hstack(dense) if dense else np.zeros((count, 0), dtype=np.float32)


def _times(rows: sp.csr_matrix, weights: Matrix) -> Matrix:
    """Return the product of n-grams and their weights; only the few weights that a message meets become wide."""
    if weights.dtype == np.float32:
        product: Matrix = rows @ weights
        return product
    ends = rows.indptr
    product = np.zeros((rows.shape[0], weights.shape[1]), dtype=np.float32)
    for row, (start, end) in enumerate(pairwise(ends)):
        product[row] = rows.data[start:end] @ weights[rows.indices[start:end]].astype(np.float32)
    return product


def _softmax(scores: Matrix) -> Matrix:
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Matrix = exponents / exponents.sum(axis=1, keepdims=True)
    return result
