"""Weights come with the project so that a fresh clone trains quickly; the first test fails when they became stale."""

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from nlu import kept_weights, topic_model
from nlu.kept_weights import MOST_KEPT, SHIPPED, Rounded, keep_weights, key_of, read_weights
from nlu.ship import MODEL, kept_by
from nlu.topic_model import Block, TopicModel

SEEN = "een twee drie vier"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep weights elsewhere, however few sentences they are learned from."""
    monkeypatch.setattr(kept_weights, "SHIPPED", tmp_path / "shipped")
    monkeypatch.setattr(kept_weights, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(topic_model, "MUCH", 10)
    return tmp_path


def blocks() -> list[Block]:
    drawn = np.random.default_rng(5)
    grams = sp.random(40, 30, 0.2, "csr", dtype=np.float32, random_state=7)
    return [Block("ngrams", grams), Block("e5", drawn.normal(0.0, 1.0, (40, 6)).astype(np.float32))]


def labels() -> list[str]:
    return [SEEN.split()[row % 4] for row in range(40)]


def test_the_trained_model_rests_on_weights_that_are_shipped() -> None:
    keys = set(kept_by(MODEL).values())
    assert len(keys) == 4
    assert {path.stem for path in SHIPPED.glob("*.npz")} == keys, "run: python -m nlu.ship"


def test_what_is_read_is_what_was_learned(places: Path) -> None:
    learns, reads = TopicModel({"e5": 1.2}), TopicModel({"e5": 1.2})
    learns.fit(blocks(), labels())
    (kept,) = (places / "kept").glob("*.npz")
    (places / "shipped").mkdir()
    kept.rename(places / "shipped" / kept.name)
    reads.fit(blocks(), labels())
    assert not list((places / "kept").glob("*.npz"))
    assert reads.kept_as == learns.kept_as == kept.stem
    assert np.array_equal(learns.probabilities(blocks()), reads.probabilities(blocks()))


def test_the_steps_are_too_small_to_matter(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rounded, exact = TopicModel({}), TopicModel({})
    rounded.fit(blocks(), labels())
    monkeypatch.setattr(topic_model, "MUCH", 1_000)
    exact.fit(blocks(), labels())
    assert rounded.kept_as is not None
    assert exact.kept_as is None
    assert np.allclose(rounded.probabilities(blocks()), exact.probabilities(blocks()), atol=0.01)


def test_another_label_sentence_or_setting_is_learned_anew() -> None:
    grams = blocks()[0].rows
    key = key_of(grams, labels(), {"strength": 0.25})
    others = grams.tocsr(copy=True)
    others.indices[0] += 1
    assert key == key_of(grams.copy(), labels(), {"strength": 0.25})
    assert key != key_of(grams, labels(), {"strength": 0.5})
    assert key != key_of(grams, labels()[1:] + labels()[:1], {"strength": 0.25})
    assert key != key_of(others, labels(), {"strength": 0.25})


def test_the_same_weights_always_give_the_same_file_and_a_broken_one_counts_as_none(places: Path) -> None:
    weights = np.random.default_rng(2).normal(0.0, 1.0, (9, 3)).astype(np.float32)
    weights[4] = 0.0
    Rounded.of(weights, 7).write(places / "a.npz")
    Rounded.of(weights.copy(), 7).write(places / "b.npz")
    assert (places / "a.npz").read_bytes() == (places / "b.npz").read_bytes()
    found = Rounded.read(places / "a.npz")
    assert found is not None
    assert np.allclose(found.weights(), weights, atol=np.abs(weights).max() / 200)
    (places / "a.npz").write_bytes(b"broken")
    assert Rounded.read(places / "a.npz") is None


def test_only_some_are_kept_and_where_none_can_be_nothing_is_lost(places: Path) -> None:
    weights = np.ones((3, 2), dtype=np.float32)
    for number in range(MOST_KEPT + 3):
        keep_weights(f"{number:016x}", weights, 2)
    assert len(list((places / "kept").glob("*.npz"))) == MOST_KEPT
    assert read_weights("f" * 16) is None
    kept_weights.KEPT.rename(places / "elsewhere")
    kept_weights.KEPT.write_text("a file", encoding="utf-8")
    assert np.array_equal(keep_weights("f" * 16, weights, 2), weights)


def test_what_code_says_in_words_makes_nothing_stale_and_what_it_does_does(tmp_path: Path) -> None:
    wordy, bare, other = (tmp_path / f"{name}.py" for name in ("wordy", "bare", "other"))
    wordy.write_text('"""Words."""\nLESS = 1\n"""More."""\n\n\ndef half() -> None:\n    """Do."""  # nothing\n')
    bare.write_text("LESS = 1\ndef half() -> None: pass\n")
    other.write_text("LESS = 2\ndef half() -> None: pass\n")
    assert kept_weights._told_by(wordy) == kept_weights._told_by(bare) != kept_weights._told_by(other)
