"""`magdat doorgeven …`: what was handed to people, what does not arrive, and what is left of what was erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import NoReturn

import typer
from rich.table import Table

from magdat.commands.findings import counted, opening
from magdat.commands.output import console, fail, quiet
from magdat.desks.figures import Numbers, figures_of
from magdat.desks.opening import Counter, open_counter
from magdat.handoff.failures import DeliveryFailure
from magdat.handoff.numbers import number_of
from magdat.handoff.receipts import Outcome, Reason, Receipt
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author, Status, Ticket
from magdat.handoff.troubles import WHOLE, Trouble
from magdat.settings import Settings
from magdat.staff.audit import OPERATOR, READ_ONCE_IN, Deed
from magdat.storage.stores import open_stores

app = typer.Typer(help="Vragen die aan een mens doorgegeven zijn.", no_args_is_help=True)

STATUS = {
    Status.WAITING: "wacht",
    Status.HUMAN: "in gesprek",
    Status.CLOSED: "afgesloten",
    Status.WITHDRAWN: "ingetrokken",
}
WHO = {Author.PERSON: "vrager", Author.DESK: "dienst", Author.NOTE: "notitie", Author.SYSTEM: "systeem"}
OUTCOME = {
    Outcome.ERASED: "gewist",
    Outcome.PENDING: "nog te wissen",
    Outcome.REMAINS: "blijft daar staan",
}
REASON = {Reason.OLD: "bewaartermijn", Reason.ASKED: "op vraag van de vrager", Reason.WITHDRAWN: "ingetrokken"}

NUMBER = typer.Argument(..., metavar="NUMMER", help="Het nummer, zoals MD-0007.")


@app.command("lijst")
def listed(
    everything: bool = typer.Option(False, "--alles", help="Ook wat afgesloten of ingetrokken is."),
) -> None:
    """Toon wat bij welke dienst wacht, wat niet aankomt, en waar geen antwoorden binnenkomen. Geen enkele tekst."""
    quiet()
    counter = _opened()
    statuses = list(Status) if everything else [Status.WAITING, Status.HUMAN]
    found = [ticket for ticket in _all(counter) if ticket.status in statuses]
    if not found:
        console.print("Er wacht niets." if not everything else "Er is niets doorgegeven.")
    else:
        table = Table("nummer", "dienst", "stand", "sinds", "nog te bezorgen", box=None, header_style="bold")
        stuck = _stuck(counter)
        for ticket in found:
            number = number_of(ticket.key)
            table.add_row(
                number,
                counter.desk.title_of(ticket.desk),
                STATUS[ticket.status],
                _moment(ticket.opened),
                ", ".join(f"{way}: {why}" for way, why in stuck.get(number, [])) or "–",
            )
        console.print(table)
    _tell_stuck(counter)
    for trouble in counter.tickets.troubles():
        console.print(f"{unread(trouble)}.", markup=False)


def unread(trouble: Trouble) -> str:
    """Return of which way or place no answers come in, since when, and why."""
    where = f" ({trouble.place})" if trouble.place != WHOLE else ""
    return f"Antwoorden van {trouble.way}{where} komen niet binnen sinds {_moment(trouble.since)}: {trouble.reason}"


@app.command("toon")
def show(
    number: str = NUMBER,
    texts: bool = typer.Option(
        False, "--teksten", help="Ook wat er gezegd is. Doe dat enkel als het moet: het komt in het logboek."
    ),
) -> None:
    """Toon één vraag: waar ze staat, wat er gebeurde en wat niet aankomt."""
    quiet()
    counter = _opened()
    ticket = counter.desk.of(number)
    if ticket is None:
        _not_there(counter, number)
    if texts:  # before anything is shown: what cannot be written is not read
        audit = open_stores(Settings.from_environment()).audit
        audit.note(OPERATOR, Deed.OPENED, ticket=ticket.key, desk=ticket.desk, once_in=READ_ONCE_IN)
    console.print(f"{number_of(ticket.key)}: {STATUS[ticket.status]} bij {counter.desk.title_of(ticket.desk)}")
    console.print(f"Doorgegeven op {_moment(ticket.opened)}, {counted(ticket.reopened, 'keer', 'keer')} heropend.")
    for said in counter.desk.talk(number):
        console.print(_line(said, texts=texts), markup=False)
    for way in sorted(counter.ways):
        external = counter.tickets.external(way, ticket.key)
        if external is not None:
            console.print(f"Bij {way} heet ze {external}.", markup=False)
    for way, why in _stuck(counter).get(number_of(ticket.key), []):
        console.print(f"Raakt niet weg via {way}: {why}", markup=False)


@app.command("opnieuw")
def again(number: str = NUMBER) -> None:
    """Probeer opnieuw te bezorgen wat opgegeven werd, nadat je de oorzaak weggenomen hebt."""
    quiet()
    counter = _opened()
    ticket = counter.desk.of(number)
    if ticket is None:
        _not_there(counter, number)
    fresh = counter.tickets.retry(ticket.key)
    if not fresh:
        console.print(f"Van {number_of(ticket.key)} is niets opgegeven.")
        return
    console.print(f"{opening(counted(fresh, 'bericht vertrekt', 'berichten vertrekken'))} opnieuw.")


@app.command("sluit")
def close(
    number: str = NUMBER,
    unread: bool = typer.Option(
        False,
        "--ook-ongelezen",
        help="Ook als niemand antwoordde op wat de vrager schreef: niemand leest dat dan.",
    ),
) -> None:
    """Sluit een vraag af: de vrager hoort dat, en de assistent neemt weer over.

    Schreef de vrager iets waarop niemand antwoordde, dan blijft ze open. Uitgang 1.
    """
    quiet()
    counter = _opened()
    ticket = counter.desk.of(number)
    if ticket is None:
        _not_there(counter, number)
    name, talk = number_of(ticket.key), counter.desk.talk(number)
    waiting = counter.desk.unanswered(talk)
    # Who closes by command reads nothing: what somebody of the desk answered is all that is known to be read.
    seen = waiting[0].id - 1 if waiting else max((said.id for said in talk), default=0)
    if counter.desk.close(number, OPERATOR, seen=None if unread else seen):
        open_stores(Settings.from_environment()).audit.note(OPERATOR, Deed.CLOSED, ticket=ticket.key, desk=ticket.desk)
        lost = f" Op {_messages(waiting)} antwoordde niemand." if waiting else ""
        console.print(f"{name} is afgesloten.{lost}")
    elif counter.desk.wrote_after(number, seen):
        on = f"op {_messages(waiting)} van de vrager" if waiting else "op het laatste bericht van de vrager"
        fail(
            f"{name} blijft open: {on} antwoordde nog niemand. Laat dat eerst lezen, "
            f"of typ: magdat doorgeven sluit {name} --ook-ongelezen"
        )
        raise typer.Exit(1)
    else:
        console.print(f"{name} was al afgesloten of ingetrokken.")


@app.command("cijfers")
def figures() -> None:
    """Toon per dienst hoeveel vragen er zijn en hoe snel er antwoord komt, nooit over een te kleine groep."""
    quiet()
    settings = Settings.from_environment()
    counter = open_counter(settings)
    found = figures_of(counter.tickets.figures(), settings.minimum_group)
    if not found:
        console.print(
            f"Te weinig mensen gaven iets door om er cijfers van te tonen (minstens {settings.minimum_group})."
        )
        return
    table = Table("dienst", "vragen", "wachten", "eerste antwoord", "heropend", box=None, header_style="bold")
    for item in found:
        table.add_row(counter.desk.title_of(item.desk), *_numbers(item))
    console.print(table)


@app.command("bewijzen")
def receipts() -> None:
    """Toon wat gewist is, en wat er buiten dit systeem van blijft."""
    quiet()
    found = _opened().tickets.receipts()
    if not found:
        console.print("Er is nog niets gewist.")
        return
    table = Table("nummer", "wanneer", "waarom", "waar", "uitkomst", box=None, header_style="bold")
    for item in found:
        where = "hier" if item.way is None else f"{item.way} ({item.external})"
        table.add_row(item.number, _moment(item.at), REASON[item.reason], where, OUTCOME[item.outcome])
    console.print(table)


@app.command("probeer")
def attempt() -> None:
    """Probeer elke weg naar buiten, zonder iets te versturen. Uitgang 1 als er een niet werkt."""
    quiet()
    counter = _opened()
    wrong = 0
    for name, way in sorted(counter.ways.items()):
        try:
            way.check()
        except DeliveryFailure as failure:
            fail(f"{name}: {failure}")
            wrong += 1
        else:
            console.print(f"✓ {name}", markup=False)
    if not counter.ways:
        console.print("Er zijn geen wegen naar buiten ingesteld: vragen komen op de eigen pagina van het bureau.")
    raise typer.Exit(1 if wrong else 0)


def _opened() -> Counter:
    return open_counter(Settings.from_environment())


def _all(counter: Counter) -> list[Ticket]:
    desks = {item.desk for item in counter.tickets.figures()}
    return counter.tickets.at_desks(desks, list(Status), limit=10_000)


def _stuck(counter: Counter) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for item in counter.tickets.stuck():
        told = f"{item.reason}, {counted(item.attempts, 'keer', 'keer')} geprobeerd"
        found.setdefault(item.number, []).append((item.way, f"{told}, opgegeven" if item.given_up else told))
    return found


def _tell_stuck(counter: Counter) -> None:
    given_up = sorted({item.number for item in counter.tickets.stuck() if item.given_up})
    if given_up:
        console.print(f"Opgegeven: {', '.join(given_up)}. Neem de oorzaak weg en typ: magdat doorgeven opnieuw NUMMER")


def _not_there(counter: Counter, number: str) -> NoReturn:
    erased = [item for item in counter.tickets.receipts() if item.number == number.strip().upper()]
    told = f"{number} is gewist ({_why(erased[0])})" if erased else f"{number} is geen nummer van een doorgegeven vraag"
    fail(told)
    raise typer.Exit(2)


def _why(receipt: Receipt) -> str:
    return f"{REASON[receipt.reason]}, {_moment(receipt.at)}"


def _messages(said: Collection[Said]) -> str:
    return counted(len(said), "bericht", "berichten")


def _line(said: Said, *, texts: bool) -> str:
    who = WHO[said.author] + (f" {said.agent}" if said.agent else "")
    what = said.happened.code if said.happened is not None else (said.text if texts else f"{len(said.text)} tekens")
    return f"{_moment(said.at)}  {who}: {what}" + (f" (via {said.way})" if said.way else "")


def _numbers(item: Numbers) -> tuple[str, str, str, str]:
    first = "–" if item.first_answer is None else _duration(item.first_answer)
    return str(item.tickets), str(item.waiting), first, str(item.reopened)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min."
    return f"{minutes / 60:.1f} u." if minutes < 48 * 60 else f"{minutes / 1440:.1f} d."


def _moment(at: float) -> str:
    return dt.datetime.fromtimestamp(at).strftime("%Y-%m-%d %H:%M")
