"""`magdat antwoorden …`: everything that the assistant can say."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Optional

import typer
from rich.table import Table

from magdat.advice.advise import in_use
from magdat.answers import catalogue
from magdat.commands.findings import columns, counted, opening
from magdat.commands.output import console, fail, quiet
from magdat.knowledge import Knowledge, open_knowledge
from magdat.rehearsal.style_check import check_answers, check_guidance
from magdat.settings import Settings

app = typer.Typer(help="Alles wat de assistent kan zeggen.", no_args_is_help=True)

POLICY = typer.Option(None, "--beleid", metavar="BESTAND", help="Een ander beleid dan dat in gebruik is.")

PAGE = (".html", ".htm")
"""How the name of a web page ends."""


def _knowledge(policy: Path | None) -> Knowledge:
    settings = Settings.from_environment()
    return open_knowledge(dataclasses.replace(settings, policy=policy) if policy else settings)


@app.command("catalogus")
def write_catalogue(
    output: Path = typer.Option(..., "--uit", metavar="BESTAND.html", help="Waarheen de webpagina komt."),
    policy: Optional[Path] = POLICY,
) -> None:
    """Schrijf elk antwoord dat de assistent kan geven op één doorzoekbare pagina."""
    quiet()
    if output.suffix.lower() not in PAGE:
        fail(f"«{output.name}» eindigt niet op {' of '.join(PAGE)}; de catalogus is een webpagina.")
        raise typer.Exit(2)
    knowledge = _knowledge(policy)
    catalogue.write(knowledge, output, dt.date.today())
    topics = catalogue.catalogue(knowledge)
    console.print(
        f"✓ {output}: {sum(item.count for item in topics)} antwoorden op {len(topics)} onderwerpen", markup=False
    )


@app.command("controleer")
def check(
    policy: Optional[Path] = POLICY,
    as_json: bool = typer.Option(False, "--json", help="Geef de bevindingen in machineleesbare vorm."),
) -> None:
    """Kijk na of elk antwoord goed leest. Uitgang 1 als er iets op te merken valt."""
    quiet()
    knowledge = _knowledge(policy)
    checks = in_use(knowledge.library)
    findings = [*check_answers(knowledge, checks), *check_guidance(knowledge.library, checks)]
    if as_json:
        typer.echo(
            json.dumps(
                [{"onderwerp": item.topic, "fout": item.fault, "tekst": item.text} for item in findings],
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        if findings:
            table = Table(*columns("onderwerp", "wat", "tekst"), title="Antwoorden die niet goed lezen")
            for item in findings:
                table.add_row(item.topic, item.fault, item.text)
            console.print(table)
        console.print(f"{opening(counted(len(findings), 'opmerking', 'opmerkingen'))} over de antwoorden.")
    raise typer.Exit(1 if findings else 0)
