"""What was learned of each statement moves the likeliest ones, and says why; it survives saving."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from magdat.question import Asker, Form, Opening
from nlu.labelled_questions import LabelledQuestion
from nlu.ranking.ranker import CANDIDATES, LEAST_ALIKE, MOST_BESIDE, Candidate, Ranker, likeliest
from nlu.ranking.space import Floats
from nlu.ranking.weighing import LIKENESSES, Weights
from nlu.statement_classifier import reweighed

KINDS = [
    ("a", "a.mag", Form.MAY, Opening.YES, Asker.DOER),
    ("a", "a.hoe", Form.HOW, Opening.NONE, Asker.DOER),
    ("b", "b.wie", Form.WHO, Opening.NONE, Asker.HR),
    ("b", None, None, Opening.NONE, None),
]

ALIKE = [Candidate("a.mag", 0.5, 0.5), Candidate("a.hoe", 0.5, 0.5), Candidate("b.wie", 0.3, 0.9)]

UNHEARD = {"vorm": {"mag": 1.0}, "vrager": {"doener": 1.0}, "opening": {"ja": 1.0}}


def questions(count: int, seed: int) -> tuple[Floats, list[LabelledQuestion]]:
    kinds = [index % len(KINDS) for index in range(count)]
    vectors = np.random.default_rng(seed).normal(2.0, 0.1, (count, 8)).astype(np.float32)
    vectors[range(count), kinds] += 1.0
    return vectors, [LabelledQuestion(f"zin {place}", *KINDS[kind]) for place, kind in enumerate(kinds)]


@pytest.fixture(scope="module")
def learned() -> Ranker:
    return Ranker.learned(*questions(60, 1))


def only(name: str, weight: float = 5.0) -> Floats:
    """Weights by which one likeness counts alone."""
    return np.array([weight if item == name else 0.0 for item in LIKENESSES], dtype=np.float32)


@pytest.mark.parametrize("likeness", ["dichtste_zin", "midden"])
@pytest.mark.parametrize("row", range(3))
def test_a_message_finds_the_statement_whose_sentences_are_like_it(likeness: str, row: int, learned: Ranker) -> None:
    vectors, labelled = questions(4, 2)
    found = learned.rank(only(likeness), vectors[row], ALIKE, UNHEARD)
    assert found[0].name == labelled[row].statement


@pytest.mark.parametrize(
    ("likeness", "label", "best"),
    [("vorm", "hoe", "a.hoe"), ("vorm", "wie", "b.wie"), ("vrager", "hr", "b.wie"), ("opening", "ja", "a.mag")],
)
def test_how_it_is_asked_tells_too(likeness: str, label: str, best: str, learned: Ranker) -> None:
    vectors, _ = questions(4, 2)
    found = learned.rank(only(likeness), vectors[3], ALIKE, {**UNHEARD, likeness: {label: 1.0}})
    assert found[0].name == best


def test_chances_make_one_and_reasons_tell_them_apart(learned: Ranker) -> None:
    vectors, _ = questions(4, 2)
    found = learned.rank(Weights.load().row(), vectors[0], ALIKE, UNHEARD)
    assert sum(item.chance for item in found) == pytest.approx(1.0)
    assert [item.chance for item in found] == sorted((item.chance for item in found), reverse=True)
    for one, other in pairwise(found):
        beside = sum(one.reasons.values()) - sum(other.reasons.values())
        assert np.log(one.chance / other.chance) == pytest.approx(beside, abs=1e-3)


def test_a_statement_that_nothing_was_learned_of_is_left_out(learned: Ranker) -> None:
    vectors, _ = questions(4, 2)
    found = learned.rank(only("midden"), vectors[0], [*ALIKE, Candidate("c.nieuw", 0.9, 0.9)], UNHEARD)
    assert {item.name for item in found} == {"a.mag", "a.hoe", "b.wie"}
    assert learned.rank(only("midden"), vectors[0], [], UNHEARD) == []


def test_what_it_learned_survives_saving(learned: Ranker, tmp_path: Path) -> None:
    learned.save(tmp_path)
    again = Ranker.load(tmp_path)
    vectors, _ = questions(8, 3)
    for vector in vectors:
        expected = learned.likenesses(vector, ALIKE, UNHEARD)
        assert again.likenesses(vector, ALIKE, UNHEARD) == pytest.approx(expected, abs=2e-3)


def test_two_learnings_give_the_same(learned: Ranker) -> None:
    vectors, _ = questions(4, 2)
    again = Ranker.learned(*questions(60, 1)).likenesses(vectors[0], ALIKE, UNHEARD)
    assert (again == learned.likenesses(vectors[0], ALIKE, UNHEARD)).all()


def test_the_likeliest_by_topic_and_within_it_are_ranked() -> None:
    many = {f"a.{number}": 0.01 for number in range(CANDIDATES + 5)}
    found = likeliest({"a": 0.6, "b": 0.2}, {"a": many, "b": {"b.een": 1.0}})
    assert len(found) == CANDIDATES
    assert found[0] == Candidate("b.een", 0.2, 1.0)


def test_topics_are_as_likely_as_their_statements_and_together_as_before(learned: Ranker) -> None:
    vectors, _ = questions(4, 2)
    found = learned.rank(only("dichtste_zin", 20.0), vectors[2], ALIKE, UNHEARD)
    moved = reweighed({"a": 0.5, "b": 0.3, "c": 0.1}, found)
    assert set(moved) == {"a", "b"}
    assert sum(moved.values()) == pytest.approx(0.8)
    assert moved["b"] > moved["a"]


def test_a_folder_without_it_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"ranker\.json"):
        Ranker.load(tmp_path)


def test_what_a_message_is_like_is_told_for_every_topic(learned: Ranker) -> None:
    vectors, labelled = questions(4, 2)
    for row in range(3):
        found = learned.beside(vectors[row])
        assert found[labelled[row].topic][0].name == labelled[row].statement
        for topic, listed in found.items():
            assert all(item.name.startswith(f"{topic}.") for item in listed)
            alike = [item.nearest + item.middle for item in listed]
            assert alike == sorted(alike, reverse=True)
            assert min(alike) >= LEAST_ALIKE
            assert len(listed) <= MOST_BESIDE
