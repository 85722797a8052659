"""`magdat inzicht`."""

from __future__ import annotations

from rich.table import Table

from magdat.commands.output import console, quiet
from magdat.settings import Settings
from magdat.storage.stores import open_stores


def insight() -> None:
    """Toon waarover gevraagd wordt, enkel voor groepen die groot genoeg zijn."""
    quiet()
    settings = Settings.from_environment()
    rows = open_stores(settings).counts.rows(settings.minimum_group)
    if not rows:
        console.print(
            f"Nog niets te tonen: geen enkel onderwerp waar minstens {settings.minimum_group} mensen naar vroegen."
        )
        return
    table = Table("week", "onderwerp", "wat", "mensen", "keer")
    for row in rows:
        table.add_row(row.week, row.topic, row.kind.replace("_", " "), str(row.people), str(row.times))
    console.print(table)
