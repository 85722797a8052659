"""The rare words that a question and a statement share, by their first letters: «camerabeelden», «camera's»."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from nlu.matching.learned import Floats
from nlu.text import fold

SHORTEST, STEM = 3, 6
"""Shorter words tell nothing; of longer ones the first letters tell which it is."""

SCALE = 0.1
"""Brings the sum of a few rare words to the size of the other likenesses."""

COMMON = 200
"""So many words are in so many questions that sharing one tells nothing."""

_WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters without accents."""
    return _WORD.findall(fold(text))


def common_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words that stand in most of some texts, the most common first."""
    found = Counter(word for text in texts for word in dict.fromkeys(words_of(text)))
    return tuple(word for word, _ in found.most_common(COMMON))


def stems(text: str, common: frozenset[str]) -> set[str]:
    """Return the first letters of each word that tells something."""
    return {word[:STEM] for word in words_of(text) if len(word) >= SHORTEST and word not in common}


class SharedWords:
    """The words of every statement of one policy, each weighing more the fewer clauses have it."""

    def __init__(self, texts: Sequence[str], clauses: Sequence[str], common: frozenset[str]) -> None:
        """Read every statement.

        Args:
            texts: each statement with its title.
            clauses: for each statement all that stands in its clause.
            common: words that tell nothing.
        """
        self._common = common
        self._count = len(texts)
        whole = [stems(clause, common) for clause in dict.fromkeys(clauses)]
        having = Counter(stem for found in whole for stem in found)
        owners: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            for stem in stems(text, common):
                owners.setdefault(stem, []).append(place)
        self._owners = {stem: np.array(places, dtype=np.int64) for stem, places in owners.items()}
        self._rare = {stem: float(np.log((len(whole) + 1) / (having[stem] + 0.5))) for stem in owners}

    def of(self, question: str) -> Floats:
        """Return for each statement how much the words weigh that it shares with a question."""
        found = np.zeros(self._count, dtype=np.float32)
        for stem in stems(question, self._common):
            if stem in self._owners:
                found[self._owners[stem]] += SCALE * self._rare[stem]
        return found
