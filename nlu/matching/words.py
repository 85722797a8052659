"""The rare words that a question and a statement share, by their first letters: «camerabeelden», «camera's»."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from nlu.matching.meaning import Floats
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
        in_clause: dict[str, list[int]] = {}
        for place, clause in enumerate(clauses):
            for stem in stems(clause, common):
                in_clause.setdefault(stem, []).append(place)
        self._owners = {stem: np.array(places, dtype=np.int64) for stem, places in owners.items()}
        self._in_clause = {stem: np.array(places, dtype=np.int64) for stem, places in in_clause.items()}
        self._rare = {stem: float(np.log((len(whole) + 1) / (having[stem] + 0.5))) for stem in owners}
        self._unknown = float(np.log((len(whole) + 1) / 0.5))
        """What a word weighs that the policy has nowhere."""

    def read(self, question: str) -> frozenset[str]:
        """Return the words of a question that tell something, by their first letters."""
        return frozenset(stems(question, self._common))

    def of(self, words: frozenset[str]) -> Floats:
        """Return for each statement how much the words weigh that it shares with a question."""
        found = np.zeros(self._count, dtype=np.float32)
        for stem in words:
            if stem in self._owners:
                found[self._owners[stem]] += SCALE * self._rare[stem]
        return found

    def beyond(self, words: frozenset[str], said: frozenset[str], place: int) -> float:
        """Return how much the words of a question weigh that another text says and a statement does not.

        Args:
            words: those of the question, as :meth:`read` gives them.
            said: the first letters of the words of the other text.
            place: the number of the statement.
        """
        missing = (stem for stem in words & said if stem not in self._owners or place not in self._owners[stem])
        return SCALE * sum(self._rare.get(stem, self._unknown) for stem in missing)

    def covered(self, words: frozenset[str]) -> tuple[Floats, Floats]:
        """Return which share of a question's rare words each statement has, and which its clause has."""
        own, whole = np.zeros(self._count, dtype=np.float32), np.zeros(self._count, dtype=np.float32)
        everything = 0.0
        for stem in words:
            rare = self._rare.get(stem, self._unknown)
            everything += rare
            if stem in self._owners:
                own[self._owners[stem]] += rare
            if stem in self._in_clause:
                whole[self._in_clause[stem]] += rare
        return (own / everything, whole / everything) if everything else (own, whole)
