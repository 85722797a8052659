"""Learn how much each likeness counts, and how sure the likeliest statement is, from questions about policies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlu.matching.certainty import SIGNS, Answering, Known, signs_of
from nlu.matching.likeness import LIKENESSES, OF_THE_PLACE
from nlu.matching.meaning import Floats
from nlu.matching.preference import FOR_THE_GUIDANCE, FOR_THE_POLICY, Compared
from nlu.matching.preference import SIGNS as SIGNS_OF_PREFERENCE

Row = NDArray[np.float64]

STRICTNESS = 0.3
"""How much a large weight costs, beside one question."""


@dataclass(frozen=True)
class Judged:
    """A question about a policy, with its likenesses to everything that the policy says."""

    policy: str
    likenesses: Mapping[str, Floats]
    answering: Answering
    right: NDArray[np.bool_]
    """Which statements answer it; none where the policy does not."""

    known: Known
    compare: Callable[[Mapping[str, Floats], Floats, Mapping[int, float]], Mapping[int, Compared]]
    """Compares statements with what the guidance says: from likenesses, scores, and the chances of the likeliest."""

    bare: bool
    """Whether no statement of the policy has examples."""

    @cached_property
    def columns(self) -> Floats:
        """Return the likenesses, shape (statements, likenesses)."""
        return np.stack([self.likenesses[name] for name in LIKENESSES], axis=1)


def learn_weights(questions: Iterable[Judged], left_out: frozenset[str] = frozenset()) -> dict[str, float]:
    """Return the weights by which right statements stand out from the others of their policy.

    A conditional logit (McFadden 1974): a softmax over the statements of a policy, in which no likeness may speak
    against a statement; that a statement has no examples may, or where it stands.

    Args:
        questions: the questions.
        left_out: likenesses that do not count.
    """
    data = [(item.columns, item.right) for item in questions if item.right.any()]

    def loss(weights: Row) -> tuple[float, Row]:
        missed, slope = 0.0, np.zeros_like(weights)
        for columns, right in data:
            scores = columns @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            hit = shares * right
            missed -= float(np.log(hit.sum() + 1e-12))
            slope += columns.T @ (shares - hit / (hit.sum() + 1e-12))
        size = float(weights @ weights)
        return missed + STRICTNESS * size, slope + 2 * STRICTNESS * weights

    bounds = [
        (0.0, 0.0) if name in left_out else (None, None) if name in OF_THE_PLACE else (0.0, None) for name in LIKENESSES
    ]
    found = minimize(loss, np.ones(len(LIKENESSES)), jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(weight), 3) for name, weight in zip(LIKENESSES, found.x)}


def scores_of(question: Judged, weights: Mapping[str, float]) -> Floats:
    """Return the score of every statement."""
    return question.columns @ np.array([weights[name] for name in LIKENESSES], dtype=np.float32)


def learn_certainty(questions: Sequence[Judged], weights_of: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return how sure the likeliest statement is, given the signs of certainty: a logistic regression.

    Args:
        questions: the questions.
        weights_of: for each policy, weights that were learned without it; otherwise certainty would be overestimated.
    """
    signs, right = [], []
    for item in questions:
        scores = scores_of(item, weights_of[item.policy])
        best = int(np.argmax(scores))
        signs.append([signs_of(scores, item.answering, best, item.known)[name] for name in SIGNS])
        right.append(bool(item.right[best]))
    columns, wanted = np.array(signs), np.array(right, dtype=float)

    def loss(weights: Row) -> tuple[float, Row]:
        chances = 1 / (1 + np.exp(-(columns @ weights)))
        missed = -np.sum(wanted * np.log(chances + 1e-9) + (1 - wanted) * np.log(1 - chances + 1e-9))
        return float(missed + 0.1 * weights @ weights), columns.T @ (chances - wanted) + 0.2 * weights

    found = minimize(loss, np.zeros(len(SIGNS)), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 3) for name, weight in zip(SIGNS, found.x)}


