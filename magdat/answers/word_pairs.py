"""Which words of a question and of a sentence stand side by side: «straffen» asked of what forbids is seldom «ja».

How a question asks and what a sentence does are heard in a few dozen words (leidraad/eerste_woord.yml); the verbs that
turn a question round without one of them («zwijgen», «voor mij houden», «zonder schrik») are too many to list. So each
word counts for what was learned of it (bench/first_word.py). Words are cut to their first letters, as endings vary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")

STEM = 6
"""Letters of a word that count."""

_BEGIN = "<"

OF_QUESTION, OF_SENTENCE = "v ", "z "
"""With what the signs of a question's words begin, and those of a sentence's."""


def of_pair(sign: str) -> bool:
    """Return whether a sign tells of the words of a question or a sentence."""
    return sign.startswith((OF_QUESTION, OF_SENTENCE))


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order, each cut to its first letters."""
    return [word[:STEM] for word in _WORD.findall(text.lower())]


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{first}_{second}" for first, second in pairwise(words)]


def signs_of_question(words: Sequence[str], deed: str) -> list[str]:
    """Return what the words of the part that asks tell beside what a sentence does.

    Args:
        words: the words, cut.
        deed: what the sentence does, in one word.
    """
    return [
        *(f"{OF_QUESTION}{word}" for word in words),
        *(f"{OF_QUESTION}{word} & {deed}" for word in words),
        *(f"{OF_QUESTION}{pair} & {deed}" for pair in _pairs([_BEGIN, *words])),
    ]


def signs_of_sentence(words: Sequence[str], way: str) -> list[str]:
    """Return what the words of a sentence tell beside how a question asks.

    Args:
        words: the words, cut.
        way: how the question asks, in one word.
    """
    return [
        *(f"{OF_SENTENCE}{word}" for word in words),
        *(f"{OF_SENTENCE}{word} & {way}" for word in words),
        *(f"{OF_SENTENCE}{pair} & {way}" for pair in _pairs(words)),
    ]
