"""Teach e5's upper layers which text answers a question; only needed to make ``adapter.npz`` anew. Needs TensorFlow.

What is learned is a softmax over the texts among which the right one has to be found (nlu/e5/taught_layers.py).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.e5.adapter import Adapter
from nlu.e5.engine import Engine
from nlu.e5.taught_layers import TaughtLayers, padded
from nlu.e5.weights import Floats

LONGEST = 128
"""Pieces of a text that are read while learning: what stands after them changes little."""

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

    def __init__(
        self,
        engine: Engine,
        texts: Sequence[str],
        read: Callable[[str], str],
        *,
        before: Adapter | None = None,
        seed: int = 0,
        half: bool = False,
    ) -> None:
        """Read everything that will be asked up to the first layer that is taught.

        Args:
            engine: the encoder as it is.
            texts: all questions and texts.
            read: gives a text as e5 reads it.
            before: what it was taught before and learns further.
            seed: of the numbers that it begins with.
            half: multiply in 16 bits, which takes less time where the processor can.
        """
        import tensorflow as tf

        self._tf = tf
        self._layers = TaughtLayers(engine, seed, None if before is None else before.pairs, half=half)
        self._read = tf.function(self._upper, reduce_retracing=True)
        self._below = self._layers.lower(texts, read, LONGEST)
        self._middles: tuple[Any, Any] | None = None
        if before is not None:
            self._middles = (tf.Variable(before.question), tf.Variable(before.statement))
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
        return Adapter(self._layers.pairs(), self._middles[0].numpy(), self._middles[1].numpy(), taught_by)

    def _variables(self) -> list[Any]:
        assert self._middles is not None
        return [*self._layers.variables, *self._middles]

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
        at = np.zeros(len(texts), dtype=np.int64)
        parts: list[Any] = []
        before = 0
        for places, rows, mask in padded([self._below[text] for text in texts], self._layers.width):
            at[places] = before + np.arange(len(places))
            before += len(rows)
            parts.append(self._read(tf.constant(rows), tf.constant(mask)))
        return tf.gather(tf.concat(parts, axis=0), at)

    def _upper(self, rows: Any, mask: Any) -> Any:
        tf = self._tf
        counted = tf.cast(mask, tf.float32)[..., None]
        state = self._layers.upper(rows, mask)
        return tf.math.l2_normalize(tf.reduce_sum(state * counted, 1) / tf.reduce_sum(counted, 1), axis=1)


def _unit(vectors: Floats) -> Floats:
    found: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found
