"""Learn how much each sign counts: logistic regression for shapes, a conditional random field for names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.redaction_data import Message
from magdat.redaction.health import find_health
from magdat.redaction.lists import flat
from magdat.redaction.rules import Rules
from magdat.redaction.weighing import candidates, of_message, signs_of

STRENGTH = 4.0
"""The inverse of the regularisation of a sign; two signs together have a quarter of it."""

COST = 2.0
"""How much worse it is to miss a piece than to hide what is none."""

Row = tuple[list[str], bool]
"""What holds of a candidate, and whether it is personal data."""


def rows(rules: Rules, message: Message) -> list[Row]:
    """Return the candidates in a message, with what is right; data of another kind are none of this."""
    if not message.tells_of(rules.kind):
        return []
    plain, wanted = flat(message.text), message.places(rules.kind)
    found: list[Row] = []
    if rules.needs and not rules.needs.pattern.search(plain):
        return found
    anywhere = of_message(rules, plain)
    for item in candidates(rules, plain, find_health(message.text) if rules.kind == "gezondheid" else ()):
        if item.sure:
            continue
        found.append((signs_of(rules, plain, item, anywhere), _meets(item.start, item.end, wanted)))
    return found


def _meets(start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < right and left < end for left, right in places)


def learn(found: Sequence[Row]) -> dict[str, float]:
    """Return the weights under which what is right is likeliest (logistic regression, L2)."""
    if not found:
        return {}
    names = sorted({name for signs, _ in found for name in signs})
    place = {name: number for number, name in enumerate(names)}
    table = _table([signs for signs, _ in found], place)
    right = np.array([float(is_right) for _, is_right in found])
    cost = np.where(right > 0, COST, 1.0)
    strength = np.array([STRENGTH / 4 if "+" in name else STRENGTH for name in names])

    def loss(weights: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        scores = table @ weights
        shares = 1 / (1 + np.exp(-scores))
        total = float(cost @ (np.logaddexp(0, scores) - right * scores) + (weights**2 / strength).sum() / 2)
        return total, table.T @ (cost * (shares - right)) + weights / strength

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 2) for name, weight in zip(names, best)}


def _table(lists: Sequence[Sequence[str]], place: dict[str, int]) -> Any:
    columns = [place[name] for signs in lists for name in signs]
    starts = np.cumsum([0, *(len(signs) for signs in lists)])
    return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(lists), len(place)))
