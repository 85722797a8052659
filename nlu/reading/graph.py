"""Write the layers that read a question and a sentence together as an ONNX graph. Needs the package ``onnx``."""

from __future__ import annotations

import numpy as np

from nlu.e5.graph import GraphBuilder
from nlu.e5.weights import Floats
from nlu.reading.weights import ReaderWeights

PAIRS, AWAY, WORDS = "pairs", "away", "words"
"""In: what the lower layers made of each pair, shape (pairs, pieces, width), and -1e9 where there is no piece, shape
(pairs, 1, 1, pieces). Out: how likely «ja», «nee» and neither are, shape (pairs, 3)."""

BEFORE_ALL = "cls"
"""What stands first in every pair; what comes out there tells the word."""


def pair_graph(weights: ReaderWeights) -> bytes:
    """Return the graph."""
    built = _PairGraph(weights)
    end = built.words()
    assert end == WORDS
    width = weights.width
    inputs: dict[str, list[str | int]] = {PAIRS: ["count", "pieces", width], AWAY: ["count", 1, 1, "pieces"]}
    return built.serialized("question-and-sentence", inputs, {WORDS: ["count", 3]})


class _PairGraph(GraphBuilder):
    """Layers over several pairs at once; of the last one only what comes out at the first place is computed."""

    def __init__(self, weights: ReaderWeights) -> None:
        super().__init__(weights, {})
        self._width, self._heads, self._last = weights.width, weights.heads, weights.layers - 1
        self._alone = weights.alone
        self._flat = self.constant("flat", np.array([-1, self._width], dtype=np.int64))
        shape = self.node("Shape", [PAIRS], "shape")
        ends = [self.constant(f"at{place}", np.array([place], dtype=np.int64)) for place in (0, 2)]
        self._lead = self.node("Slice", [shape, *ends], "lead")  # how many pairs, of how many pieces

    def words(self) -> str:
        state = self.node("Reshape", [PAIRS, self._flat], "rows")
        state = self.layers(state, range(self._alone, self._last))
        end = self._at_the_first_place(state, f"l{self._last}")
        hidden = self.node("Tanh", [self._linear_part(end, "h1")], "h1.tanh")
        return self.node("Softmax", [self._linear_part(hidden, "h2")], WORDS, axis=-1)

    def _linear_part(self, state: str, name: str) -> str:
        matrix, bias = (self.constant(f"{name}.{part}", self._weights.floats(f"{name}.{part}")) for part in "wb")
        return self.node("Add", [self.node("MatMul", [state, matrix], f"{name}.times"), bias], f"{name}.sum")

    def _attention(self, state: str, name: str) -> str:
        matrix, bias = self._asking(name, "qkv")
        asked, keyed, valued = self._split(self._product(state, f"{name}.qkv", matrix, bias), name, "qkv")
        return self._mixed(asked, keyed, valued, name)

    def _at_the_first_place(self, state: str, name: str) -> str:
        """Return what a layer gives at the first place of each pair, shape (pairs, width)."""
        whole = self._shaped(state, [self._width], f"{name}.whole")
        zero = self.constant("zero", np.array(0, dtype=np.int64))
        begin = self.node("Gather", [whole, zero], f"{name}.begin", axis=1)
        matrix, bias = self._asking(name, "q")
        one = self.constant("one", np.array([0, 1, self._heads, self._width // self._heads], dtype=np.int64))
        asked = self.node("Reshape", [self._product(begin, f"{name}.q", matrix, bias), one], f"{name}.asked")
        asked = self.node("Transpose", [asked], f"{name}.q.turned", perm=[0, 2, 1, 3])
        keyed, valued = self._split(self._product(state, f"{name}.kv", *self._asking(name, "kv")), name, "kv")
        return self._fed(begin, self._mixed(asked, keyed, valued, name), name)

    def _asking(self, name: str, parts: str) -> tuple[Floats, Floats]:
        root = np.float32(np.sqrt(self._width / self._heads))  # by which likenesses are divided, once and for all
        found = []
        for part in parts:
            matrix, bias = self._linear(f"{name}.{part}", self._width)
            found.append((matrix / root, bias / root) if part == "q" else (matrix, bias))
        matrices, biases = zip(*found)
        return np.concatenate(matrices, axis=1), np.concatenate(biases)

    def _split(self, state: str, name: str, parts: str) -> list[str]:
        size = self._width // self._heads
        split = self._shaped(state, [len(parts), self._heads, size], f"{name}.{parts}.split")
        turned = self.node("Transpose", [split], f"{name}.{parts}.turned", perm=[2, 0, 3, 1, 4])
        return [self._part(turned, f"{name}.{part}", place) for place, part in enumerate(parts)]

    def _mixed(self, asked: str, keyed: str, valued: str, name: str) -> str:
        keys = self.node("Transpose", [keyed], f"{name}.kt", perm=[0, 1, 3, 2])
        like = self.node("Add", [self.node("MatMul", [asked, keys], f"{name}.qk"), AWAY], f"{name}.near")
        shares = self.node("Softmax", [like], f"{name}.soft", axis=-1)
        mixed = self.node("MatMul", [shares, valued], f"{name}.mixed")
        joined = self.node("Transpose", [mixed], f"{name}.joined", perm=[0, 2, 1, 3])
        return self.node("Reshape", [joined, self._flat], f"{name}.flat")

    def _shaped(self, state: str, behind: list[int], name: str) -> str:
        rest = self.constant(f"behind{'x'.join(map(str, behind))}", np.array(behind, dtype=np.int64))
        shape = self.node("Concat", [self._lead, rest], f"{name}.shape", axis=0)
        return self.node("Reshape", [state, shape], name)
