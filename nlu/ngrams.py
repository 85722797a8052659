"""What the n-grams are taken over, and how they are counted: shared by the pipeline and by the benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.text import fold

START = "_begin_"
"""Stands before the first word, so that «annuleer …» and «… annuleer» are two things."""

REACH = 4
"""How many words further the second word of a pair stands at most."""

PART: Mapping[str, Any] = {"min_ngram": 1, "max_ngram": 2, "min_df": 0.0002}
"""What a part of the configuration says when it says nothing: shortest, longest, and in what share of the sentences it
must stand (a whole number counts sentences). Pairs have no length."""


def folded(text: str) -> str:
    """Return what n-grams over characters read of a text."""
    return fold(text)


def words(text: str) -> str:
    """Return what n-grams over words read of a text: where it begins, and the text."""
    return begun(folded(text))


def lemmas(found: Iterable[str]) -> str:
    """Return the lemmas of a text, with spaces between: what pairs are taken over."""
    return fold(" ".join(lemma.replace(" ", "_") for lemma in found))


def begun(text: str) -> str:
    """Return a text with a word before it that says where it begins."""
    return f"{START} {text}"


def pairs(text: str) -> list[str]:
    """Return every two words that stand at most ``REACH`` apart, in their order: «annuleer … wekker»."""
    found = text.split()
    return [
        f"{first} … {second}" for place, first in enumerate(found) for second in found[place + 1 : place + 1 + REACH]
    ]


def tags(found: Iterable[Any]) -> str:
    """Return the part-of-speech tags of a text, with spaces between; a word without one is «X»."""
    return " ".join(str(tag or "X") for tag in found)


_ANALYSERS: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "char": lambda part: {"analyzer": "char_wb", "ngram_range": (part["min_ngram"], part["max_ngram"])},
    "word": lambda part: {"token_pattern": r"(?u)\b\w+\b", "ngram_range": (part["min_ngram"], part["max_ngram"])},
    "lemma": lambda part: {"token_pattern": r"(?u)\S+", "ngram_range": (part["min_ngram"], part["max_ngram"])},
    "pair": lambda part: {"analyzer": pairs},
    "tag": lambda part: {"token_pattern": r"(?u)\S+", "ngram_range": (part["min_ngram"], part["max_ngram"])},
}


def settings_of(source: str) -> frozenset[str]:
    """Return what can be configured of one source of n-grams.

    Raises:
        KeyError: there is no such source.
    """
    if source not in _ANALYSERS:
        raise KeyError(source)
    return frozenset({"min_df"} if source == "pair" else PART)


def vectorizer_of(source: str, part: Mapping[str, Any]) -> TfidfVectorizer:
    """Return an untrained vectorizer for one part of the configuration; what it leaves out is as in ``PART``."""
    full = {**PART, **part}
    return TfidfVectorizer(**_ANALYSERS[source](full), min_df=full["min_df"], sublinear_tf=True, dtype=np.float32)


def counted(vectorizers: Sequence[TfidfVectorizer], texts: Sequence[Sequence[str]]) -> sp.csr_matrix:
    """Return the n-grams of many messages, shape (messages, columns): faster than one message after the other.

    Args:
        vectorizers: trained, in the order of their columns.
        texts: for each of them, what it reads of every message.
    """
    return beside([vectorizer.transform(read) for vectorizer, read in zip(vectorizers, texts)])


def beside(parts: Sequence[sp.csr_matrix]) -> sp.csr_matrix:
    """Return what several vectorizers counted, side by side."""
    return sp.hstack(parts, format="csr", dtype=np.float32)


def rows_of(joined: sp.csr_matrix) -> Iterator[sp.csr_matrix]:
    """Yield the row of every message, shape (1, columns)."""
    for start, end in pairwise(joined.indptr):
        ends = np.array([0, end - start], dtype=np.int32)
        yield sp.csr_matrix((joined.data[start:end], joined.indices[start:end], ends), shape=(1, joined.shape[1]))


class Rows:
    """Trained vectorizers side by side, quick for one text.

    It gives what ``sp.hstack`` of their ``transform`` gives. For a single text, scikit-learn and SciPy spend four
    fifths of their time on building and checking matrices, one a vectorizer.
    """

    def __init__(self, vectorizers: Sequence[TfidfVectorizer]) -> None:
        """Take the vectorizers in the order of their columns."""
        self._parts = []
        self._width = 0
        rarities = [np.zeros(0, dtype=np.float32)]
        for item in vectorizers:
            self._parts.append((item.build_analyzer(), item.vocabulary_, self._width))
            rarities.append(item.idf_.astype(np.float32))
            self._width += len(item.vocabulary_)
        self._rarity = np.concatenate(rarities)
        self._starts = [start for *_, start in self._parts]

    def row(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Return the row of one message, of which every vectorizer reads its own text; shape (1, columns)."""
        found: list[int] = []
        for text, (analyse, vocabulary, start) in zip(texts, self._parts):
            found += [place + start for place in map(vocabulary.get, analyse(text)) if place is not None]
        columns, often = np.unique(np.array(found, dtype=np.int32), return_counts=True)
        weights = (np.log(often.astype(np.float32)) + 1) * self._rarity[columns]
        for first, last in pairwise([*np.searchsorted(columns, self._starts).tolist(), len(columns)]):
            if last > first:
                part = weights[first:last]
                part /= np.sqrt(np.square(part).sum())
        ends = np.array([0, len(columns)], dtype=np.int32)
        return sp.csr_matrix((weights, columns, ends), shape=(1, self._width))
