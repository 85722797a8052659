"""`magdat inzicht` and `magdat doctor`."""

from __future__ import annotations

import datetime as dt
import os

import typer
from rich.table import Table

from magdat.commands.output import console, fail, quiet
from magdat.handoff.configuration import adapter_from_environment
from magdat.interpreter import open_interpreter
from magdat.knowledge import open_knowledge
from magdat.problems import MagDatError
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


def doctor() -> None:
    """Kijk na of alles klaarstaat: beleid, leidraad, taalmodel, doorgeven, bewaren."""
    quiet()
    wrong = 0

    def tell(good: bool, text: str) -> None:
        nonlocal wrong
        wrong += not good
        if good:
            console.print(f"✓ {text}", markup=False)
        else:
            fail(text)

    settings = Settings.from_environment()
    try:
        knowledge = open_knowledge(settings)
        policy = knowledge.policy
        tell(True, f"beleid: {policy.title}, versie {policy.version}, {len(policy.rules)} regels")
        tell(
            knowledge.policies.holds(knowledge.loaded),
            "het beleid geldt"
            if knowledge.policies.holds(knowledge.loaded)
            else f"het beleid geldt pas vanaf {policy.valid_from}, en er is geen ander",
        )
        overdue = policy.review_before is not None and policy.review_before < dt.date.today()
        tell(
            not overdue,
            f"het beleid moest herzien zijn voor {policy.review_before}" if overdue else "het beleid is niet over tijd",
        )
        wrong += knowledge.policies.problem is not None  # what is wrong was told while the files were read
        tell(True, f"leidraad: {len(knowledge.library.answers)} onderwerpen, {len(knowledge.library.tips)} tips")
        helpdesk = policy.contacts.get("helpdesk") or policy.contacts.get("hr")
        adapter = adapter_from_environment(os.environ, str(helpdesk.email) if helpdesk and helpdesk.email else None)
        waiting = open_stores(settings).outbox.report()
        sends = adapter is not None
        tell(
            sends,
            "doorgeven: berichten worden verstuurd"
            if sends
            else "doorgeven staat uit: berichten blijven wachten (docs/doorgeven.md)",
        )
        for failure in waiting.failures:
            tell(False, f"bericht {failure.number} raakte niet weg: {failure.reason}")
    except (MagDatError, ValueError, OSError) as error:
        tell(False, str(error))
    try:
        understood = open_interpreter().parse(["mag ik op facebook in de pauze?"])[0]
        tell(bool(understood.ranking), "taalmodel: geladen en het antwoordt")
    except (MagDatError, OSError) as error:
        tell(False, str(error))
    raise typer.Exit(1 if wrong else 0)
