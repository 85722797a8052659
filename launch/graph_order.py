"""Rasa's graph of components run in an order that is worked out once.

Before every reading and every prediction Rasa picks anew the components that are needed, and hands them to dask, which
plans for many workers and then runs one after the other. The graph of a model never changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any
from weakref import WeakKeyDictionary

import rasa
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

_run = DaskGraphRunner.run
_orders: WeakKeyDictionary[DaskGraphRunner, dict[tuple[str, ...], list[str]]] = WeakKeyDictionary()


def order(schema: GraphSchema, targets: Sequence[str]) -> list[str]:
    """Return the components that targets need, each after those whose output it takes."""
    needed = schema.minimal_graph_schema(list(targets)).nodes
    sorter = TopologicalSorter({name: list(node.needs.values()) for name, node in needed.items()})
    return [name for name in sorter.static_order() if name in needed]


def run(
    self: DaskGraphRunner, inputs: Mapping[str, Any] | None = None, targets: Sequence[str] | None = None
) -> dict[str, Any]:
    """Run the components that targets need, and return what comes out of those (see Rasa's GraphRunner)."""
    wanted = tuple(targets or self._graph_schema.target_names)
    known = _orders.setdefault(self, {})
    if wanted not in known:
        known[wanted] = order(self._graph_schema, wanted)
    found: dict[str, Any] = {name: (name, given) for name, given in (inputs or {}).items()}
    for name in known[wanted]:
        needs = self._graph_schema.nodes[name].needs.values()
        # A name instead of an output is what Rasa's components are told where there is none.
        found[name] = self._instantiated_nodes[name](*(found.get(need, need) for need in needs))
    return dict(found[name] for name in wanted)


def use() -> None:
    """Let Rasa's graphs be run so, in this process.

    Raises:
        RuntimeError: this Rasa runs its graphs in a way that is not known here.
    """
    code = _run.__code__
    if code.co_varnames[: code.co_argcount] != ("self", "inputs", "targets"):
        raise RuntimeError(f"Rasa {rasa.__version__} runs its graphs otherwise: see launch/graph_order.py")
    DaskGraphRunner.run = run
