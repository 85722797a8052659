from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from magdat.question import Asker, Form, Opening
from nlu.labelled_questions import LabelledQuestion
from nlu.statement_model import FORM, HEARD, StatementModel
from nlu.topic_model import Block, Single

KINDS = [
    ("a", "a.mag", Form.MAY, Opening.YES, Asker.DOER),
    ("a", "a.hoe", Form.HOW, Opening.NONE, Asker.DOER),
    ("b", "b.enige", Form.MAY, Opening.NO, Asker.HR),
    ("b", None, Form.REMARK, Opening.NONE, Asker.WITNESS),
]
"""What each sort of sentence asks; each has an n-gram of its own."""


def questions(count: int, seed: int) -> tuple[list[Block], list[LabelledQuestion]]:
    draw = np.random.default_rng(seed)
    kinds = [index % len(KINDS) for index in range(count)]
    rows = np.zeros((count, len(KINDS) + 3), dtype=np.float32)
    rows[range(count), kinds] = 1.0
    rows[:, len(KINDS)] = 0.5
    dense = draw.normal(5.0, 0.1, (count, 4)).astype(np.float32)
    labelled = [LabelledQuestion(f"zin {place}", *KINDS[kind]) for place, kind in enumerate(kinds)]
    return [Block("ngrams", sp.csr_matrix(rows)), Block("vectors", dense)], labelled


def one(blocks: list[Block], row: int) -> list[Block]:
    return [Block(block.origin, block.rows[[row]]) for block in blocks]


@pytest.fixture(scope="module")
def learned() -> StatementModel:
    model = StatementModel({"weights": {"vectors": 1.0}}, {"weights": {"vectors": 1.0}})
    model.fit(*questions(48, 1))
    return model


@pytest.mark.parametrize("row", [0, 1])
def test_it_tells_the_questions_of_a_topic_apart(row: int, learned: StatementModel) -> None:
    fresh, labelled = questions(8, 2)
    found = learned.statements(one(fresh, row), {"a": 0.8})
    assert set(found) == {"a.mag", "a.hoe"}
    assert max(found, key=lambda name: found[name]) == labelled[row].statement
    assert sum(found.values()) == pytest.approx(0.8, abs=HALF)


def test_a_topic_with_one_question_gives_it_all_its_chance(learned: StatementModel) -> None:
    fresh, _ = questions(4, 2)
    assert learned.statements(one(fresh, 2), {"b": 0.7})["b.enige"] == 0.7


def test_a_topic_that_nobody_labelled_has_no_statement(learned: StatementModel) -> None:
    fresh, _ = questions(4, 2)
    assert learned.knows("a")
    assert learned.knows("b")
    assert not learned.knows("c")
    assert learned.statements(one(fresh, 0), {"c": 0.9}) == {}


@pytest.mark.parametrize("row", range(4))
def test_it_hears_the_form_whatever_the_topic(row: int, learned: StatementModel) -> None:
    fresh, labelled = questions(4, 2)
    heard = learned.hears(Single.of(one(fresh, row)), FORM)
    assert max(heard, key=lambda name: heard[name]) == labelled[row].form
    assert sum(heard.values()) == pytest.approx(1.0, abs=HALF)


def test_an_n_gram_that_no_sentence_had_changes_nothing(learned: StatementModel) -> None:
    fresh, _ = questions(4, 2)
    odd = fresh[0].rows.toarray()
    odd[:, -1] = 9.0
    stranger = [Block("ngrams", sp.csr_matrix(odd)), fresh[1]]
    for name in HEARD:
        assert learned.hears(Single.of(one(stranger, 0)), name) == learned.hears(Single.of(one(fresh, 0)), name)


HALF = 1e-3
"""What a probability may change by, since weights of n-grams are kept in half precision."""


def test_what_it_learned_survives_saving(learned: StatementModel, tmp_path: Path) -> None:
    learned.save(tmp_path)
    again = StatementModel.load(tmp_path)
    fresh, _ = questions(8, 2)
    for row in range(4):
        message, topics = one(fresh, row), {"a": 0.6, "b": 0.3}
        assert again.statements(message, topics) == pytest.approx(learned.statements(message, topics), abs=HALF)
        for name in HEARD:
            heard = learned.hears(Single.of(message), name)
            assert again.hears(Single.of(message), name) == pytest.approx(heard, abs=HALF)
    assert again.openings.to_data() == learned.openings.to_data()


def test_two_trainings_give_the_same_model(learned: StatementModel) -> None:
    model = StatementModel({"weights": {"vectors": 1.0}}, {"weights": {"vectors": 1.0}})
    model.fit(*questions(48, 1))
    fresh, _ = questions(4, 2)
    assert model.statements(one(fresh, 0), {"a": 1.0}) == learned.statements(one(fresh, 0), {"a": 1.0})


def test_a_model_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"statements\.json"):
        StatementModel.load(tmp_path / "weg")
