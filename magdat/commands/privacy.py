"""`magdat anonimiseer` and `magdat privacy …`."""

from __future__ import annotations

import typer

app = typer.Typer(help="Gesprekken wissen en opruimen.", no_args_is_help=True)


def anonymise() -> None:
    """Vervang persoonsgegevens, regel per regel van de invoer."""
