"""`magdat wet …`: what the assistant says about the law, and how long ago somebody checked it."""

from __future__ import annotations

import datetime as dt
import json

import typer
from rich.table import Table

from magdat.commands.findings import columns, counted, opening
from magdat.commands.output import console, quiet
from magdat.guidance.ageing import not_checked_for
from magdat.guidance.library import load_library
from magdat.settings import Settings
from magdat.wording.dates import belgian_date

app = typer.Typer(help="De wetsnotities nakijken.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """De wetsnotities nakijken."""


@app.command("verouderd")
def outdated(
    days: int = typer.Option(365, "--dagen", min=0, help="Zo lang mag het geleden zijn dat iemand de notitie nakeek."),
    as_json: bool = typer.Option(False, "--json", help="Geef de lijst in machineleesbare vorm."),
) -> None:
    """Toon welke wetsnotities te lang niet meer zijn nagekeken. Uitgang 1 als er zo zijn."""
    quiet()
    library = load_library(Settings.from_environment().guidance)
    old = not_checked_for(library, days, dt.date.today())
    if as_json:
        data = [
            {"id": note.id, "titel": note.title, "gecontroleerd_op": note.checked_on.isoformat(), "dagen": age}
            for note, age in old
        ]
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif old:
        table = Table(*columns("notitie", "titel", "nagekeken op", "dagen geleden", "bronnen"), title="Na te kijken")
        for note, age in old:
            sources = "\n".join(str(source.url or source.name) for source in note.sources)
            table.add_row(note.id, note.title, belgian_date(note.checked_on), str(age), sources)
        console.print(table)
    if not as_json:
        notes = counted(len(old), "notitie is", "notities zijn")
        console.print(f"{opening(notes)} langer dan {days} dagen niet nagekeken (van de {len(library.laws)}).")
    raise typer.Exit(1 if old else 0)
