"""Whether two texts say the same to whoever reads them: capitals, spaces and points are nobody's news."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")


def bare(text: str) -> str:
    """Return the words of a text and nothing else."""
    return " ".join(_WORD.findall(text.casefold()))


def same_words(one: str, other: str) -> bool:
    """Return whether two texts have the same words in the same order."""
    return bare(one) == bare(other)


def without(texts: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that do not stand among others, whatever their capitals and points."""
    known = {bare(text) for text in others}
    return tuple(text for text in texts if bare(text) not in known)
