"""How much fits on a screen, so that what matters most does not scroll away."""

from __future__ import annotations

import textwrap

from rich.console import ConsoleRenderable
from rich.text import Text

from magdat.commands.output import console

SCREEN = 24
"""Lines of a screen; everywhere the same, so that a page does not change with the window."""


def lines_of(*shown: str | ConsoleRenderable) -> int:
    """Return how many lines these take on this screen; what is piped is never broken."""
    return sum(_lines(item) for item in shown)


def hanging(text: str, indent: int) -> str:
    """Return a text whose further lines on this screen begin as deep as ``indent``; what is piped is never broken."""
    if console.soft_wrap:
        return text
    return textwrap.fill(text, console.width, subsequent_indent=" " * indent, break_long_words=False)


def _lines(item: str | ConsoleRenderable) -> int:
    if isinstance(item, str):
        return len(item.splitlines()) if console.soft_wrap else len(Text(item).wrap(console, console.width))
    return len(console.render_lines(item, pad=False))
