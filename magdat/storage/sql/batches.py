"""Many values in one statement, as many as databases allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

Value = TypeVar("Value", str, int)

AT_ONCE = 200
"""Values in one statement; databases bound that number."""


def batches(values: Iterable[Value]) -> Iterator[list[Value]]:
    """Yield the values, each once, a number at a time."""
    all_of_them = sorted(set(values))
    for start in range(0, len(all_of_them), AT_ONCE):
        yield all_of_them[start : start + AT_ONCE]
