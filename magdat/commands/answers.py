"""`magdat antwoorden …`: everything that the assistant can say."""

from __future__ import annotations

import typer

app = typer.Typer(help="Alles wat de assistent kan zeggen.", no_args_is_help=True)
