"""Learn how much each likeness of a statement counts: `python -m bench.ranking [--delen N] [--schrijf]`.

Whole writers are left out; models that never saw their sentences say how likely each statement is, and from how the
right one then stands beside the others the weights in nlu/ranking/learned.json are learned: only of writers whose
sentences taught the encoder nothing in its last go (data/nlu/apart.txt), for of the others its likeness promises more.
What it prints of each fold is with the weights of the other folds. A fold takes two minutes on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rich.console import Console

from bench.classifier import OURS, WEIGHTS, Variant, read
from bench.sentences import ROOT, Sentence, folds, kept_apart, read_sentences
from bench.statements import HEARD, WITHIN
from nlu.labelled_questions import LabelledQuestion, read_labelled_questions, read_statement_examples
from nlu.ranking.ranker import ASKER, FORM, OPENING, Candidate, Ranker, likeliest
from nlu.ranking.space import Floats
from nlu.ranking.weighing import LIKENESSES, Judged, Weights, learn_weights
from nlu.statement_model import StatementModel, joined
from nlu.topic_model import Block, Single, TopicModel

FOLDS = 5

TOPICS = 6
"""As ``topics`` of nlu/statement_classifier.py."""

LABELS = (FORM, ASKER, OPENING)

FIGURES = ("eerst, zonder", "onderwerp, zonder", "eerst", "bij de twee", "onderwerp", "zekerheid")
"""The shares that are told of every fold: how often the right statement comes first without ranking and its topic is
right, the same with it, how often it is among two, and how sure the likeliest is."""


@dataclass(frozen=True)
class Asked:
    """A sentence by somebody whom the models did not know."""

    truth: LabelledQuestion
    candidates: Sequence[Candidate]
    """The likeliest statements, by topic and within it; likeliest first."""

    likenesses: Floats
    first: str
    """The likeliest statement of the likeliest topic."""

    @property
    def place(self) -> int | None:
        """Return where the right statement stands among the candidates."""
        names = [item.name for item in self.candidates]
        return names.index(str(self.truth.statement)) if self.truth.statement in names else None


def asked_of(
    truth: LabelledQuestion,
    topics: Mapping[str, float],
    within: Mapping[str, Mapping[str, float]],
    ranked: Ranker,
    vector: Floats,
    heard: Mapping[str, Mapping[str, float]],
) -> Asked:
    """Return a sentence with its likenesses, given how likely each topic is and each statement within it."""
    likely = sorted((topic for topic in topics if topic in within), key=lambda topic: -topics[topic])[:TOPICS]
    candidates = likeliest(topics, {topic: within[topic] for topic in likely})
    best = within[likely[0]]
    first = max(best, key=lambda name: best[name])
    return Asked(truth, candidates, ranked.likenesses(vector, candidates, heard), first)


def fold(train: Sequence[Sentence], test: Sequence[Sentence], labelled: Mapping[str, LabelledQuestion]) -> list[Asked]:
    """Train on some writers' sentences and on the statements' examples; return what others asked."""
    examples = read_statement_examples(ROOT / "leidraad" / "uitspraken")
    told = [labelled[item.text] for item in train if item.text in labelled] + examples
    topics, variant = TopicModel(WEIGHTS, strength=0.25, iterations=30, own=3.0), Variant(OURS)
    texts = [item.text for item in train] + [item.text for item in examples]
    for name, vectorizer in variant._vectorizers.items():
        vectorizer.fit(read(name, texts))
    topics.fit(variant.blocks(texts), [item.intent for item in train] + [item.topic for item in examples])
    blocks = variant.blocks([item.text for item in told])
    model = StatementModel(WITHIN, HEARD)
    model.fit(blocks, told)
    ranked = Ranker.learned(blocks[-1].rows, told)
    left = [labelled[item.text] for item in test if item.text in labelled]
    left = [item for item in left if item.statement is not None]
    rows = joined(variant.blocks([item.text for item in left]))
    chances = topics.probabilities(rows)
    found = []
    for index, truth in enumerate(left):
        one = [Block(block.origin, block.rows[index : index + 1]) for block in rows]
        likely = {name: float(chance) for name, chance in zip(topics.labels, chances[index]) if model.knows(name)}
        likely = dict(sorted(likely.items(), key=lambda item: -item[1])[:TOPICS])
        message = Single.of(one)
        heard = {name: model.hears(message, name) for name in LABELS}
        within = model.within_topics(message, likely)
        found.append(asked_of(truth, likely, within, ranked, one[-1].rows[0], heard))
    return found


def judged(asked: Sequence[Asked]) -> list[Judged]:
    """Return what weights are learned from: sentences whose statement is among the candidates."""
    return [Judged(item.likenesses, item.place) for item in asked if item.place is not None]


def figures(asked: Sequence[Asked], weights: Mapping[str, float]) -> dict[str, float]:
    """Return how often the right statement comes first and among two, and the topic, before and after ranking."""
    row = np.array([weights[name] for name in LIKENESSES])
    counts = dict.fromkeys(
        ("eerst, zonder", "onderwerp, zonder", "eerst", "bij de twee", "onderwerp", "zekerheid"), 0.0
    )
    for item in asked:
        scores = item.likenesses @ row
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = [item.candidates[index].name for index in np.argsort(-shares, kind="stable")]
        topics: dict[str, float] = {}
        for candidate, share in zip(item.candidates, shares):
            name = candidate.name.partition(".")[0]
            topics[name] = topics.get(name, 0.0) + float(share)
        counts["eerst, zonder"] += item.first == item.truth.statement
        counts["onderwerp, zonder"] += item.first.partition(".")[0] == item.truth.topic
        counts["eerst"] += order[0] == item.truth.statement
        counts["bij de twee"] += item.truth.statement in order[:2]
        counts["onderwerp"] += max(topics, key=lambda name: topics[name]) == item.truth.topic
        counts["zekerheid"] += float(shares.max())
    return {"zinnen": len(asked), **{name: round(count / len(asked), 4) for name, count in counts.items()}}


def weigh(parts: Sequence[Sequence[Asked]]) -> Weights:
    """Learn from all folds, and measure each with the weights of the others."""
    by_fold = [
        figures(part, learn_weights(judged([item for other in parts if other is not part for item in other])))
        for part in parts
    ]
    everything = [item for part in parts for item in part]
    provenance: dict[str, Any] = {
        "zinnen van schrijvers die de modellen niet kenden": len(everything),
        "per deel, met gewichten van de andere": by_fold,
    }
    return Weights(learn_weights(judged(everything)), provenance)


def main() -> None:
    """Learn and print; --schrijf keeps the weights in nlu/ranking/learned.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--delen", type=int, default=FOLDS, metavar="N", help="only the first N of five folds")
    parser.add_argument("--schrijf", action="store_true", help="write nlu/ranking/learned.json")
    chosen = parser.parse_args()
    labelled = {item.text: item for item in read_labelled_questions(ROOT / "data" / "vragen")}
    apart = kept_apart()
    parts = [
        fold(train, [item for item in test if item.writer in apart], labelled)
        for number, (train, test) in enumerate(folds(read_sentences(), FOLDS))
        if number < chosen.delen
    ]
    weights = weigh(parts)
    Console(highlight=False).print_json(data={**weights.provenance, "gewichten": weights.by_name})
    if chosen.schrijf:
        weights.save()


if __name__ == "__main__":
    main()
