"""Rich in a terminal, plain when piped."""

from __future__ import annotations

import errno
import logging
import sys
import warnings
from pathlib import Path
from typing import Any

import structlog
from rich.console import Console

PIPED = 120
"""Characters of a line when nobody says how wide the screen is: a pipe, a log."""

console = Console(highlight=False, soft_wrap=not sys.stdout.isatty(), width=None if sys.stdout.isatty() else PIPED)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def fail(message: str) -> None:
    """Print a fault where faults belong."""
    errors.print(f"✗ {message}", style="red", markup=False)


def out_of_reach(error: OSError) -> str:
    """Say in Dutch why a file cannot be read or written."""
    reasons = {
        errno.ENOENT: "dit bestand bestaat niet",
        errno.ENOTDIR: "de map bestaat niet",
        errno.EISDIR: "dat is een map, geen bestand",
        errno.EACCES: "je hebt er de rechten niet voor",
        errno.EROFS: "je hebt er de rechten niet voor",
        errno.ENOSPC: "de schijf is vol",
    }
    reason = reasons.get(error.errno or 0, error.strerror or type(error).__name__)
    if error.filename is None:
        return f"een bestand is niet te lezen of te schrijven: {reason}"
    if error.errno == errno.ENOENT and not Path(str(error.filename)).absolute().parent.is_dir():
        reason = "de map bestaat niet"
    return f"«{error.filename}» is niet te lezen of te schrijven: {reason}"


def quiet() -> None:
    """Keep the log and the warnings of libraries out of what a command prints; errors still show.

    Some libraries switch the warnings on again while they load, so a filter is not enough.
    """
    warnings.showwarning = _unseen
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _unseen(*_arguments: Any, **_named: Any) -> None:
    """Show nothing."""
