"""How well the context of a question is found: `text TAB platform=facebook;moment=pauze,werkuren` a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.sentences import ROOT
from nlu.context_lexicon import load_lexicon
from nlu.labelled_context import Labelled, read_labelled

MEASURED = ("platform", "moment", "toestel", "rol")
LABELLED = ROOT / "tests" / "nlu" / "entiteiten.tsv"

Find = Callable[[str, str], frozenset[str]]
"""Gives the values of one dimension that a text names."""


class Score(NamedTuple):
    """What was found of one dimension over all sentences; ``faults`` names every miss and every false hit."""

    right: int
    missed: int
    invented: int
    faults: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Return how much of what was found is there."""
        return self.right / max(1, self.right + self.invented)

    @property
    def recall(self) -> float:
        """Return how much of what is there was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.invented + self.missed)


def lexicon_finder() -> Find:
    """Return a finder with the forms in data/context/."""
    lexicon = load_lexicon(ROOT / "data" / "context")
    return lambda text, dimension: frozenset(item.value for item in lexicon.find(text) if item.dimension == dimension)


def score(dimension: str, find: Find, labelled: Sequence[Labelled]) -> Score:
    """Compare what ``find`` returns for every sentence with what a careful reader finds."""
    right = missed = invented = 0
    faults = []
    for sentence in labelled:
        wanted, found = sentence.expected.get(dimension, frozenset()), find(sentence.text, dimension)
        right += len(wanted & found)
        missed += len(wanted - found)
        invented += len(found - wanted)
        faults += [f"  gemist  {value}: {sentence.text}" for value in sorted(wanted - found)]
        faults += [f"  te veel {value}: {sentence.text}" for value in sorted(found - wanted)]
    return Score(right, missed, invented, tuple(faults))


def f1_of_lexicon(path: Path = LABELLED) -> float:
    """Return F1 over all values of all dimensions."""
    find, labelled = lexicon_finder(), read_labelled(path)
    scores = [score(dimension, find, labelled) for dimension in MEASURED]
    right, wrong = sum(item.right for item in scores), sum(item.missed + item.invented for item in scores)
    return round(2 * right / (2 * right + wrong), 4)
