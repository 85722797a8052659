"""A message is asked for twice, for its topic and for the company's clause: it is read once, and then forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlu.e5.engine import AT_HAND, Engine

QUESTION = ["mag ik in de pauze op facebook"]


class Counting:
    """A session that counts how often it is asked."""

    def __init__(self, session: Any) -> None:
        self.session, self.asked = session, 0

    def run(self, *given: Any) -> Any:
        self.asked += 1
        return self.session.run(*given)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = Engine(tmp_path)
    made._session = Counting(made._session)
    return made


def test_it_is_read_once_until_it_is_forgotten(engine: Engine) -> None:
    first = engine.encode(QUESTION)
    assert np.array_equal(engine.encode(QUESTION), first)
    assert engine._session.asked == 1
    engine.forget()
    assert np.array_equal(engine.encode(QUESTION), first)
    assert engine._session.asked == 2


def test_no_more_than_a_few_texts_are_at_hand(engine: Engine) -> None:
    for number in range(AT_HAND + 1):
        engine.encode([f"zin {number}"])
    engine.encode(["zin 0"])
    assert engine._session.asked == AT_HAND + 2


def test_the_text_itself_is_not_what_is_kept(engine: Engine) -> None:
    engine.encode(QUESTION)
    assert QUESTION[0] not in repr(vars(engine))
