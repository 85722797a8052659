"""`magdat instellingen`: every variable, what it is now, and the table of the documentation."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Optional

import typer
from rich.table import Table

from magdat.commands.findings import columns
from magdat.commands.output import console, fail, quiet
from magdat.commands.settings_page import with_table
from magdat.variable_table import GROUPS, Variable
from magdat.variables import all_faults, unknown


def show(
    page: Optional[Path] = typer.Option(
        None, "--schrijf", metavar="BESTAND.md", help="Schrijf de tabel van alle instellingen in deze bladzijde."
    ),
) -> None:
    """Toon elke instelling en wat ze nu is. Uitgang 1 als er een fout is."""
    quiet()
    if page is not None:
        page.write_text(with_table(page.read_text(encoding="utf-8")), encoding="utf-8")
        console.print(f"✓ {page}", markup=False)
        return
    for group in GROUPS.values():
        table = Table(*columns("instelling", "nu", "zonder instelling", whole=("instelling",)))
        for item in group:
            table.add_row(item.name, _now(item), item.default.replace("`", ""))
        console.print(table)
    wrong = all_faults(os.environ)
    for told in wrong:
        fail(told)
    for told in unknown(os.environ):
        console.print(f"! {told}", style="yellow", markup=False)
    raise typer.Exit(1 if wrong else 0)


def _now(item: Variable) -> str:
    value = os.environ.get(item.name, "").strip()
    return "(ingevuld)" if value and item.secret else value
