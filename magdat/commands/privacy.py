"""`magdat anonimiseer` and `magdat privacy …`."""

from __future__ import annotations

import json
import sys

import typer

from magdat.commands.findings import counted
from magdat.commands.output import console, quiet
from magdat.commands.retention_told import behind
from magdat.privacy.pseudonym import Pseudonyms
from magdat.redaction import Redactor
from magdat.settings import Settings
from magdat.storage.stores import open_stores

app = typer.Typer(help="Gesprekken wissen en opruimen.", no_args_is_help=True)


def anonymise(
    as_json: bool = typer.Option(
        False, "--json", help="Geef per regel de gevonden stukken: [[begin, einde, soort], …]."
    ),
) -> None:
    """Vervang persoonsgegevens, regel per regel van de invoer."""
    quiet()
    redactor = Redactor()
    for line in sys.stdin:
        text = line.rstrip("\n")
        if as_json:
            typer.echo(
                json.dumps([[span.start, span.end, span.type] for span in redactor.spans(text)], ensure_ascii=False)
            )
        else:
            typer.echo(redactor.redact(text))


@app.command("wis")
def wipe(sender: str = typer.Argument(..., metavar="AFZENDER", help="De afzender, zoals het kanaal hem kent.")) -> None:
    """Wis alle gesprekken van één persoon."""
    quiet()
    settings = Settings.from_environment()
    stores = open_stores(settings)
    names = [*Pseudonyms(stores.keys, settings.retention_days).candidates(sender), sender]
    erased = stores.erase(names)
    if not (erased.conversations or erased.questions or erased.letters or erased.tickets):
        console.print("Er was niets bewaard van deze afzender.")
        return
    console.print(f"{counted(erased.conversations, 'gesprek', 'gesprekken')} gewist.")
    if erased.questions:
        console.print(f"{counted(erased.questions, 'vraag', 'vragen')} aan HR gewist.")
    if erased.letters:
        console.print(f"{counted(erased.letters, 'bericht dat wachtte', 'berichten die wachtten')} gewist.")
    if erased.tickets:
        console.print(f"{counted(erased.tickets, 'doorgegeven vraag', 'doorgegeven vragen')} gewist.")
        console.print("Wat er bij een dienst buiten dit systeem van blijft, toont: magdat doorgeven bewijzen")


@app.command("opschonen")
def clean(
    clock_is_right: bool = typer.Option(
        False, "--klok-klopt", help="De klok sprong niet verkeerd: haal in wat het opruimen achterloopt."
    ),
) -> None:
    """Verwijder alles wat ouder is dan de bewaartermijn."""
    quiet()
    settings = Settings.from_environment()
    stores = open_stores(settings)
    if clock_is_right:
        stores.retention.believe()
    gone = stores.clean_up(settings.retention_days, settings.ticket_days)
    console.print(
        f"Opgeschoond: {gone['conversations']} gesprekken, {gone['handed_over']} doorgegeven vragen, "
        f"{gone['questions']} vragen aan HR, {gone['counts']} tellingen, "
        f"{gone['proposals']} voorstellen van het bureau."
    )
    if told := behind(stores.retention):
        console.print(" → ".join(told), markup=False)
