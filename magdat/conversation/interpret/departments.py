"""Departments are the company's own words, so no trained model knows them: they are found by their name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from magdat.policy.model import Policy
from magdat.understanding import Understanding

DIMENSION = "afdeling"


def with_departments(understanding: Understanding, policy: Policy) -> Understanding:
    """Return the understanding with the departments that the message names: «op de sociale dienst»."""
    if understanding.values.get(DIMENSION):
        return understanding
    found = list(_named(understanding.text, policy.company.departments))
    if not found:
        return understanding
    return replace(
        understanding,
        values={**understanding.values, DIMENSION: tuple(name for name, _ in found)},
        spans=(*understanding.spans, *(span for _, span in found)),
    )


def _named(text: str, departments: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each department with its place; «sociale_dienst» is written with a space, a hyphen or as one word."""
    for name in departments:
        spelled = r"[\s_-]*".join(map(re.escape, re.split(r"[_-]+", name)))
        hit = re.search(rf"(?<!\w){spelled}(?!\w)", text, re.IGNORECASE)
        if hit is not None:
            yield name, hit.span()
