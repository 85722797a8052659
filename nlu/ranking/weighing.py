"""How much each likeness counts: learned from sentences by writers whom the models did not know, kept as plain numbers.

`python -m bench.ranking` learns and writes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlu.ranking.space import Floats

LIKENESSES = (
    "kans_onderwerp",  # how likely the topic is, as a logarithm
    "kans_binnen",  # how likely the statement is within its topic, as a logarithm
    "kans_binnen_weinig",  # the same, the more the fewer sentences the statement has
    "dichtste_zin",  # e5: the message, and the sentence of the statement that is most like it
    "midden",  # e5: the message, and the middle of the statement's sentences
    "vorm",  # whether the statement is asked for in this form
    "vrager",  # whether it is asked for by such people
    "opening",  # whether answers to it begin as this one would
    "zinnen",  # how many sentences it has, as a logarithm
    "weinig_zinnen",  # how few
)

KEPT = Path(__file__).resolve().parent / "learned.json"

STRICTNESS = 1.0
"""How much a large weight costs, beside one sentence; of likenesses that are brought to one scale."""

Row = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """A sentence with its likenesses to the likeliest statements, shape (statements, likenesses), and the right one."""

    columns: Floats
    right: int


@dataclass(frozen=True)
class Weights:
    """How much each likeness counts, and from what that was learned."""

    by_name: Mapping[str, float]
    provenance: Mapping[str, Any]

    def row(self) -> Floats:
        """Return the weights in the order of ``LIKENESSES``."""
        return np.array([self.by_name[name] for name in LIKENESSES], dtype=np.float32)

    def save(self, path: Path = KEPT) -> None:
        """Write the weights with what they were learned from."""
        facts = {"herkomst": dict(self.provenance), "gewichten": dict(self.by_name)}
        path.write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path = KEPT) -> Weights:
        """Read what :meth:`save` wrote.

        Raises:
            OSError: the file is missing.
            KeyError: it holds no weights, or not one for every likeness.
        """
        facts = json.loads(path.read_text(encoding="utf-8"))
        return cls({name: float(facts["gewichten"][name]) for name in LIKENESSES}, facts["herkomst"])


def learn_weights(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the weights by which right statements stand out from the other likely ones.

    A conditional logit (McFadden 1974): a softmax over the likeliest statements of a sentence. What comes out are
    probabilities, so the scale of the weights is learned as well.
    """
    most = max(len(item.columns) for item in judged)
    table = np.zeros((len(judged), most, len(LIKENESSES)))
    there = np.zeros((len(judged), most), dtype=bool)
    for index, item in enumerate(judged):
        table[index, : len(item.columns)] = item.columns
        there[index, : len(item.columns)] = True
    scale = table[there].std(axis=0) + 1e-9
    table = (table - table[there].mean(axis=0)) / scale
    right = np.array([item.right for item in judged])
    rows = np.arange(len(judged))
    wanted = table[rows, right].sum(axis=0)

    def loss(weights: Row) -> tuple[float, Row]:
        scores = np.where(there, table @ weights, -np.inf)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        missed = -float(np.log(shares[rows, right] + 1e-12).sum())
        slope = np.einsum("ij,ijk->k", shares, table) - wanted
        return missed + STRICTNESS * float(weights @ weights), slope + 2 * STRICTNESS * weights

    found = minimize(loss, np.zeros(len(LIKENESSES)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {name: round(float(weight), 4) for name, weight in zip(LIKENESSES, found.x / scale)}
