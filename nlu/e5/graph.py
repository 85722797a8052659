"""Write e5 as an ONNX graph whose products run in 8 bits. Needs the package ``onnx``; reading the result does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nlu.e5.adapter import Pairs
from nlu.e5.weights import Floats, Weights

OPSET = 17
ROWS, MEAN, BELOW = "rows", "mean", "below"
"""A text goes in as the sums of its words', places' and type's vectors, and comes out as the mean of its words; beside
it what its words were below the last layers, for whoever reads two texts together (nlu/reading/)."""

JOINT = 2
"""So many layers are the last ones."""

LEVELS = 64
"""A weight becomes a whole number from -64 to 64. What is multiplied by it goes to 255, and two such products fit in
16 bits, which processors without VNNI add them in: with twice the levels they would cap them, and one machine's vectors
would not be another's. It costs nothing: cosine with the unrounded vectors 0.9965, and 0.9968 with twice the levels."""


def quantized(weights: Weights, added: Pairs) -> bytes:
    """Return the graph of all layers.

    Args:
        weights: those of the wheel.
        added: what is added to them.
    """
    built = GraphBuilder(weights, added)
    alone = weights.layers - JOINT
    below = built.layers(built.normalised(ROWS, "emb.ln"), range(alone))
    built.node("Identity", [below], BELOW)
    built.node("ReduceMean", [built.layers(below, range(alone, weights.layers))], MEAN, axes=[0], keepdims=0)
    words: list[str | int] = ["words", weights.width]
    return built.serialized("multilingual-e5-small", {ROWS: words}, {MEAN: [weights.width], BELOW: words})


class Layers(Protocol):
    """The numbers of some layers, as nlu.e5.weights gives those of the wheel."""

    width: int
    heads: int
    inner: int
    epsilon: float

    def matrix(self, name: str, inputs: int) -> Floats:
        """Return a matrix, shape (outputs, inputs)."""

    def floats(self, name: str) -> Floats:
        """Return numbers that were not rounded."""


class GraphBuilder:
    """Layers of a BERT encoder, node by node."""

    def __init__(self, weights: Layers, added: Pairs) -> None:
        """Begin with nothing.

        Args:
            weights: those of the wheel.
            added: what is added to them.
        """
        self._weights = weights
        self._added = added
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def serialized(
        self, name: str, inputs: Mapping[str, Sequence[str | int]], outputs: Mapping[str, Sequence[str | int]]
    ) -> bytes:
        """Return what was built as a file of ONNX; the same weights always give the same bytes.

        Args:
            name: of the graph.
            inputs: the shapes of what goes in, by name.
            outputs: the shapes of what comes out.
        """
        from onnx import TensorProto, helper

        told, given = (
            [helper.make_tensor_value_info(one, TensorProto.FLOAT, list(shape)) for one, shape in ends.items()]
            for ends in (inputs, outputs)
        )
        graph = helper.make_graph(self._nodes, name, told, given, list(self._constants.values()))
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        serialized: bytes = model.SerializeToString(deterministic=True)
        return serialized

    def layers(self, state: str, which: Sequence[int]) -> str:
        """Add some layers, and return the name of what comes out of them."""
        for layer in which:
            state = self._layer(state, f"l{layer}")
        return state

    def _layer(self, state: str, name: str) -> str:
        return self._fed(state, self._attention(state, name), name)

    def _fed(self, state: str, mixed: str, name: str) -> str:
        width = self._weights.width
        attended = self._product(mixed, f"{name}.ao", *self._linear(f"{name}.ao", width))
        state = self.normalised(self.node("Add", [state, attended], f"{name}.attended"), f"{name}.aln")
        inner = self._product(state, f"{name}.fi", *self._linear(f"{name}.fi", width))
        inner = self.node("Gelu", [inner], f"{name}.gelu", domain="com.microsoft")
        fed = self._product(inner, f"{name}.fo", *self._linear(f"{name}.fo", self._weights.inner))
        return self.normalised(self.node("Add", [state, fed], f"{name}.fed"), f"{name}.oln")

    def _attention(self, state: str, name: str) -> str:
        heads, width = self._weights.heads, self._weights.width
        matrices, biases = zip(*(self._linear(f"{name}.{part}", width) for part in "qkv"))
        root = np.float32(np.sqrt(width / heads))  # by which likenesses are divided, once and for all
        matrix = np.concatenate([matrices[0] / root, *matrices[1:]], axis=1)
        three = self._product(state, f"{name}.qkv", matrix, np.concatenate([biases[0] / root, *biases[1:]]))
        shape = self.constant("three", np.array([0, 3, heads, width // heads], dtype=np.int64))
        split = self.node("Reshape", [three, shape], f"{name}.split")
        turned = self.node("Transpose", [split], f"{name}.turned", perm=[1, 2, 0, 3])  # which, head, word, number
        asked, keyed, valued = (self._part(turned, f"{name}.{part}", place) for place, part in enumerate("qkv"))
        keys = self.node("Transpose", [keyed], f"{name}.kt", perm=[0, 2, 1])
        likeness = self.node("Softmax", [self.node("MatMul", [asked, keys], f"{name}.qk")], f"{name}.soft", axis=-1)
        mixed = self.node("MatMul", [likeness, valued], f"{name}.mixed")
        joined = self.node("Transpose", [mixed], f"{name}.joined", perm=[1, 0, 2])
        flat = self.constant("flat", np.array([0, width], dtype=np.int64))
        return self.node("Reshape", [joined, flat], f"{name}.flat")

    def _part(self, state: str, name: str, place: int) -> str:
        index = self.constant(f"index{place}", np.array(place, dtype=np.int64))
        return self.node("Gather", [state, index], f"{name}.part", axis=0)

    def _linear(self, name: str, inputs: int) -> tuple[Floats, Floats]:
        matrix, bias = self._weights.matrix(f"{name}.w", inputs).T, self._weights.floats(f"{name}.b")
        pair = self._added.get(name)
        return matrix if pair is None else matrix + pair[0] @ pair[1], bias

    def _product(self, state: str, name: str, matrix: Floats, bias: Floats) -> str:
        scale = np.abs(matrix).max(axis=0) / np.float32(LEVELS)
        whole = np.ascontiguousarray(np.rint(matrix / scale).astype(np.int8))
        constants = [
            self.constant(f"{name}.w", whole),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"zero{len(scale)}", np.zeros(len(scale), dtype=np.int8)),
            self.constant(f"{name}.b", bias),
        ]
        return self.node("DynamicQuantizeMatMul", [state, *constants], f"{name}.product", domain="com.microsoft")

    def normalised(self, state: str, name: str) -> str:
        """Add a normalisation of layers, and return the name of what comes out of it."""
        scale, bias = (self.constant(f"{name}.{part}", self._weights.floats(f"{name}.{part}")) for part in "wb")
        return self.node(
            "LayerNormalization", [state, scale, bias], f"{name}.normalised", axis=-1, epsilon=self._weights.epsilon
        )

    def node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """Add a node, and return the name of what comes out of it."""
        from onnx import helper

        self._nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def constant(self, name: str, values: NDArray[Any]) -> str:
        """Add numbers, once, and return their name."""
        from onnx import numpy_helper

        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(values, name)
        return name
