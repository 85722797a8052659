"""`magdat kanalen slack` and `magdat kanalen test slack`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Optional

import typer

from magdat.commands.output import busy, console, fail, quiet
from magdat.commands.reach import Level, tell
from magdat.commands.slack_reach import examine
from magdat.files.writing import write_whole
from magdat.slack.manifest import address_at, manifest


def slack(
    host: str = typer.Option(
        ..., "--host", metavar="ADRES", help="Waar Slack de assistent vindt: https://magdat.bedrijf.be."
    ),
    output: Optional[Path] = typer.Option(
        None, "--uit", metavar="BESTAND", help="Waarheen, zoals manifest.yml; zonder op het scherm."
    ),
) -> None:
    """Maak het manifest waarmee je de app in Slack aanmaakt. Uitgang 2 als het adres of het bestand niet kan."""
    quiet()
    made = manifest(host)
    if output is None:
        typer.echo(made, nl=False)
        return
    if output.is_dir() or not output.absolute().parent.is_dir():
        fail(f"{output}: daar kan geen bestand komen → kies een bestand zoals manifest.yml in een map die bestaat")
        raise typer.Exit(2)
    write_whole(output, made.encode())
    console.print(f"✓ {output}: plak het op api.slack.com/apps bij «From a manifest»", markup=False)
    console.print("  De volgende stappen staan in docs/kanalen/slack.md.", markup=False)


def look(
    host: Optional[str] = typer.Option(
        None, "--host", metavar="ADRES", help="Waar Slack de assistent vindt; zonder enkel op deze machine."
    ),
    place: Optional[str] = typer.Option(
        None, "--naar", metavar="ID", help="Je lid-id (U…), of een kanaal (C…): daar staat even een proefbericht."
    ),
) -> None:
    """Kijk geheimen, rechten en adres na; met --naar ook een bericht, een vraag en haar antwoord, die weer weggaan.

    Uitgang 1 als er iets fout is.
    """
    quiet()
    address = address_at(host) if host is not None else None
    with busy("Ik kijk Slack na …"):
        found = list(examine(os.environ, address, place))
    tell(found)
    raise typer.Exit(1 if any(item.level is Level.FAULT for item in found) else 0)
