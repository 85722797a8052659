"""Find the understanding that is installed, without knowing which it is: the arrow to Rasa stays outside."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

from magdat.files.problems import MagDatError
from magdat.understanding import Interpreter

GROUP = "magdat.interpreter"


class NoInterpreter(MagDatError):
    """No understanding is installed, or it has no trained model; the text says what to do."""


def open_interpreter(model: Path | None = None) -> Interpreter:
    """Open the installed understanding, with its own trained model or the one given.

    Raises:
        NoInterpreter: nothing is installed, or there is no model.
    """
    found = list(entry_points(group=GROUP))
    if not found:
        raise NoInterpreter("Er is geen taalmodel geïnstalleerd → voer «make install» uit")
    interpreter: Interpreter = found[0].load()(model)
    return interpreter
