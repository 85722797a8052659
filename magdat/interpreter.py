"""Find the understanding that is installed, without knowing which it is: the arrow to Rasa stays outside."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

from magdat.files.problems import MagDatError
from magdat.understanding import Interpreter

GROUP = "magdat.interpreter"

POLICY = "MAGDAT_BELEID"
"""The setting that names the policy in force, which the understanding compares questions with."""


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


def open_interpreter_of(policy: Path) -> Interpreter:
    """Open the installed understanding for a policy that is only tried out: what it says is compared with that file.

    It is compared with a copy that lies alone, since beside the file may lie versions of which another one holds today.

    Args:
        policy: the file of the policy.

    Raises:
        NoInterpreter: as :func:`open_interpreter` does.
        OSError: the policy cannot be copied.
    """
    folder = Path(tempfile.mkdtemp(prefix="magdat-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # it is looked after for as long as the process lives
    copied = Path(shutil.copy(policy, folder / policy.name))
    before = os.environ.get(POLICY)
    os.environ[POLICY] = str(copied)
    try:
        return open_interpreter()
    finally:
        if before is None:
            del os.environ[POLICY]
        else:
            os.environ[POLICY] = before


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
