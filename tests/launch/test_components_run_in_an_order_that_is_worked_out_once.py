"""The components of a model run as Rasa runs them, in an order that is worked out once."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource

from launch import graph_order


class Joined(GraphComponent):
    """Joins what it is given, and keeps how often it was asked."""

    asked = 0

    @classmethod
    def create(cls, **_: Any) -> Joined:
        """Return one."""
        return cls()

    def run(self, first: str, second: str = "") -> str:
        """Return both, in brackets."""
        Joined.asked += 1
        return f"({first}{second})"


def node(**needs: str) -> SchemaNode:
    return SchemaNode(needs, Joined, "create", "run", {}, resource=Resource("of nothing"))


GRAPH = {
    "last": node(first="left", second="right"),
    "right": node(first="begin", second="said"),
    "left": node(first="begin"),
    "begin": node(first="said"),
    "aside": node(first="said"),
}


@pytest.fixture
def runner(tmp_path: Any) -> DaskGraphRunner:
    schema = GraphSchema(GRAPH)
    return DaskGraphRunner(schema, LocalModelStorage(tmp_path), ExecutionContext(schema))


@pytest.mark.parametrize("targets", [["last"], ["aside"], ["right", "left"], ["begin"]])
def test_what_comes_out_is_what_rasa_gives(runner: DaskGraphRunner, targets: list[str]) -> None:
    for said in ("x", "y"):
        expected = graph_order._run(runner, {"said": said}, targets)
        asked = Joined.asked
        assert graph_order.run(runner, {"said": said}, targets) == expected
        assert Joined.asked - asked == len(graph_order.order(runner._graph_schema, targets))


def test_the_order_is_worked_out_once(runner: DaskGraphRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    graph_order.run(runner, {"said": "x"}, ["last"])
    monkeypatch.setattr(graph_order, "order", lambda *_: pytest.fail("it was worked out again"))
    assert graph_order.run(runner, {"said": "y"}, ["last"]) == {"last": "(((y))((y)y))"}


def test_a_component_without_what_it_needs_is_an_error(runner: DaskGraphRunner) -> None:
    with pytest.raises(GraphRunError, match="Missing input"):
        graph_order.run(runner, {}, ["begin"])


def test_it_is_refused_where_rasa_runs_them_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_order, "_run", lambda self, given: {})
    with pytest.raises(RuntimeError, match="graph_order"):
        graph_order.use()
