"""The classifier itself, without Rasa: n-grams and centred sentence vectors into a multinomial logistic regression."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Block:
    """The features of one featurizer for many messages, shape (messages, columns)."""

    origin: str
    rows: sp.csr_matrix | Matrix


@dataclass(frozen=True)
class Centring:
    """How the vectors of one encoder are centred on the training data and brought to one length."""

    mean: Matrix
    scale: float

    def apply(self, rows: Matrix) -> Matrix:
        """Return centred and scaled rows."""
        centred: Matrix = (rows - self.mean) * np.float32(self.scale)
        return centred


class TopicModel:
    """Logistic regression over joined blocks of features.

    e5's vectors all point in nearly one direction; what tells sentences apart is what is left after their
    mean is taken away. ``weights`` says how long a centred vector is on average, beside the n-grams, whose
    length is one.
    """

    def __init__(self, weights: Mapping[str, float], strength: float = 20.0, iterations: int = 60, seed: int = 7) -> None:
        """Prepare an untrained model.

        Args:
            weights: average length of the vectors of each dense block, by origin; 1.0 where not named.
            strength: the inverse of the regularisation (scikit-learn's C).
            iterations: most iterations of the optimiser.
            seed: of the optimiser.
        """
        self._weights = dict(weights)
        self._strength = strength
        self._iterations = iterations
        self._seed = seed
        self.centring: dict[str, Centring] = {}
        self.labels: list[str] = []
        self._coefficients: Matrix = np.zeros((0, 0), dtype=np.float32)
        self._intercept: Matrix = np.zeros(0, dtype=np.float32)

    def fit(self, blocks: Sequence[Block], labels: Sequence[str]) -> None:
        """Learn from messages and their labels; labels are in the order of the rows."""
        for block in blocks:
            if not sp.issparse(block.rows):
                mean = block.rows.mean(axis=0, dtype=np.float64).astype(np.float32)
                length = float(np.linalg.norm(block.rows - mean, axis=1).mean()) or 1.0
                self.centring[block.origin] = Centring(mean, self._weights.get(block.origin, 1.0) / length)
        regression = LogisticRegression(
            C=self._strength, max_iter=self._iterations, tol=1e-3, solver="lbfgs", random_state=self._seed
        )
        regression.fit(self._join(blocks).astype(np.float64), list(labels))
        self.labels = [str(label) for label in regression.classes_]
        self._coefficients = regression.coef_.astype(np.float32)
        self._intercept = regression.intercept_.astype(np.float32)

    def probabilities(self, blocks: Sequence[Block]) -> Matrix:
        """Return the probability of each label for each message, shape (messages, labels)."""
        scores = self._join(blocks) @ self._coefficients.T + self._intercept
        scores = np.asarray(scores, dtype=np.float64)
        scores -= scores.max(axis=1, keepdims=True)
        exponents = np.exp(scores)
        result: Matrix = (exponents / exponents.sum(axis=1, keepdims=True)).astype(np.float32)
        return result

    def save(self, directory: Path) -> None:
        """Write the model as plain numbers and JSON, so that loading it runs no code."""
        facts = {
            "labels": self.labels,
            "scales": {origin: item.scale for origin, item in self.centring.items()},
        }
        (directory / "topic_model.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        arrays = {f"mean.{origin}": item.mean for origin, item in self.centring.items()}
        np.savez(directory / "topic_model.npz", coefficients=self._coefficients, intercept=self._intercept, **arrays)

    @classmethod
    def load(cls, directory: Path) -> TopicModel:
        """Read a model that :meth:`save` wrote.

        Raises:
            OSError: a file is missing.
        """
        facts = json.loads((directory / "topic_model.json").read_text(encoding="utf-8"))
        model = cls(weights={})
        model.labels = facts["labels"]
        with np.load(directory / "topic_model.npz", allow_pickle=False) as arrays:
            model._coefficients = arrays["coefficients"]
            model._intercept = arrays["intercept"]
            model.centring = {
                origin: Centring(arrays[f"mean.{origin}"], scale) for origin, scale in facts["scales"].items()
            }
        return model

    def _join(self, blocks: Sequence[Block]) -> sp.csr_matrix:
        parts = [
            block.rows if sp.issparse(block.rows) else sp.csr_matrix(self.centring[block.origin].apply(block.rows))
            for block in blocks
        ]
        return sp.hstack(parts, format="csr", dtype=np.float32)
