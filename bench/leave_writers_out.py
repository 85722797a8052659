"""How well the assistant understands somebody whose sentences it never saw: `python -m bench.leave_writers_out`.

Prints accuracy, top-3 and macro-F1 over folds that leave whole writers out, the reliability of the confidence, what is
sent away as out of field, and the confusions. With --lees it lists confident disagreements: noise in the labels, often.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from bench.classifier import OURS, Variant, topics_only, write_figures
from bench.sentences import ROOT, Sentence, folds, read_sentences
from magdat.evaluation import OUT_OF_FIELD, Judged, Question, confusions, figures
from magdat.understanding import ACTS

FOLDS = 5
FIGURES = ROOT / "docs" / "nlu_cijfers.json"


def run(
    sentences: Sequence[Sentence], parts: Sequence[str] = OURS, left_out: Collection[str] | None = None
) -> dict[str, Any]:
    """Train and judge every fold, or the one that leaves some writers out; return the figures and the judgements."""
    judged: list[Judged] = []
    chances: list[float] = []
    away: list[tuple[bool, float]] = []
    per_fold: list[float] = []
    for train, test in folds(sentences, FOLDS) if left_out is None else [parted(sentences, left_out)]:
        model = Variant(parts).fit([item.text for item in train], [item.intent for item in train])
        asked = [item for item in test if item.intent not in ACTS]
        labels = np.array(model.model.labels)
        found = topics_only(model.probabilities([item.text for item in asked]), model.model.labels, ACTS)
        outside = np.array([label in OUT_OF_FIELD for label in labels])
        for item, row in zip(asked, found):
            order = np.argsort(-row)[:10]
            judged.append(Judged(Question(item.text, (item.intent,)), tuple(labels[order])))
            chances.append(float(row[order[0]]))
            away.append((item.intent in OUT_OF_FIELD, float(row[outside].sum())))
        recent = judged[-len(asked) :]
        per_fold.append(round(sum(item.right for item in recent) / len(recent), 4))
    result = figures(judged, [])
    return {"figures": result, "judged": judged, "chances": chances, "away": away, "per_fold": per_fold}


def parted(sentences: Sequence[Sentence], writers: Collection[str]) -> tuple[list[Sentence], list[Sentence]]:
    """Return what everybody else wrote, and what these writers wrote."""
    others = [item for item in sentences if item.writer not in writers]
    return others, [item for item in sentences if item.writer in writers]


def reliability(judged: Sequence[Judged], chances: Sequence[float]) -> list[dict[str, Any]]:
    """Return, for each band of confidence, how often the likeliest topic was right."""
    right, sure = np.array([item.right for item in judged]), np.array(chances)
    rows = []
    for low in np.arange(0.0, 1.0, 0.1):
        band = (sure >= low) & (sure < low + 0.1 + (low > 0.85))
        if band.any():
            rows.append(
                {
                    "from": round(float(low), 1),
                    "n": int(band.sum()),
                    "mean": round(float(sure[band].mean()), 3),
                    "right": round(float(right[band].mean()), 3),
                }
            )
    return rows


def sending_away(away: Sequence[tuple[bool, float]], most: float = 0.03) -> dict[str, float]:
    """Return the best recall of out-of-field questions at which at most ``most`` of the real ones is sent away."""
    outside = np.array([is_out for is_out, _ in away])
    score = np.array([chance for _, chance in away])
    threshold = float(np.quantile(score[~outside], 1 - most))
    return {
        "threshold": round(threshold, 3),
        "recall": round(float((score[outside] > threshold).mean()), 4),
        "sent_away": most,
    }


def main() -> None:
    """Run and print; --schrijf keeps the figures in docs/nlu_cijfers.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lees", type=int, default=0, metavar="N", help="list N confident disagreements")
    parser.add_argument("--schrijf", action="store_true", help="write docs/nlu_cijfers.json")
    parser.add_argument("--delen", default=",".join(OURS), help="the parts to use, with commas between")
    chosen = parser.parse_args()
    console = Console(highlight=False)
    sentences = read_sentences()
    kept = json.loads(FIGURES.read_text(encoding="utf-8"))["left_out"]["writers"]
    started = time.perf_counter()
    result = run(sentences, chosen.delen.split(","))
    summary = {
        "sentences": len(sentences),
        "writers": len({item.writer for item in sentences}),
        "leave_writers_out": {key: value for key, value in result["figures"].items() if key != "latency_ms"},
        "per_fold": result["per_fold"],
        "left_out": {"writers": kept, "accuracy": run(sentences, left_out=kept)["per_fold"][0]},
        "out_of_field_at_3_percent": sending_away(result["away"]),
        "reliability": reliability(result["judged"], result["chances"]),
    }
    console.print_json(data=summary)
    console.print(f"{time.perf_counter() - started:.0f} s")
    for right, taken, count, example in confusions(result["judged"], 25):
        console.print(f"{count:4d}  {right} → {taken}   «{example[:100]}»", markup=False)
    wrong = [(chance, item) for item, chance in zip(result["judged"], result["chances"]) if not item.right]
    for chance, item in sorted(wrong, key=lambda pair: -pair[0])[: chosen.lees]:
        console.print(
            f"{chance:.2f}  {item.question.accepted[0]} ↔ {item.predicted[0]}  {item.question.text}", markup=False
        )
    if chosen.schrijf:
        write_figures(FIGURES, summary)
        console.print(f"wrote {Path(FIGURES).relative_to(ROOT)}")


if __name__ == "__main__":
    main()
