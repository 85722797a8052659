"""`python -m bench.answer` says what must be reached beside what was measured, and the page holds what it says."""

from __future__ import annotations

import json

from bench.answer_targets import TARGETS, reached
from launch.services import ROOT

DOCS = ROOT / "docs"


def test_the_page_holds_the_targets_beside_the_figures_of_the_last_run() -> None:
    found = json.loads((DOCS / "snelheid.json").read_text(encoding="utf-8"))
    assert reached(found) in (DOCS / "snelheid.md").read_text(encoding="utf-8")


def test_what_is_missed_is_said_and_what_was_not_measured_too() -> None:
    found = {
        "ours": {"fresh_p50_ms": 50.0, "answers_a_second_20": 5.0, "turn_1_p50_ms": 10, "turn_100_p50_ms": 12.0},
        "stock": {"fresh_p50_ms": 20.0, "answers_a_second_20": 10.0},
    }
    verdicts = [row.split(" | ")[-2:] for row in reached(found).splitlines()[2:]]
    assert verdicts == [
        ["2.50 ×", "no |"],
        ["1.20 ×", "yes |"],
        ["0.50 ×", "no |"],
        *[["not measured", "– |"]] * 5,
    ]
    assert len(TARGETS) == len(verdicts)
