"""The first layers of the Dutch pipeline for one message: what spaCy computes, without what it needs for learning.

spaCy sends the dozen words of a message through sixty small layers, each of which prepares to learn from it: most of
the time of the whole pipeline. And what the lowest two make of a word is a sum of rows that are known beforehand, four
for each of its features (27 MB).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

Floats = NDArray[np.float32]

TRIED = "Mag ik Facebook gebruiken tijdens de pauze, of leest de baas mee?"
"""A text by which it is seen that the same comes out."""

CLOSE = 1e-3
"""So much may what comes out differ, of numbers up to ten: another order of additions, on which no tag hangs."""

PIECES = 3
"""Of so many products a layer takes the largest."""

_FEATURES = "magdat_extract_words"
_TINY = np.float32(1e-8)


@dataclass(frozen=True)
class Layer:
    """A layer that takes the largest of three products, and normalises what comes out."""

    weights: Floats
    """Shape (inputs, 3 x outputs): all first products, then all second ones, then all third ones."""

    bias: Floats
    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, maxout: Model[Any, Any], norm: Model[Any, Any]) -> Layer:
        """Return the layer that two of spaCy's make."""
        weights, bias = _numbers(maxout, "W"), _numbers(maxout, "b")
        inputs = maxout.get_dim("nI")
        turned = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
        return cls(turned, np.ascontiguousarray(bias.T).reshape(-1), _numbers(norm, "G"), _numbers(norm, "b"))

    def __call__(self, rows: Floats) -> Floats:
        """Return what comes out of it for some rows, shape (rows, outputs)."""
        return self.largest(np.dot(rows, self.weights))

    def largest(self, products: Floats) -> Floats:
        """Return what comes out for the products of rows and weights."""
        products += self.bias
        width = len(self.scale)
        found = np.maximum(products[:, :width], products[:, width : 2 * width])
        np.maximum(found, products[:, 2 * width :], out=found)
        found -= np.add.reduce(found, axis=1, keepdims=True) / np.float32(width)
        found /= np.sqrt(np.einsum("ij,ij->i", found, found) / np.float32(width) + _TINY)[:, None]
        found *= self.scale
        found += self.shift
        return found


def _numbers(part: Model[Any, Any], name: str) -> Floats:
    found: Any = part.get_param(name)
    return np.asarray(found, dtype=np.float32)


class Words:
    """What the lowest layers make of each word by itself."""

    def __init__(self, features: Model[Any, Any], hashed: Sequence[Model[Any, Any]], mixed: Layer) -> None:
        """Work out what every row of every table of features adds to the products of the layer above them.

        Args:
            features: gives the features of the words of documents.
            hashed: for each feature, the table in which it is looked up.
            mixed: the layer that reads what was looked up, side by side.
        """
        self._features, self._mixed = features, mixed
        self._ops: Any = features.ops
        self._tables: list[tuple[int, int, int, int]] = []
        added, inputs, rows = [], 0, 0
        for table in hashed:
            found = _numbers(table, "E")
            self._tables.append((table.attrs["column"], table.attrs["seed"], len(found), rows))
            added.append(found @ mixed.weights[inputs : inputs + found.shape[1]])
            inputs, rows = inputs + found.shape[1], rows + len(found)
        self._added: Floats = np.concatenate(added)

    def of(self, doc: Doc) -> Floats:
        """Return a vector a word, shape (words, width)."""
        (features,) = self._features.predict([doc])
        columns = np.ascontiguousarray(features.T)
        # Each feature is looked up at four places, and what stands there is added up.
        places = [self._ops.hash(columns[number], seed) % size + start for number, seed, size, start in self._tables]
        return self._mixed.largest(self._ops.gather_add(self._added, np.concatenate(places, axis=1)))


class WordVectors:
    """What the first layers of our pipeline make of the words of a text."""

    def __init__(self, model: Model[Any, Any]) -> None:
        """Take the layers of a trained pipeline.

        Raises:
            ValueError: they are others than these.
        """
        parts: dict[str, list[Model[Any, Any]]] = {}
        for part in model.walk():
            parts.setdefault(part.name, []).append(part)
        maxouts, norms, hashed = (parts.get(name, []) for name in ("maxout", "layernorm", "hashembed"))
        features, windows = parts.get(_FEATURES, []), parts.get("expand_window", [])
        deep = len(windows)
        if len(features) != 1 or not deep or not len(maxouts) == len(norms) == deep + 1:
            raise ValueError("these are no layers of ours")
        if any(part.get_dim("nP") != PIECES for part in maxouts):
            raise ValueError("these layers are shaped otherwise")
        mixed, *self._layers = (Layer.of(*pair) for pair in zip(maxouts, norms))
        self._words = Words(features[0], hashed, mixed)
        self.width = model.get_dim("nO")

    def of(self, doc: Doc) -> Floats:
        """Return a vector a word, shape (words, width)."""
        # Around a text spaCy puts as many rows of zeros as there are layers. Each layer looks one row further, so the
        # outermost ones change nothing that is read.
        deep = len(self._layers)
        if not len(doc):
            return np.zeros((0, self.width), dtype=np.float32)
        rows = np.zeros((len(doc) + 2 * deep, self.width), dtype=np.float32)
        rows[deep:-deep] = self._words.of(doc)
        for layer in self._layers:
            rows = rows[1:-1] + layer(np.concatenate((rows[:-2], rows[1:-1], rows[2:]), axis=1))
        return rows


def quicken(pipeline: Language) -> None:
    """Let the first layers of our pipeline be computed so; any other pipeline stays as it is.

    Raises:
        RuntimeError: something else comes out than from spaCy's own layers.
    """
    if "tok2vec" not in pipeline.pipe_names:
        return
    part: Any = pipeline.get_pipe("tok2vec")
    try:
        vectors = WordVectors(part.model)
    except (ValueError, KeyError):
        return
    doc = pipeline.make_doc(TRIED)
    if not np.allclose(vectors.of(doc), part.model.predict([doc])[0], atol=CLOSE):
        raise RuntimeError("spaCy's layers compute something else: see nlu/word_vectors.py")

    def forward(
        model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Floats], Callable[[Any], Any]]:
        return [vectors.of(doc) for doc in docs], _learns_nothing

    part.model = Model("magdat_word_vectors", forward, dims={"nO": vectors.width})


def _learns_nothing(_: Any) -> list[Any]:
    """Stand where spaCy would learn.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("these layers only read: see nlu/word_vectors.py")
