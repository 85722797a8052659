"""`magdat inzicht`."""

from __future__ import annotations

from typing import Optional

import typer
from rich.table import Table

from magdat.commands.output import console, fail, quiet
from magdat.settings import Settings
from magdat.storage.stores import open_stores


def insight(
    done: Optional[int] = typer.Option(
        None, "--klaar", metavar="NUMMER", help="Wis een gegeven vraag waar een antwoord voor is."
    ),
) -> None:
    """Toon waarover gevraagd wordt, enkel voor groepen die groot genoeg zijn, en de vragen die mensen zelf gaven."""
    quiet()
    settings = Settings.from_environment()
    stores = open_stores(settings)
    if done is not None:
        if not stores.questions.done(done):
            fail(f"Er is geen vraag met nummer {done}.")
            raise typer.Exit(1)
        console.print(f"Vraag {done} is gewist.")
        return
    waiting = stores.questions.waiting()
    rows = stores.counts.rows(settings.minimum_group)
    if waiting:
        console.print("Deze vragen begreep de assistent niet. Wie ze stelde, gaf ze zelf. Klaar ermee? --klaar NUMMER")
        for item in waiting:
            about = f" (dicht bij {item.topic})" if item.topic else ""
            console.print(f"  {item.number}. {item.text}{about}", markup=False)
    if not rows:
        console.print(
            f"Nog niets te tonen: geen enkel onderwerp waar minstens {settings.minimum_group} mensen naar vroegen."
        )
        return
    table = Table("week", "onderwerp", "wat", "mensen", "keer")
    for row in rows:
        table.add_row(row.week, row.topic, row.kind.replace("_", " "), str(row.people), str(row.times))
    console.print(table)
