"""How well a question within its topic is told apart, and its form, opening and asker heard, for unseen writers.

`python -m bench.statements` leaves whole writers out and prints accuracy; docs/antwoorden.md keeps the figures.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from rich.console import Console

from bench.classifier import OURS, WEIGHTS, Variant
from bench.sentences import ROOT, Sentence, folds, read_sentences
from nlu.labelled_questions import LabelledQuestion, read_labelled_questions
from nlu.statement_model import ASKER, FORM, OPENING, StatementModel
from nlu.topic_model import Block

FOLDS = 5
WITHIN: dict[str, Any] = {"weights": WEIGHTS, "strength": 1.0, "iterations": 24, "sharpness": 5.0, "own": 2.0}
HEARD: dict[str, Any] = {"weights": WEIGHTS, "strength": 0.25, "iterations": 40, "sharpness": 5.0, "own": 2.0}


def run(
    sentences: Sequence[Sentence],
    labelled: dict[str, LabelledQuestion],
    within: dict[str, Any],
    heard: dict[str, Any],
    most: int | None = None,
) -> tuple[dict[str, tuple[int, int]], list[tuple[LabelledQuestion, str, str]]]:
    """Train and judge every fold (or the first ``most``); return right and asked per figure, and the judgements."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    judged: list[tuple[LabelledQuestion, str, str]] = []
    known = [item for item in sentences if item.text in labelled]
    for number, (train, test) in enumerate(folds(known, FOLDS)):
        if most is not None and number >= most:
            break
        variant = Variant(OURS)
        for name, vectorizer in variant._vectorizers.items():
            vectorizer.fit(_read(name, [item.text for item in train]))
        model = StatementModel(within, heard)
        model.fit(variant.blocks([item.text for item in train]), [labelled[item.text] for item in train])
        blocks = variant.blocks([item.text for item in test])
        for index, item in enumerate(test):
            truth = labelled[item.text]
            begins = truth.opening.value if truth.opening is not None else ""
            one = [Block(block.origin, block.rows[index : index + 1]) for block in blocks]
            found = model.statements(one, {truth.topic: 1.0})
            best = max(found, key=lambda name: found[name], default="")
            opening = _best(model.opens(one, best))
            if truth.statement is not None:
                asked["uitspraak"] += 1
                right["uitspraak"] += best == truth.statement
                asked["uitspraak bij de twee"] += 1
                top = sorted(found, key=lambda name: -found[name])[:2]
                right["uitspraak bij de twee"] += truth.statement in top
                asked["beide"] += 1
                right["beide"] += best == truth.statement and opening == begins
            for name, label in ((FORM, truth.form), (ASKER, truth.asker)):
                asked[name] += 1
                right[name] += label is not None and _best(model.hears(one, name)) == label.value
            asked[OPENING] += 1
            right[OPENING] += opening == begins
            judged.append((truth, best, opening))
    return {name: (right[name], asked[name]) for name in asked}, judged


def _best(chances: dict[str, float]) -> str:
    return max(chances, key=lambda name: chances[name])


def _read(name: str, texts: Sequence[str]) -> list[str]:
    from bench.classifier import read

    return read(name, texts)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delen", type=int, default=None, help="only so many folds")
    parser.add_argument("--lees", type=int, default=0, metavar="N", help="list N wrong readings")
    chosen = parser.parse_args()
    console = Console(highlight=False)
    labelled = {item.text: item for item in read_labelled_questions(ROOT / "data" / "vragen")}
    figures, judged = run(read_sentences(), labelled, WITHIN, HEARD, chosen.delen)
    for name, (right, asked) in figures.items():
        console.print(f"{name:24} {right / asked:.3f}  of {asked}")
    by_topic: dict[str, list[bool]] = defaultdict(list)
    for truth, best, _ in judged:
        if truth.statement is not None:
            by_topic[truth.topic].append(best == truth.statement)
    for topic, rights in sorted(by_topic.items(), key=lambda item: sum(item[1]) / len(item[1])):
        console.print(f"  {topic:26} {sum(rights) / len(rights):.3f} of {len(rights)}")
    confused = Counter((truth.opening, opening) for truth, _, opening in judged)
    for (expected, taken), count in confused.most_common(20):
        console.print(f"  {expected.value if expected is not None else '-'} → {taken}: {count}")
    wrong = [item for item in judged if item[0].statement is not None and item[1] != item[0].statement]
    for truth, best, _ in wrong[: chosen.lees]:
        console.print(f"{truth.statement} ↔ {best}  «{truth.text[:140]}»", markup=False)


if __name__ == "__main__":
    main()
