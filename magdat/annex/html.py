"""The annex as one accessible web page without any external file."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from magdat.annex.document import REGISTER_ROWS, Annex


def render(annex: Annex) -> str:
    """Return the page."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("annex.html.jinja").render(annex=annex, rows=REGISTER_ROWS)


def write(annex: Annex, path: Path) -> Collection[str]:
    """Write the page, which shows every character.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_text(render(annex), encoding="utf-8")
    return ()
