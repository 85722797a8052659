"""Warnings and errors of the log as counts: every event of our own has a name there, and nothing else is quoted."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from magdat.metrics.catalogue import FAULTS
from magdat.metrics.faults import OTHER, count_faults, event_of

ROOT = Path(__file__).resolve().parents[3]


def times(level: str, event: str) -> float:
    return float(FAULTS.labels(level=level, event=event)._value.get())


def events() -> Iterator[tuple[str, str]]:
    """Yield every event that our code warns of, with the file."""
    for room in ("magdat", "channels", "actions", "desk", "nlu", "launch"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in {"warning", "error", "exception"}
                    and isinstance(node.func.value, ast.Name)
                    and node.func.value.id == "logger"
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                ):
                    yield str(node.args[0].value), path.name


def test_every_event_of_our_code_is_counted_under_its_own_name() -> None:
    found = list(events())
    assert len(found) > 40
    assert [(event, file) for event, file in found if event_of(event) == OTHER] == [], "see AREAS in faults.py"


def test_what_is_no_event_of_ours_is_not_quoted() -> None:
    for text in ("mag ik op facebook?", "zwarteraaf.pesten", "gate.silent\nx", "gate.Silent", "", None, 3):
        assert event_of(text) == OTHER


def test_a_line_is_counted_once_and_written_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    count_faults()
    count_faults()
    before = times("error", "gate.silent"), times("warning", "gate.flood")
    structlog.get_logger().error("gate.silent")
    structlog.get_logger().warning("gate.flood", channel="rest")
    structlog.get_logger().info("gate.silent")
    assert (times("error", "gate.silent"), times("warning", "gate.flood")) == (before[0] + 1, before[1] + 1)
    assert capsys.readouterr().out.count("gate.silent") == 2
