"""A conditional logit: what tells right statements apart counts, what tells nothing does not."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nlu.ranking.weighing import LIKENESSES, Judged, Weights, learn_weights

TELLING, IDLE = LIKENESSES.index("midden"), LIKENESSES.index("zinnen")


def asked(count: int, strength: float) -> list[Judged]:
    """Sentences that ask for a statement the likelier, the higher one likeness."""
    draw = np.random.default_rng(7)
    found = []
    for index in range(count):
        columns = draw.normal(0, 1, (3 + index % 4, len(LIKENESSES))).astype(np.float32)
        scores = strength * columns[:, TELLING]
        shares = np.exp(scores) / np.exp(scores).sum()
        found.append(Judged(columns, int(draw.choice(len(columns), p=shares))))
    return found


@pytest.mark.parametrize("strength", [0.5, 2.0])
def test_a_weight_is_as_large_as_what_it_tells(strength: float) -> None:
    weights = learn_weights(asked(3000, strength))
    assert weights[LIKENESSES[TELLING]] == pytest.approx(strength, abs=0.15)
    assert weights[LIKENESSES[IDLE]] == pytest.approx(0.0, abs=0.15)


def test_two_learnings_give_the_same_weights() -> None:
    assert learn_weights(asked(200, 1.0)) == learn_weights(asked(200, 1.0))


def test_the_weights_survive_saving(tmp_path: Path) -> None:
    weights = Weights({name: float(place) for place, name in enumerate(LIKENESSES)}, {"zinnen": 3})
    weights.save(tmp_path / "w.json")
    assert Weights.load(tmp_path / "w.json") == weights
    assert list(weights.row()) == list(range(len(LIKENESSES)))


def test_a_likeness_without_a_weight_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "w.json").write_text(json.dumps({"herkomst": {}, "gewichten": {"midden": 1.0}}), encoding="utf-8")
    with pytest.raises(KeyError, match="kans_onderwerp"):
        Weights.load(tmp_path / "w.json")


def test_the_weights_in_use_say_what_they_were_learned_from() -> None:
    told = Weights.load().provenance["per deel, met gewichten van de andere"]
    assert sum(part["zinnen"] for part in told) > 8_000
    assert all(part["eerst"] > part["eerst, zonder"] for part in told)
    assert all(part["onderwerp"] > part["onderwerp, zonder"] for part in told)
