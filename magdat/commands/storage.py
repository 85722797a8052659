"""`magdat opslag …`: the database in which everything is kept."""

from __future__ import annotations

import typer

from magdat.commands.output import console, quiet
from magdat.settings import Settings
from magdat.storage.stores import open_database

app = typer.Typer(help="De databank waarin bewaard wordt.", no_args_is_help=True)


@app.command("migreer")
def migrate() -> None:
    """Maak de tabellen, of breng ze bij; wat een vroegere versie bewaarde, wordt overgenomen."""
    quiet()
    done = open_database(Settings.from_environment()).migrate()
    console.print("✓ De databank is bijgewerkt." if done else "✓ De databank was al bij.")


@app.callback()
def _group() -> None:
    """Keep this a group, so that its one command has a name."""
