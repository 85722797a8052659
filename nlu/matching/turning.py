"""Turn questions further towards the sentences of policies that answer them, learned from questions about policies.

What the labelled sentences teach (foundations.py) is how a question is like what the guidance says. Policies say things
in another way: shorter, as rules, in the words of lawyers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlu.matching.meaning import Floats

SHARPNESS, ITERATIONS = 20.0, 25

STRICTNESS = 0.001
"""How much the distance from what the labelled sentences teach costs, beside one question. Of 2,032 questions about
texts that were left out, the right clause comes first by all likenesses in 0.792 with 0.02, in 0.794 with 0.005, in
0.797 with 0.001 and with 0.0004; without a turn of its own in 0.771 (27 November 2026)."""

FOLDS = 6
"""So many times it is learned without a part of the policies, to see how it does on those."""


@dataclass(frozen=True)
class Pairs:
    """Questions about one policy, and the texts in it of which some answer them."""

    policy: str
    asked: Floats
    """As :meth:`Meaning.asked` gives questions; shape (questions, dimension)."""

    said: Floats
    """As :meth:`Meaning.said` gives statements; shape (texts, dimension)."""

    right: NDArray[np.bool_]
    """Which texts answer which question; shape (questions, texts)."""


def learn_turn(turn: Floats, pairs: Sequence[Pairs]) -> Floats:
    """Return the turn by which questions are most like the texts of their policy that answer them.

    A softmax over the texts of each policy, which costs more the further the turn is from the one that it begins with.

    Args:
        turn: the turn to begin with.
        pairs: what it is learned from.
    """
    width = len(turn)
    count = max(1, sum(len(item.asked) for item in pairs))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        now = flat.reshape(width, width).astype(np.float32)
        missed, slope = 0.0, np.zeros((width, width), dtype=np.float32)
        for item in pairs:
            scores = SHARPNESS * (item.asked @ now) @ item.said.T
            shares = np.exp(scores - scores.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            hit = shares * item.right
            whole = hit.sum(axis=1, keepdims=True) + 1e-9
            missed -= float(np.log(whole).sum())
            slope += SHARPNESS * item.asked.T @ ((shares - hit / whole) @ item.said)
        away = now - turn
        return (
            missed / count + STRICTNESS * float((away**2).sum()),
            (slope / count + 2 * STRICTNESS * away).ravel().astype(np.float64),
        )

    found = minimize(
        loss, turn.ravel().astype(np.float64), jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}
    )
    learned: Floats = found.x.reshape(width, width).astype(np.float32)
    return learned


def turns_without(turn: Floats, pairs: Sequence[Pairs]) -> Mapping[str, Floats]:
    """Return for each policy a turn that was learned without it.

    Args:
        turn: the turn to begin with.
        pairs: of all policies.
    """
    found: dict[str, Floats] = {}
    for group in left_out_together({item.policy for item in pairs}):
        learned = learn_turn(turn, [item for item in pairs if item.policy not in group])
        found.update(dict.fromkeys(group, learned))
    return found


def left_out_together(policies: Iterable[str]) -> list[frozenset[str]]:
    """Return the policies in groups, each to be left out as a whole when something is learned to measure on it."""
    names = sorted(policies)
    return [frozenset(group) for start in range(FOLDS) if (group := names[start::FOLDS])]
