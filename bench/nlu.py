"""Our understanding beside Rasa's stock pipeline, and what each part brings: `python -m bench.nlu`.

Every row is trained without the writers of the first fold and tested on them. Takes most of an hour: Rasa's stock
pipeline alone takes twenty minutes. `--schrijf` puts the table into docs/nlu.md and the figures into
docs/nlu_tabel.json. `--rijen ours,e5` measures only some rows; the others stay as they were. With MAGDAT_CORPORA set,
xSID is measured too.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any

from rich.console import Console

from bench.classifier import write_figures
from bench.nlu_rows import ROWS, measure
from bench.own_process import in_own_process
from bench.sentences import ROOT

FIGURES = ROOT / "docs" / "nlu_tabel.json"
PAGE = ROOT / "docs" / "nlu.md"
START, END = "<!-- bench.nlu -->", "<!-- /bench.nlu -->"

COLUMNS = {
    "sentences": "sentences",
    "top1": "top-1",
    "top3": "top-3",
    "macro_f1": "macro-F1",
    "out_precision": "out of field: precision",
    "out_recall": "recall",
    "entity_f1": "entity F1",
    "xsid": "xSID, 500",
    "xsid_unseen": "xSID, 437 unseen",
    "training_s": "training (s)",
    "training_cpu_s": "(CPU s)",
    "parse_p50_ms": "parse p50 (ms)",
    "parse_p95_ms": "p95",
    "parse_resident_mb": "then resident (MB)",
    "resident_mb": "resident after training (MB)",
    "disk_mb": "on disk (MB)",
}


def table(found: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the figures as a table in Markdown."""
    head = ["", *COLUMNS.values()]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name in ROWS:
        if name in found:
            values = [_written(found[name].get(key)) for key in COLUMNS]
            lines.append("| " + " | ".join([ROWS[name].title, *values]) + " |")
    return "\n".join(lines)


def _written(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.3f}" if value < 1 else f"{value:.1f}"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rijen", default=",".join(ROWS), help="the rows to measure, with commas between")
    parser.add_argument("--rij", choices=ROWS, help=argparse.SUPPRESS)
    parser.add_argument("--schrijf", action="store_true", help="write docs/nlu_tabel.json and the table in docs/nlu.md")
    chosen = parser.parse_args()
    if chosen.rij:
        print(json.dumps(measure(ROWS[chosen.rij])))
        return
    console = Console(highlight=False, width=250)
    found: dict[str, Any] = {}
    for name in chosen.rijen.split(","):
        found[name] = in_own_process("bench.nlu", "--rij", name)
        console.print(json.dumps({name: found[name]}), markup=False, soft_wrap=True)
    console.print(table(found), markup=False)
    if chosen.schrijf:
        kept = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
        found = {name: row for name, row in {**kept, **found}.items() if name in ROWS}
        write_figures(FIGURES, found)
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{START}\n{table(found)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
