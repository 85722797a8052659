"""How well platforms, moments, devices and roles are found in sentences that nobody looked at when writing the forms.

``entiteiten.tsv`` holds a sentence and what a careful reader finds in it: ``platform=facebook,x;moment=pauze``. The
role is that of whoever asks, or of whom the question is about; «mijn chef kijkt mee» names a role and is none. «Mijn
gsm» is somebody's own device; a bare «gsm» is nobody's.
"""

from __future__ import annotations

import pytest

from bench.entities import LABELLED, MEASURED, Find, lexicon_finder, score
from magdat.situation import CLOSED
from nlu.labelled_context import read_labelled

WANTED = 0.90


@pytest.fixture(scope="module")
def find() -> Find:
    """Return what finds the values of one dimension in a text, with the forms of data/context/."""
    return lexicon_finder()


@pytest.mark.parametrize("dimension", MEASURED)
def test_a_dimension_is_found_well_enough(dimension: str, find: Find) -> None:
    result = score(dimension, find, read_labelled(LABELLED))
    faults = "\n".join(result.faults)
    assert result.f1 >= WANTED, (
        f"{dimension}: precision {result.precision:.3f}, recall {result.recall:.3f}, F1 {result.f1:.3f}"
        f" ({result.right} right, {result.missed} missed, {result.invented} invented; wanted F1 {WANTED})\n{faults}"
    )


def test_the_sentences_are_labelled_with_values_that_exist() -> None:
    known = {name: frozenset(values) for name, values in CLOSED.items()}
    wrong = [
        f"{dimension}={value}: {sentence.text}"
        for sentence in read_labelled(LABELLED)
        for dimension, values in sentence.expected.items()
        for value in values
        if dimension not in MEASURED or (dimension in known and value not in known[dimension])
    ]
    assert not wrong, "\n".join(wrong)


def test_no_sentence_is_there_twice_and_a_good_part_names_nothing() -> None:
    read = read_labelled(LABELLED)
    assert len({sentence.text for sentence in read}) == len(read) >= 220
    assert sum(not sentence.expected for sentence in read) >= 50
