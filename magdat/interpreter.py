"""Find the understanding that is installed, without knowing which it is: the arrow to Rasa stays outside."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

from magdat.files.problems import MagDatError
from magdat.understanding import Interpreter

GROUP = "magdat.interpreter"


class NoInterpreter(MagDatError):
    """No understanding is installed, or it has no model that can be used; the text says what to do."""


def open_interpreter(model: Path | None = None) -> Interpreter:
    """Open the installed understanding, with its own trained model or the one given.

    Raises:
        NoInterpreter: nothing is installed, there is no model, or it does not fit the code.
    """
    found = list(entry_points(group=GROUP))
    if not found:
        raise NoInterpreter("Er is geen taalmodel geïnstalleerd → voer «make install» uit")
    return fitting(lambda: found[0].load()(model))


def fitting(load: Callable[[], Interpreter]) -> Interpreter:
    """Load an understanding, and say what to do where its trained model does not fit the code.

    Raises:
        NoInterpreter: there is no model, or it does not fit.
    """
    try:
        return load()
    except MagDatError:
        raise
    except Exception as error:  # whatever a model of another day may lack, and it is the library's own kind of fault
        told = " ".join(str(error).split()) or type(error).__name__
        raise NoInterpreter(
            f"Het taalmodel is ouder dan de code, of beschadigd ({told}) → voer «make start» uit, dat leert het opnieuw"
        ) from None
