"""N-grams of characters in a fixed number of columns, so that a text that nobody saw before has a row at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from nlu.text import fold

COLUMNS = 2**15
"""So many columns that few n-grams of a policy share one."""

_cut = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), preprocessor=fold).build_analyzer()
"""Cuts a text into its n-grams. Scikit-learn makes this anew for every text, and what counts them too."""

_HASHING = FeatureHasher(COLUMNS, input_type="string", alternate_sign=False, dtype=np.float32)


def counted(texts: Sequence[str]) -> sp.csr_matrix:
    """Return how often each n-gram stands in each text, on the scale of the logarithm; shape (texts, COLUMNS)."""
    if not texts:
        return sp.csr_matrix((0, COLUMNS), dtype=np.float32)
    rows = _HASHING.transform(map(_cut, texts))
    rows.data = np.log(rows.data) + np.float32(1)
    return rows


def rarity(rows: sp.csr_matrix) -> NDArray[np.float32]:
    """Return how rare each n-gram is among some texts, as in tf-idf; shape (COLUMNS,)."""
    found = np.bincount(rows.indices, minlength=COLUMNS)
    return (np.log((1 + rows.shape[0]) / (1 + found)) + 1).astype(np.float32)


def weighed(rows: sp.csr_matrix, rare: NDArray[np.float32]) -> sp.csr_matrix:
    """Return rows of length one in which rare n-grams weigh more; a text without any stays empty."""
    if not rows.shape[0]:
        return rows
    data = rows.data * rare[rows.indices]
    return normalize(sp.csr_matrix((data, rows.indices, rows.indptr), shape=rows.shape), copy=False)


def weights(row: sp.csr_matrix, rare: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what :func:`weighed` makes of the n-grams of one text, in their order, without a matrix around it."""
    data: NDArray[np.float32] = row.data * rare[row.indices]
    length = np.sqrt(data @ data)
    return data / length if length else data


def column(row: sp.csr_matrix, rare: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what :func:`weighed` makes of one text as a number for every column; shape (COLUMNS,)."""
    found = np.zeros(COLUMNS, dtype=np.float32)
    found[row.indices] = weights(row, rare)
    return found
