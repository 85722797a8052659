"""How well platforms, moments, devices and roles are found in sentences that nobody looked at when writing the forms.

``entiteiten.tsv`` holds a sentence and what a careful reader finds in it: ``platform=facebook,x;moment=pauze``. The
role is that of whoever asks, or of whom the question is about; «mijn chef kijkt mee» names a role and is none. «Mijn
gsm» is somebody's own device; a bare «gsm» is nobody's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from magdat.situation import CLOSED
from nlu.context_lexicon import load_lexicon

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = Path(__file__).with_name("entiteiten.tsv")
MEASURED = ("platform", "moment", "toestel", "rol")
WANTED = 0.90


class Sentence(NamedTuple):
    """One line of the file: what is said, and the values that it names per dimension."""

    text: str
    expected: dict[str, frozenset[str]]


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


def sentences() -> list[Sentence]:
    """Read the file."""
    return [_sentence(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


def _sentence(line: str) -> Sentence:
    text, named = line.split("\t")
    pairs = (item.split("=") for item in named.split(";") if item)
    return Sentence(text, {dimension: frozenset(values.split(",")) for dimension, values in pairs})


def score(dimension: str, find: Callable[[str, str], frozenset[str]]) -> Score:
    """Compare what ``find`` returns for every sentence with what a careful reader finds."""
    right = missed = invented = 0
    faults = []
    for sentence in sentences():
        wanted, found = sentence.expected.get(dimension, frozenset()), find(sentence.text, dimension)
        right += len(wanted & found)
        missed += len(wanted - found)
        invented += len(found - wanted)
        faults += [f"  gemist  {value}: {sentence.text}" for value in sorted(wanted - found)]
        faults += [f"  te veel {value}: {sentence.text}" for value in sorted(found - wanted)]
    return Score(right, missed, invented, tuple(faults))


@pytest.fixture(scope="module")
def find() -> Callable[[str, str], frozenset[str]]:
    """Return what finds the values of one dimension in a text, with the forms of data/context/."""
    lexicon = load_lexicon(ROOT / "data" / "context")

    def values(text: str, dimension: str) -> frozenset[str]:
        return frozenset(item.value for item in lexicon.find(text) if item.dimension == dimension)

    return values


@pytest.mark.parametrize("dimension", MEASURED)
def test_a_dimension_is_found_well_enough(dimension: str, find: Callable[[str, str], frozenset[str]]) -> None:
    result = score(dimension, find)
    faults = "\n".join(result.faults)
    assert result.f1 >= WANTED, (
        f"{dimension}: precision {result.precision:.3f}, recall {result.recall:.3f}, F1 {result.f1:.3f}"
        f" ({result.right} right, {result.missed} missed, {result.invented} invented; wanted F1 {WANTED})\n{faults}"
    )


def test_the_sentences_are_labelled_with_values_that_exist() -> None:
    known = {name: frozenset(values) for name, values in CLOSED.items()}
    wrong = [
        f"{dimension}={value}: {sentence.text}"
        for sentence in sentences()
        for dimension, values in sentence.expected.items()
        for value in values
        if dimension not in MEASURED or (dimension in known and value not in known[dimension])
    ]
    assert not wrong, "\n".join(wrong)


def test_no_sentence_is_there_twice_and_a_good_part_names_nothing() -> None:
    read = sentences()
    assert len({sentence.text for sentence in read}) == len(read) >= 220
    assert sum(not sentence.expected for sentence in read) >= 50
