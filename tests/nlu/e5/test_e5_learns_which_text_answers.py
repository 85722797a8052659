"""While it is taught e5 reads as it always does; what it learned is the same in eight bits; and it does learn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.e5.engine import Engine
from nlu.e5.training import Choice, Pupil

QUESTIONS = ["mag ik filmen in de kleedkamer", "wie beheert de facebookpagina", "hoelang bewaren ze de beelden"]
TEXTS = [
    "Opnames in sanitaire ruimtes zijn uitgesloten.",
    "De dienst communicatie plaatst alles.",
    "Na 30 dagen is het weg.",
]
RIGHT = np.eye(3, dtype=np.bool_)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine(tmp_path)


@pytest.fixture
def pupil(engine: Engine) -> Pupil:
    made = Pupil(engine, [*QUESTIONS, *TEXTS], str.lower)
    made.centre(QUESTIONS, TEXTS)
    return made


def test_before_anything_is_learned_the_vectors_are_those_of_the_encoder(pupil: Pupil, engine: Engine) -> None:
    ours, theirs = pupil.encode(QUESTIONS), np.stack([engine.encode([text.lower()]) for text in QUESTIONS])
    assert (ours * theirs).sum(axis=1).min() > 0.99


def test_what_was_missed_grows_less_and_the_encoder_says_it_too(pupil: Pupil, tmp_path: Path) -> None:
    choice = Choice(QUESTIONS, TEXTS, RIGHT)
    missed = [pupil.learn(choice, 1e-3) for _ in range(12)]
    assert missed[-1] < missed[0] / 2
    adapter = pupil.adapter(frozenset({"museum"}))
    taught = Engine(tmp_path, adapter)
    ours, theirs = pupil.encode(TEXTS), np.stack([taught.encode([text.lower()]) for text in TEXTS])
    assert (ours * theirs).sum(axis=1).min() > 0.98
    assert adapter.taught_by == {"museum"}


def test_the_same_questions_give_the_same_adapter(engine: Engine) -> None:
    found = []
    for _ in range(2):
        pupil = Pupil(engine, [*QUESTIONS, *TEXTS], str.lower)
        pupil.centre(QUESTIONS, TEXTS)
        pupil.learn(Choice(QUESTIONS, TEXTS, RIGHT), 1e-3)
        found.append(pupil.adapter(frozenset()))
    for ours, theirs in zip(found[0].pairs["l11.q"], found[1].pairs["l11.q"]):
        assert np.allclose(ours, theirs, atol=1e-5)


def test_it_goes_on_from_what_it_was_taught(engine: Engine, pupil: Pupil) -> None:
    choice = Choice(QUESTIONS, TEXTS, RIGHT)
    for _ in range(3):
        pupil.learn(choice, 1e-3)
    known = pupil.adapter(frozenset())
    further = Pupil(engine, [*QUESTIONS, *TEXTS], str.lower, before=known)
    assert np.allclose(further.encode(QUESTIONS), pupil.encode(QUESTIONS), atol=1e-5)
    again = further.adapter(frozenset())
    assert np.allclose(again.question, known.question)
    assert np.allclose(again.statement, known.statement)