def certainties(question: Judged, weights: Mapping[str, float], certainty: Mapping[str, float]) -> tuple[int, float]:
    """Return the likeliest statement, and how likely it is right."""
    scores = scores_of(question, weights)
    best = int(np.argmax(scores))
    signs = signs_of(scores, question.answering, best, question.known)
    return best, 1 / (1 + float(np.exp(-sum(certainty[name] * sign for name, sign in signs.items()))))


OF_ANOTHER_CLAUSE = 0.4
"""How much a question counts that the policy answers in another clause than the likeliest: the guidance is seldom right
then either."""

LIKELIEST = 8
"""So many statements are compared with what the guidance says, as in a message."""


def compared(question: Judged, weights: Mapping[str, float], certainty: Mapping[str, float]) -> tuple[int, Compared]:
    """Return the likeliest statement, and that statement beside what the guidance says."""
    scores = scores_of(question, weights)
    order = [int(index) for index in np.argsort(-scores, kind="stable")[:LIKELIEST]]
    chances = {}
    for index in order:
        signs = signs_of(scores, question.answering, index, question.known)
        chances[index] = 1 / (1 + float(np.exp(-sum(certainty[name] * sign for name, sign in signs.items()))))
    return order[0], question.compare(question.likenesses, scores, chances)[order[0]]


class Preferred(NamedTuple):
    """A question to which a policy and the guidance both have an answer, with what tells which is better."""

    policy: str
    signs: list[float]
    right: bool
    """Whether the policy's is the right one."""

    counts: float


def preferred(
    question: Judged, counts: float, weights: Mapping[str, float], certainty: Mapping[str, float]
) -> Preferred:
    """Return what a question teaches of preferring the policy.

    Args:
        question: the question.
        counts: how much it counts.
        weights: those that were learned without its policy.
        certainty: the weights of certainty that were learned without its policy.
    """
    best, beside = compared(question, weights, certainty)
    known, right = beside.signs(), bool(question.right[best])
    worth = counts * OF_ANOTHER_CLAUSE if question.right.any() and not right else counts
    return Preferred(question.policy, [known[name] for name in SIGNS_OF_PREFERENCE], right, worth)


def learn_preference(questions: Sequence[Preferred], left_out: frozenset[str] = frozenset()) -> dict[str, float]:
    """Return how much each sign counts that a policy answers better than the guidance: a logistic regression.

    No sign may count against what it stands for.

    Args:
        questions: the questions.
        left_out: signs that do not count.
    """
    names = [name for name in SIGNS_OF_PREFERENCE if name not in left_out]
    counting = [SIGNS_OF_PREFERENCE.index(name) for name in names]
    columns = np.array([item.signs for item in questions])[:, counting]
    wanted = np.array([item.right for item in questions], dtype=float)
    much = np.array([item.counts for item in questions])

    def loss(weights: Row) -> tuple[float, Row]:
        chances = 1 / (1 + np.exp(-(columns @ weights)))
        missed = -np.sum(much * (wanted * np.log(chances + 1e-9) + (1 - wanted) * np.log(1 - chances + 1e-9)))
        slope = columns.T @ (much * (chances - wanted)) + weights
        return float(missed + 0.5 * weights @ weights), slope

    bounds = [
        (0.0, None) if name in FOR_THE_POLICY else (None, 0.0) if name in FOR_THE_GUIDANCE else (None, None)
        for name in names
    ]
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(weight), 3) for name, weight in zip(names, found.x)}


def best_threshold(found: Sequence[tuple[float, bool, bool]]) -> float:
    """Return from which certainty on answering is right most often.

    Args:
        found: for each question how sure the likeliest statement is, whether it is right, and whether any is. Silence
            is right where none is; a wrong answer is worse than none, and counts twice.
    """

    def worth(threshold: float) -> float:
        return sum(
            (1.0 if right else -1.0) if sure >= threshold else (1.0 if not answerable else 0.0)
            for sure, right, answerable in found
        )

    return max((round(float(step), 2) for step in np.arange(0.2, 0.96, 0.02)), key=worth)
