import json
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from nlu.topic_model import Block, Columns, Single, TopicModel


def blocks(count: int, seed: int) -> tuple[list[Block], list[str]]:
    draw = np.random.default_rng(seed)
    labels = [("a", "b", "c")[index % 3] for index in range(count)]
    sparse = sp.csr_matrix(
        np.array([[float(label == name) for name in "abc"] + [0.5] for label in labels], dtype=np.float32)
    )
    dense = draw.normal(5.0, 0.1, (count, 4)).astype(np.float32)
    return [Block("ngrams", sparse), Block("vectors", dense)], labels


def test_what_it_learned_survives_saving(tmp_path: Path) -> None:
    data, labels = blocks(60, 1)
    model = TopicModel({"vectors": 1.0})
    model.fit(data, labels)
    model.save(tmp_path)
    again = TopicModel.load(tmp_path)
    fresh, wanted = blocks(9, 2)
    assert [again.labels[index] for index in again.probabilities(fresh).argmax(axis=1)] == wanted
    np.testing.assert_allclose(model.probabilities(fresh), again.probabilities(fresh), atol=1e-3)  # kept in half


def test_probabilities_sum_to_one() -> None:
    data, labels = blocks(30, 1)
    model = TopicModel({})
    model.fit(data, labels)
    np.testing.assert_allclose(model.probabilities(data).sum(axis=1), 1.0, rtol=1e-5)


def test_two_trainings_give_the_same_model() -> None:
    data, labels = blocks(60, 1)
    first, second = TopicModel({}), TopicModel({})
    first.fit(data, labels)
    second.fit(data, labels)
    np.testing.assert_array_equal(first.probabilities(data), second.probabilities(data))


def test_a_label_with_few_sentences_is_not_drowned_by_the_others() -> None:
    rows = sp.csr_matrix(np.array([[1.0, 0.2]] * 98 + [[0.0, 1.0]] * 2, dtype=np.float32))
    labels = ["often"] * 98 + ["seldom"] * 2
    chances = []
    for own in (1.0, 4.0):
        model = TopicModel({}, own=own)
        model.fit([Block("ngrams", rows)], labels)
        chances.append(model.probabilities([Block("ngrams", rows[-1:])])[0, model.labels.index("seldom")])
    assert chances[1] > chances[0] + 0.05


def test_one_message_alone_has_the_chances_that_it_has_among_others(tmp_path: Path) -> None:
    data, labels = blocks(60, 1)
    model = TopicModel({"vectors": 1.0})
    model.fit(data, labels)
    model.save(tmp_path)
    again, fresh = TopicModel.load(tmp_path), blocks(9, 2)[0]
    together = again.probabilities(fresh)
    for row in range(9):
        alone = again.chances(Single.of([Block(block.origin, block.rows[[row]]) for block in fresh]))
        np.testing.assert_allclose(list(alone.values()), together[row], atol=1e-6)


def test_n_grams_of_several_featurizers_stand_side_by_side() -> None:
    first, second = (sp.csr_matrix(np.array([row], dtype=np.float32)) for row in ([0, 2, 0], [3, 4]))
    message = Single.of([Block("a", first), Block("b", second)])
    assert message.columns.tolist() == [1, 3, 4]
    assert message.values.tolist() == [2, 3, 4]
    kept = message.only(Columns(np.array([0, 1, 4, 9])))
    assert (kept.columns.tolist(), kept.values.tolist()) == ([1, 2], [2, 4])


def test_a_model_of_before_weights_were_kept_is_read(tmp_path: Path) -> None:
    model = TopicModel({})
    model.fit([Block("e5", np.eye(4, dtype=np.float32))], ["een", "een", "twee", "twee"])
    model.save(tmp_path)
    facts = json.loads((tmp_path / "topic_model.json").read_text(encoding="utf-8"))
    del facts["kept_as"]
    (tmp_path / "topic_model.json").write_text(json.dumps(facts), encoding="utf-8")
    assert TopicModel.load(tmp_path).labels == ["een", "twee"]
