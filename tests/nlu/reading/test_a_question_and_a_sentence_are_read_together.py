"""What reads a question and a sentence together says in eight bits what it learned, and each pair by itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.e5.adapter import Adapter
from nlu.e5.engine import Engine
from nlu.encoders import read_as
from nlu.reading.reader import PairReader
from nlu.reading.training import Learner, Pair, batches
from nlu.reading.weights import ReaderWeights

MAY, REFUSE, WHO = "mag ik filmen in de kleedkamer", "mag ik weigeren om gefilmd te worden", "wie filmt hier eigenlijk"
BANNED, FREE = "Filmen is verboden.", "Wie niet gefilmd wil worden, zegt neen en dat is goed."
LESSONS = ((MAY, BANNED, 1), (MAY, FREE, 2), (REFUSE, FREE, 0), (REFUSE, BANNED, 0), (WHO, BANNED, 2), (WHO, FREE, 2))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(tmp_path_factory.mktemp("e5"))


@pytest.fixture(scope="module")
def learner(engine: Engine) -> Learner:
    made = Learner(engine.weights, {})
    for _ in range(30):
        for batch in batches(_pairs(engine)):
            made.learn(batch, 2e-4)
    return made


@pytest.fixture(scope="module")
def reader(engine: Engine, learner: Learner, tmp_path_factory: pytest.TempPathFactory) -> PairReader:
    folder = tmp_path_factory.mktemp("reader")
    learner.weights().save(folder / "reader.npz")
    return PairReader(engine, folder, folder / "reader.npz")


def _pairs(engine: Engine) -> list[Pair]:
    def below(text: str) -> np.ndarray:
        return engine.below(read_as(text)[0]).astype(np.float16)

    return [Pair(below(question), below(sentence), word, 1.0) for question, sentence, word in LESSONS]


def test_it_learns_that_who_asks_the_other_way_round_gets_the_other_word(reader: PairReader) -> None:
    for question, sentence, word in LESSONS:
        assert int(np.argmax(reader.read(question, [sentence])[0])) == word


def test_in_eight_bits_it_says_what_was_learned(engine: Engine, learner: Learner, reader: PairReader) -> None:
    for batch in batches(_pairs(engine)):
        for (question, sentence, _), said in zip(LESSONS, learner.read(batch)):
            assert np.allclose(reader.read(question, [sentence])[0], said, atol=0.1)


@pytest.mark.parametrize("half", [False, True])
def test_who_goes_on_begins_with_what_was_learned(engine: Engine, learner: Learner, tmp_path: Path, half: bool) -> None:
    learner.weights().save(tmp_path / "reader.npz")
    further = Learner(engine.weights, {}, before=ReaderWeights.load(engine.weights, tmp_path / "reader.npz"), half=half)
    for batch in batches(_pairs(engine)):
        assert np.allclose(further.read(batch), learner.read(batch), atol=0.1)


def test_what_is_read_beside_a_sentence_changes_nothing_of_it(reader: PairReader) -> None:
    alone = [reader.read(MAY, [sentence])[0] for sentence in (BANNED, FREE)]
    assert np.allclose(reader.read(MAY, [BANNED, FREE]), alone, atol=0.05)


def test_nothing_is_read_of_no_sentence(reader: PairReader) -> None:
    assert reader.read(MAY, []) == []


def test_a_very_long_question_is_read_at_its_end(reader: PairReader) -> None:
    story = "er was gisteren veel volk op de vloer en iedereen liep door elkaar. " * 60
    assert sum(reader.read(story + MAY, [BANNED])[0]) == pytest.approx(1, abs=1e-3)


def test_what_comes_with_the_project_was_taught_on_the_encoder_that_does(engine: Engine) -> None:
    assert ReaderWeights.load(engine.weights).taught_on == Adapter.load().digest


def test_what_comes_with_the_project_hears_who_turns_a_question_round(engine: Engine, tmp_path: Path) -> None:
    shipped = PairReader(Engine(tmp_path, Adapter.load()), tmp_path)
    free = "Je bent niet verplicht om berichten van het bedrijf te delen."
    must, refuse, who = (
        shipped.read(question, [free])[0]
        for question in ("moet ik posts van het bedrijf delen?", "mag ik weigeren om posts te delen?", "wie deelt dat?")
    )
    assert [int(np.argmax(words)) for words in (must, refuse, who)] == [1, 0, 2]
