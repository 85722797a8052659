"""A part of the pipeline that is asked more than once for a message counts with all of it."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from rasa.engine.graph import GraphNode

from bench.parse_time import timed_parts


def test_seconds_of_one_part_are_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 1.0, 5.0, 5.0, 6.0])
    monkeypatch.setattr(time, "process_time", lambda: next(clock))
    monkeypatch.setattr(GraphNode, "__call__", lambda node: node._node_name)
    spent = timed_parts()
    for name in ("provide_nlu.dutch_pipeline.DutchPipeline0", "run_nlu.dutch_pipeline.DutchPipeline0", "run_B1"):
        assert GraphNode.__call__(SimpleNamespace(_node_name=name)) == name
    assert spent == {"DutchPipeline": 5.0, "B": 1.0}
