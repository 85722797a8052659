"""Rich in a terminal, plain when piped."""

from __future__ import annotations

import errno
import logging
import sys
import warnings
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


def unwritable(error: OSError) -> str:
    """Say in Dutch why a file could not be written or read."""
    name = f"«{error.filename}»" if error.filename else "het bestand"
    reasons = {
        errno.ENOENT: "de map bestaat niet",
        errno.ENOTDIR: "de map bestaat niet",
        errno.EISDIR: "dat is een map",
        errno.EACCES: "je hebt er de rechten niet voor",
        errno.EROFS: "je hebt er de rechten niet voor",
        errno.ENOSPC: "de schijf is vol",
    }
    return f"{name} lukt niet: {reasons.get(error.errno or 0, error.strerror or type(error).__name__)}"


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
