"""Errors beside those of Rasa's stock pipeline, on a sample of every fold: `python -m bench.half_the_errors --schrijf`.

One sample of 1,500 sentences says little: two of them lie points apart. Here five are drawn, one from the training part
of each fold that leaves whole writers out; both pipelines learn from the same sentences and are asked what the writers
who were left out asked. Rasa's stock pipeline takes ten minutes a sample, so its errors are kept in
docs/nlu_fouten.json with a fingerprint of the sentences, and measured again when that no longer fits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console

from bench import rasa_pipelines
from bench.classifier import write_figures
from bench.nlu_rows import FOLDS, ROWS, learn, split
from bench.own_process import in_own_process
from bench.sentences import ROOT, Sentence
from magdat.understanding import ACTS

FIGURES = ROOT / "docs" / "nlu_fouten.json"


def fingerprint(parts: Sequence[Sequence[Sentence]]) -> str:
    """Return what changes when a sentence, its topic or its place in the sample changes."""
    lines = "\n".join(f"{item.intent}\t{item.text}" for part in parts for item in part)
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def errors(row: str, fold: int) -> int:
    """Return how many questions of the writers left out a row of the table gets wrong, by one fold's sample."""
    learned, asked = split(ROWS[row], fold)
    with rasa_pipelines.workplace() as directory:
        rankings = learn(ROWS[row], learned, directory).ask([item.text for item in asked])
    firsts = [next(name for name, _ in ranking if name not in ACTS) for ranking in rankings]
    return sum(first != item.intent for first, item in zip(firsts, asked))


def measured(fold: int, known: dict[str, Any]) -> dict[str, Any]:
    """Return the errors of both on one fold; those of stock from ``known`` where they are of the same sentences."""
    parts = split(ROWS["stock"], fold)
    digest = fingerprint(parts)
    kept = known.get("stock_errors") if known.get("sentences") == digest else None
    return {
        "sentences": digest,
        "asked": len(parts[1]),
        "stock_errors": _errors("stock", fold) if kept is None else kept,
        "ours_errors": _errors("ours_sample", fold),
    }


def _errors(row: str, fold: int) -> int:
    return int(in_own_process("bench.half_the_errors", "--een", row, str(fold)))


def summary(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return both error rates over all folds, and the share of stock's errors that ours makes, of each fold and all."""
    asked, stock, ours = (sum(item[key] for item in found) for key in ("asked", "stock_errors", "ours_errors"))
    return {
        "asked": asked,
        "stock": round(stock / asked, 4),
        "ours": round(ours / asked, 4),
        "share": round(ours / stock, 4),
        "share_of_each": [round(item["ours_errors"] / item["stock_errors"], 4) for item in found],
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--een", nargs=2, metavar=("ROW", "FOLD"), help=argparse.SUPPRESS)
    parser.add_argument("--schrijf", action="store_true", help="write docs/nlu_fouten.json")
    chosen = parser.parse_args()
    if chosen.een:
        print(errors(chosen.een[0], int(chosen.een[1])))
        return
    known = json.loads(FIGURES.read_text(encoding="utf-8"))["folds"] if FIGURES.exists() else [{}] * FOLDS
    console = Console(highlight=False)
    found = []
    for fold in range(FOLDS):
        found.append(measured(fold, known[fold]))
        console.print(json.dumps(found[-1]), markup=False, soft_wrap=True)
    result = summary(found)
    console.print(json.dumps(result), markup=False, soft_wrap=True)
    if chosen.schrijf:
        write_figures(FIGURES, {"folds": found, "summary": result})


if __name__ == "__main__":
    main()
