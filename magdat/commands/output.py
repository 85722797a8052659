"""Rich in a terminal, plain when piped."""

from __future__ import annotations

import logging
import sys

import structlog
from rich.console import Console

console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def fail(message: str) -> None:
    """Print a fault where faults belong."""
    errors.print(f"✗ {message}", style="red", markup=False)


def quiet() -> None:
    """Keep the log out of what a command prints; warnings and errors still show."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
