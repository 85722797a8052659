"""How well a question within its topic is told apart, and its form, opening and asker heard, for unseen writers.

`python -m bench.statements` leaves whole writers out and prints accuracy; docs/antwoorden.md keeps the figures. From
the same sentences it learns how much each of the four that tell an opening counts (nlu/opening_table.py).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from scipy.optimize import minimize

from bench.classifier import OURS, WEIGHTS, Variant
from bench.sentences import ROOT, Sentence, folds, read_sentences
from magdat.answers.marks import asking_of
from magdat.guidance.first_word import FirstWordKnowledge
from nlu.labelled_questions import LabelledQuestion, read_labelled_questions, read_statement_texts
from nlu.nearby_openings import NearbyOpenings, read_cues
from nlu.opening_table import HEARD as HEARD_POWERS
from nlu.opening_table import LEAST_SHARE, TOLD, pooled
from nlu.ranking.ranker import Ranker
from nlu.statement_model import ASKER, FORM, OPENING, StatementModel
from nlu.told_openings import ToldOpenings
from nlu.topic_model import Block, Single

FOLDS = 5
WITHIN: dict[str, Any] = {"weights": WEIGHTS, "strength": 1.0, "iterations": 24, "sharpness": 5.0, "own": 2.0}
HEARD: dict[str, Any] = {"weights": WEIGHTS, "strength": 0.25, "iterations": 40, "sharpness": 5.0, "own": 2.0}

Parts = Sequence[Mapping[str, float]]
"""How likely each opening is by statement and form, by the words, by the nearest sentences, and by what the
answer says."""


@dataclass(frozen=True)
class Learned:
    """What was learned from some writers."""

    model: StatementModel
    ranker: Ranker
    nearby: NearbyOpenings
    told: ToldOpenings
    cues: FirstWordKnowledge

    def parts(
        self, text: str, blocks: Sequence[Block], statement: str, heard: Mapping[str, Mapping[str, float]]
    ) -> Parts:
        """Return what tells how the answer of a statement to a message begins."""
        table = self.model.openings.shares(statement, heard[FORM])
        alike = self.ranker.alike(blocks[-1].rows[0], statement)
        near = self.nearby.shares(statement, alike, asking_of(self.cues, text), table)
        return table, heard[OPENING], near, self.told.shares(text, statement, table)


def run(
    sentences: Sequence[Sentence],
    labelled: dict[str, LabelledQuestion],
    within: dict[str, Any],
    heard: dict[str, Any],
    most: int | None = None,
) -> tuple[dict[str, tuple[int, int]], list[tuple[LabelledQuestion, str, str]], list[tuple[Parts, str]]]:
    """Train and judge every fold (or the first ``most``).

    Returns:
        Right and asked per figure; the judgements; and what tells the opening where the right statement answers, with
        the right one.
    """
    cues, texts = (
        read_cues(ROOT / "leidraad" / "eerste_woord.yml"),
        read_statement_texts(ROOT / "leidraad" / "uitspraken"),
    )
    turned = read_labelled_questions(ROOT / "data" / "andersom")
    told: list[tuple[Parts, str]] = []
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
        taught, known_blocks = [labelled[item.text] for item in train], variant.blocks([item.text for item in train])
        model.fit(known_blocks, taught)
        ranker, nearby = Ranker.learned(known_blocks[-1].rows, taught), NearbyOpenings.of(cues, taught)
        learned = Learned(model, ranker, nearby, ToldOpenings.of(cues, texts, [*taught, *turned]), cues)
        blocks = variant.blocks([item.text for item in test])
        for index, item in enumerate(test):
            truth = labelled[item.text]
            begins = truth.opening.value if truth.opening is not None else ""
            one = [Block(block.origin, block.rows[index : index + 1]) for block in blocks]
            found = model.statements(one, {truth.topic: 1.0})
            best = max(found, key=lambda name: found[name], default="")
            heard = {name: model.hears(Single.of(one), name) for name in (FORM, OPENING, ASKER)}

            opening = _best(pooled(learned.parts(truth.text, one, best, heard), TOLD))
            if truth.statement is not None:
                told.append((learned.parts(truth.text, one, truth.statement, heard), begins))
                asked["opening bij de juiste uitspraak"] += 1
                right["opening bij de juiste uitspraak"] += _best(pooled(told[-1][0], TOLD)) == begins
                asked["zonder wat het antwoord zegt"] += 1
                right["zonder wat het antwoord zegt"] += _best(pooled(told[-1][0][:3], HEARD_POWERS)) == begins
                asked["uitspraak"] += 1
                right["uitspraak"] += best == truth.statement
                asked["uitspraak bij de twee"] += 1
                top = sorted(found, key=lambda name: -found[name])[:2]
                right["uitspraak bij de twee"] += truth.statement in top
                asked["beide"] += 1
                right["beide"] += best == truth.statement and opening == begins
            for name, label in ((FORM, truth.form), (ASKER, truth.asker)):
                asked[name] += 1
                right[name] += label is not None and _best(heard[name]) == label.value
            asked[OPENING] += 1
            right[OPENING] += opening == begins
            judged.append((truth, best, opening))
    return {name: (right[name], asked[name]) for name in asked}, judged, told


def learned_powers(told: Sequence[tuple[Parts, str]]) -> NDArray[np.float64]:
    """Return the powers of the four by which the right opening stands out: a conditional logit."""
    names = sorted({name for parts, _ in told for name in parts[0]})
    table = np.log([[[part.get(name, 0.0) + LEAST_SHARE for part in parts] for name in names] for parts, _ in told])
    right = np.array([names.index(begins) for _, begins in told])
    rows = np.arange(len(told))

    def loss(powers: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = table @ powers
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = np.einsum("ij,ijk->ik", shares, table) - table[rows, right]
        return -float(np.log(shares[rows, right] + 1e-12).mean()), slope.mean(axis=0)

    found: NDArray[np.float64] = minimize(loss, np.full(4, 0.5), jac=True, method="L-BFGS-B").x
    return found


def _best(chances: Mapping[str, float]) -> str:
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
    figures, judged, told = run(read_sentences(), labelled, WITHIN, HEARD, chosen.delen)
    for name, (right, asked) in figures.items():
        console.print(f"{name:32} {right / asked:.3f}  of {asked}")
    powers = ", ".join(f"{power:.2f}" for power in learned_powers(told))
    console.print(f"tabel, woorden, dichtste zinnen, wat het antwoord zegt tellen tot de macht {powers}")
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
