"""«Terwijl den band draait» names no moment, and still says when: that is learned from labelled sentences."""

from pathlib import Path

import numpy as np
import pytest

from bench.context import LABELLED
from bench.sentences import read_sentences
from magdat.conversation.interpret.context import added
from magdat.files.problems import DocumentError
from magdat.situation import Situation
from magdat.understanding import Understanding
from nlu.context_model import VALUES, ContextModel, lexicon_block
from nlu.labelled_context import read_labelled
from nlu.topic_model import Block

BELT, BREAK = [1.0, 0.0], [0.0, 1.0]
NAMES_NOTHING: dict[str, frozenset[str]] = {}


def block(*rows: list[float]) -> Block:
    return Block("vectors", np.array(rows, dtype=np.float32))


def trained() -> ContextModel:
    rows = [BELT, BREAK] * 10
    labels = [{"moment": frozenset({"werkuren"})}, {"moment": frozenset({"pauze"})}] * 10
    model = ContextModel({"vectors": 3.0})
    model.fit([block(*rows), lexicon_block([NAMES_NOTHING] * 20)], labels)
    return model


def test_a_value_is_implied_without_being_named() -> None:
    found = trained().implied([block(BELT, BREAK), lexicon_block([NAMES_NOTHING] * 2)])
    assert [item["moment"][0] for item in found] == ["werkuren", "pauze"]
    assert all("rol" not in item and "toestel" not in item for item in found)


def test_a_saved_model_finds_the_same(tmp_path: Path) -> None:
    model = trained()
    model.save(tmp_path)
    asked = [block(BELT), lexicon_block([NAMES_NOTHING])]
    assert ContextModel.load(tmp_path).implied(asked) == model.implied(asked)


def test_what_is_implied_of_who_asks_never_contradicts_what_was_said() -> None:
    implied = Understanding("x", (("cao81", 1.0),), {"rol": ("leidinggevende",)}, implied=frozenset({"rol"}))
    said = Understanding("x", (("cao81", 1.0),), {"rol": ("leidinggevende",)})
    assert added(implied, Situation(rol="hr"))[0].rol == "hr"
    assert added(implied, Situation())[0].rol == "leidinggevende"
    assert added(said, Situation(rol="hr"))[0].rol == "leidinggevende"


def test_an_entity_without_a_place_is_implied() -> None:
    entities = [
        {"entity": "moment", "value": "pauze", "start": 0, "end": 0},
        {"entity": "platform", "value": "x", "start": 3, "end": 5},
    ]
    understood = Understanding.from_parse({"text": "op x ?", "entities": entities})
    assert understood.implied == {"moment"}
    assert understood.spans == ((3, 5),)


def test_the_labelled_sentences_are_training_sentences_and_named_once() -> None:
    labelled = read_labelled(LABELLED)
    texts = [item.text for item in labelled]
    assert len(set(texts)) == len(texts) >= 5_000
    assert set(texts) <= {item.text for item in read_sentences()}
    for dimension, values in VALUES.items():
        for value in values:
            assert sum(value in item.expected.get(dimension, ()) for item in labelled) >= 20


def test_a_wrong_label_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "gelabeld.tsv"
    file.write_text("goed\tmoment=pauze\nfout\tmoment=straks;kleur=blauw\n", encoding="utf-8")
    with pytest.raises(DocumentError) as refused:
        read_labelled(file)
    assert {(problem.line, problem.message) for problem in refused.value.problems} == {
        (2, "«moment=straks» bestaat niet"),
        (2, "«kleur=blauw» bestaat niet"),
    }
