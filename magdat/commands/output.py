"""Rich in a terminal, plain when piped."""

from __future__ import annotations

import errno
import logging
import sys
import warnings
from collections.abc import MutableMapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import structlog
from rich.console import Console

from magdat.files.problems import DocumentError, reason
from magdat.policy.store import BROKEN

PIPED = 120
"""Characters of a line when nobody says how wide the screen is: a pipe, a log."""

console = Console(highlight=False, soft_wrap=not sys.stdout.isatty(), width=None if sys.stdout.isatty() else PIPED)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def fail(message: str) -> None:
    """Print a fault where faults belong."""
    errors.print(f"✗ {message}", style="red", markup=False)


def busy(what: str) -> AbstractContextManager[Any]:
    """Turn a spinner on stderr while something takes a while; when nobody watches, nothing is shown."""
    if errors.is_terminal:
        return errors.status(what)
    return nullcontext()


def out_of_reach(error: OSError) -> str:
    """Say in Dutch why a file cannot be read or written."""
    said = reason(error)
    if error.errno == errno.ENOENT and error.filename is not None and Path(str(error.filename)).parent.is_dir():
        return f"{error.filename}: het bestand bestaat niet → kijk de naam en de map na"
    if error.filename is None:
        return f"een bestand is niet te lezen of te schrijven: {said}"
    if error.errno == errno.ENOENT and not Path(str(error.filename)).absolute().parent.is_dir():
        said = "de map bestaat niet"
    return f"«{error.filename}» is niet te lezen of te schrijven: {said}"


def said_of(error: DocumentError) -> list[str]:
    """Return what is wrong with files, a line each; of a whole folder that is not there, one line."""
    folders = {problem.path.parent for problem in error.problems}
    if error.nothing_there and len(error.problems) > 1 and not any(folder.is_dir() for folder in folders):
        return [f"{folder}: de map bestaat niet → kijk de naam na" for folder in sorted(folders)]
    return [str(problem) for problem in error.problems]


def quiet() -> None:
    """Keep the log and the warnings of libraries out of what a command prints; errors still show.

    Some libraries switch the warnings on again while they load, so a filter is not enough.
    """
    warnings.showwarning = _unseen
    structlog.configure(
        processors=[_faults_in_dutch, *_AS_USUAL],
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


_AS_USUAL = structlog.get_config()["processors"]


def _faults_in_dutch(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Tell what is wrong with a policy file as every command does, instead of as a line of the log.

    Raises:
        structlog.DropEvent: it is told.
    """
    if event.get("event") != BROKEN:
        return event
    for problem in event["problems"]:
        fail(problem)
    if event["answers_from"]:
        fail(f"Dit wordt niet gebruikt zolang de fouten er staan. Het antwoord komt uit {event['answers_from']}.")
    raise structlog.DropEvent


def _unseen(*_arguments: Any, **_named: Any) -> None:
    """Show nothing."""
