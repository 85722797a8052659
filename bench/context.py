"""What the context classifier adds to the lexicon: `python -m bench.context`.

Five folds over the labelled sentences in data/context/gelabeld.tsv; precision, recall and F1 over all values of a
dimension, for the lexicon alone and for lexicon and classifier together. The labels were given by seven readers, who
also labelled what a sentence only implies. The forms of the role were later extended with them in view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table
from sklearn.model_selection import KFold

from bench.classifier import WEIGHTS, Variant, read
from bench.entities import Score
from bench.sentences import ROOT, read_sentences
from nlu.context_classifier import lexicon_values
from nlu.context_lexicon import load_lexicon
from nlu.context_model import LEXICON, VALUES, ContextModel, lexicon_block
from nlu.labelled_context import read_labelled
from nlu.topic_model import Block

LABELLED = ROOT / "data" / "context" / "gelabeld.tsv"
THRESHOLDS = {"moment": 0.5, "toestel": 0.5, "rol": 0.75}
"""As in config.yml."""

Values = Mapping[str, frozenset[str]]


def found_by_both() -> tuple[list[Values], list[Values], list[Values]]:
    """Return for every labelled sentence what is there, what the lexicon finds, and what both find together."""
    labelled = read_labelled(LABELLED)
    texts, wanted = [item.text for item in labelled], [item.expected for item in labelled]
    variant = Variant()
    known = [item.text for item in read_sentences()]
    for name, vectorizer in variant._vectorizers.items():
        vectorizer.fit(read(name, known))
    blocks = variant.blocks(texts)
    named: list[Values] = list(lexicon_values(load_lexicon(ROOT / "data" / "context"), texts))
    together: list[Values] = [{} for _ in texts]
    for train, test in KFold(5, shuffle=True, random_state=1).split(texts):
        model = ContextModel({**WEIGHTS, LEXICON: 1.0})
        model.fit(_part(blocks, named, train), [wanted[index] for index in train])
        for index, implied in zip(test, model.implied(_part(blocks, named, test))):
            sure = {name: frozenset({value}) for name, (value, chance) in implied.items() if chance >= THRESHOLDS[name]}
            together[index] = {name: named[index][name] or sure.get(name, frozenset()) for name in VALUES}
    return [*wanted], named, together


def scored(dimension: str, wanted: Sequence[Values], found: Sequence[Values]) -> Score:
    """Compare what was found on one dimension with what is there."""
    pairs = [(want.get(dimension, frozenset()), got.get(dimension, frozenset())) for want, got in zip(wanted, found)]
    return Score(
        sum(len(want & got) for want, got in pairs),
        sum(len(want - got) for want, got in pairs),
        sum(len(got - want) for want, got in pairs),
        (),
    )


def _part(
    blocks: Sequence[Block], named: Sequence[Values], rows: np.ndarray[tuple[int], np.dtype[np.intp]]
) -> list[Block]:
    return [*(Block(item.origin, item.rows[rows]) for item in blocks), lexicon_block([named[index] for index in rows])]


def main() -> None:
    """Run and print."""
    wanted, named, together = found_by_both()
    table = Table("", "lexicon: precision", "recall", "F1", "with the classifier: precision", "recall", "F1")
    for dimension in VALUES:
        scores = [scored(dimension, wanted, found) for found in (named, together)]
        table.add_row(
            dimension, *(f"{value:.3f}" for score in scores for value in (score.precision, score.recall, score.f1))
        )
    Console(highlight=False).print(table)


if __name__ == "__main__":
    main()
