from __future__ import annotations

import pytest

from magdat.commands import doctor
from magdat.commands.reach import Level
from magdat.interpreter import NoInterpreter, fitting
from magdat.understanding import Interpreter


def raising(error: Exception) -> Interpreter:
    raise error


@pytest.mark.parametrize(
    "error",
    [ValueError("There is no sentence encoder 'use';\n choose one of e5."), KeyError("topic_model.json"), OSError()],
)
def test_it_is_older_than_the_code_and_is_learned_again(error: Exception) -> None:
    with pytest.raises(NoInterpreter, match=r"ouder dan de code.*make start") as told:
        fitting(lambda: raising(error))
    assert "\n" not in str(told.value)


def test_a_model_that_is_not_there_says_so_itself() -> None:
    with pytest.raises(NoInterpreter, match=r"^nog geen$"):
        fitting(lambda: raising(NoInterpreter("nog geen")))


def test_the_doctor_calls_it_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "open_interpreter", lambda: fitting(lambda: raising(ValueError("geen encoder"))))
    finding = doctor._understanding()
    assert finding.level is Level.FAULT
    assert "ouder dan de code" in finding.message
