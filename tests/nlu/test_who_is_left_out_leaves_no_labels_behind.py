"""A bench that leaves writers out trains on nothing that they wrote, labels included, and misses none of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.nlu.constants import TEXT

from bench.rasa_pipelines import LABELLED, narrowed, ours
from bench.sentences import ROOT, descriptions, read_sentences
from nlu.labelled_context import read_labelled
from nlu.labelled_questions import read_labelled_questions, read_statement_examples
from nlu.sentence_importer import SentenceImporter

LEFT_OUT = frozenset({"w33", "w34"})
CONTEXT, STATEMENTS = LABELLED


@pytest.fixture(scope="module")
def kept() -> frozenset[str]:
    sentences = [item for item in read_sentences() if item.writer not in LEFT_OUT]
    labels = {item.intent for item in sentences}
    return frozenset(item.text for item in [*sentences, *descriptions(labels)])


@pytest.fixture(scope="module")
def components(kept: frozenset[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    config = narrowed(ours(), kept, tmp_path_factory.mktemp("narrowed"))
    return {item["name"]: Path(item["labelled"]) for item in config["pipeline"] if item["name"] in LABELLED}


def test_what_is_labelled_is_what_is_learned_from(kept: frozenset[str], components: dict[str, Path]) -> None:
    everything = read_labelled_questions(ROOT / LABELLED[STATEMENTS])
    found = read_labelled_questions(components[STATEMENTS])
    assert found == [item for item in everything if item.text in kept]
    assert 0 < len(found) < len(everything)
    contexts = read_labelled(ROOT / LABELLED[CONTEXT])
    assert read_labelled(components[CONTEXT]) == [item for item in contexts if item.text in kept]


def test_what_stands_under_every_statement_is_learned_from_too() -> None:
    (importer,) = ours()["importers"]
    read = SentenceImporter("config.yml", "domain.yml", ["data"], statements=importer["statements"])
    texts = {item.get(TEXT) for item in read.get_nlu_data().training_examples}
    assert {item.text for item in read_statement_examples(ROOT / "leidraad" / "uitspraken")} <= texts


def test_without_labels_nothing_is_left_that_needs_them() -> None:
    names = {item["name"] for item in ours(with_context=False)["pipeline"]}
    assert not names & set(LABELLED)
    assert {item["name"] for item in ours()["pipeline"]} - names == set(LABELLED)
