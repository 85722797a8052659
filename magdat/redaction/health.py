"""Words of health on the lists in data/namen/, as they are spelt, misspelt or joined: «deprsssie», «knieoperatie»."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import regex
from rapidfuzz.distance import OSA

from magdat.redaction.lists import FOLDER, flat, fold, folded

_WORD = regex.compile(r"\p{L}[\p{L}'\-]*")
_SHORTEST, _TWO_ERRORS, _LONGEST = 7, 10, 30
"""Shorter words count only as they are spelt on the lists; from ten letters on two may be wrong."""


class HealthWords:
    """Looks words up."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the lists.

        Raises:
            OSError: a file cannot be read.
        """
        self._words = frozenset(
            line for line in folded("gezondheid", "geneesmiddelen", folder=folder) if " " not in line
        )
        self._joined = frozenset(word.replace("-", "") for word in self._words)
        self._never = folded("geen_gezondheid", folder=folder)
        self._parts = folded("lichaamsdelen", folder=folder)
        self._deeds = tuple(folded("ingrepen", folder=folder))
        self._tails = tuple(folded("gezondheid_staarten", folder=folder))
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(self._joined):
            if len(word) >= _SHORTEST:
                self._by_first.setdefault(word[0], []).append(word)
        self.form = lru_cache(maxsize=20_000)(self._form)

    def _form(self, low: str) -> str:
        """Return how a folded word is known: woord, samenstelling, typfout; or nothing."""
        plain = low.strip("'-").replace("-", "")
        if low in self._never or plain in self._never:
            return ""
        plural = len(plain) > 4 and plain.endswith("s") and plain[:-1].rstrip("'") in self._joined
        if low in self._words or plain in self._joined or plural:
            return "woord"
        if self._is_compound(plain) or self._is_tailed(low):
            return "samenstelling"
        if not _SHORTEST <= len(plain) <= _LONGEST or "'" in plain:
            return ""
        errors = 2 if len(plain) >= _TWO_ERRORS else 1
        near = (OSA.distance(plain, word, score_cutoff=errors) for word in self._by_first.get(plain[0], ()))
        return "typfout" if any(distance <= errors for distance in near) else ""

    def _is_tailed(self, low: str) -> bool:
        """Whether it is an illness or medicine and what comes of it: «ivf-behandeling», «leukemiepatiënt»."""
        head = next((low[: -len(tail)] for tail in self._tails if low.endswith(tail)), "").rstrip("-")
        return len(head) > 2 and head not in self._never and (head in self._words or head in self._joined)

    def _is_compound(self, plain: str) -> bool:
        """Whether it is a part of the body and what is wrong with it: «schouderoperatie»."""
        heads = (plain[: -len(deed)] for deed in self._deeds if plain.endswith(deed))
        return any(head in self._parts or head.removesuffix("s") in self._parts for head in heads if head)


@lru_cache(maxsize=1)
def _health_words() -> HealthWords:
    return HealthWords()


def find_health(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, form) of every word of health.

    Raises:
        OSError: the lists cannot be read.
    """
    words = _health_words()
    for match in _WORD.finditer(flat(text)):
        form = words.form(fold(match.group())) if len(match.group()) > 2 else ""
        if form:
            yield *match.span(), form
