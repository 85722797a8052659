"""`magdat anonimiseer` and `magdat privacy …`."""

from __future__ import annotations

import datetime as dt
import json
import sys

import typer

from magdat.commands.output import console, quiet
from magdat.handoff.outbox import Outbox
from magdat.insight.counts import Counts
from magdat.privacy.erasure import erase
from magdat.privacy.pseudonym import Pseudonyms
from magdat.privacy.redaction import Redactor
from magdat.privacy.retention import purge
from magdat.settings import Settings

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
    found = Pseudonyms(settings.state, settings.retention_days).candidates(sender)
    count = erase(settings.conversations, [*found, sender])
    console.print(f"{count} opgeslagen stukjes gesprek gewist." if count else "Er was niets bewaard van deze afzender.")


@app.command("opschonen")
def clean() -> None:
    """Verwijder alles wat ouder is dan de bewaartermijn."""
    quiet()
    settings = Settings.from_environment()
    events = purge(settings.conversations, settings.retention_days, dt.datetime.now(dt.timezone.utc))
    Pseudonyms(settings.state, settings.retention_days).forget()
    messages = Outbox(settings.state / "doorgeven.sqlite").clean(settings.retention_days)
    counts = Counts(settings.state / "tellingen.sqlite").forget(max(settings.retention_days, 365))
    console.print(f"Opgeschoond: {events} stukjes gesprek, {messages} doorgegeven berichten, {counts} tellingen.")
