"""`magdat bureau …`: who may log in at the desk page."""

from __future__ import annotations

from typing import Optional

import typer
from rich.table import Table

from magdat.commands.output import console, fail, quiet
from magdat.knowledge import open_knowledge
from magdat.policy.service_desks import CONFIDENTIAL, confidential_desks, desks_of
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.agents import proper_name
from magdat.staff.inviting import START_DAYS, Invitations
from magdat.storage.stores import open_stores
from magdat.wording.lists import enumerate_dutch

app = typer.Typer(help="De bureaupagina, waar mensen vragen van collega's beantwoorden.", no_args_is_help=True)
users = typer.Typer(help="Wie zich op de bureaupagina mag aanmelden.", no_args_is_help=True)
app.add_typer(users, name="gebruiker")

NAME = typer.Argument(..., metavar="NAAM", help="De naam waarmee die persoon zich aanmeldt.")


@users.command("toevoegen")
def add(
    name: str = NAME,
    desks: Optional[list[str]] = typer.Option(
        None, "--loket", metavar="LOKET", help="Voor welk loket (mag meer dan eens); weglaten = helpdesk."
    ),
    admin: bool = typer.Option(
        False, "--beheerder", help="Ziet ook de andere loketten en het logboek, maar nooit wat vertrouwelijk is."
    ),
) -> None:
    """Voeg iemand toe. Je krijgt een startcode, waarmee die persoon zelf een wachtwoord kiest."""
    quiet()
    settings = Settings.from_environment()
    wanted = set(desks or ([] if admin else ["helpdesk"]))
    _check(settings, wanted, admin=admin)
    code = _invitations(settings).invite(name, wanted, admin=admin)
    console.print(f"✓ {proper_name(name)} is toegevoegd.", markup=False)
    _tell(settings, code)


@users.command("lijst")
def show() -> None:
    """Toon wie zich mag aanmelden, en voor welke loketten."""
    quiet()
    agents = open_stores(Settings.from_environment()).agents.all()
    if not agents:
        console.print("Er is nog niemand. Voeg iemand toe: magdat bureau gebruiker toevoegen NAAM --loket helpdesk")
        return
    table = Table("naam", "loketten", "beheerder", "aangemeld")
    for agent in agents:
        begun = "heeft een wachtwoord" if agent.active else "moet nog beginnen"
        table.add_row(agent.name, ", ".join(sorted(agent.desks)), "ja" if agent.admin else "", begun)
    console.print(table)


@users.command("wachtwoord")
def renew(name: str = NAME) -> None:
    """Neem wachtwoord en app van iemand af, en geef een nieuwe startcode. Wie aangemeld is, wordt afgemeld."""
    quiet()
    settings = Settings.from_environment()
    code = _invitations(settings).renew(name)
    open_stores(settings).visits.end_all(proper_name(name))
    console.print(f"✓ Het oude wachtwoord van {proper_name(name)} werkt niet meer.", markup=False)
    _tell(settings, code)


@users.command("verwijder")
def remove(name: str = NAME) -> None:
    """Verwijder iemand; wie aangemeld is, wordt meteen afgemeld."""
    quiet()
    stores, name = open_stores(Settings.from_environment()), proper_name(name)
    if not stores.agents.remove(name):
        fail(f"er is geen gebruiker «{name}» → magdat bureau gebruiker lijst")
        raise typer.Exit(1)
    stores.visits.end_all(name)
    console.print(f"✓ {name} kan zich niet meer aanmelden.", markup=False)


def _check(settings: Settings, wanted: set[str], *, admin: bool) -> None:
    """Refuse desks that are not there, and somebody who would look after others and read what is confidential.

    Raises:
        ValueError: what is wrong, in Dutch.
    """
    policy = open_knowledge(settings).policy
    known = {*desks_of(policy), "helpdesk"}
    if lost := sorted(wanted - known):
        there = enumerate_dutch(sorted(known))
        raise ValueError(f"er is geen loket «{lost[0]}» → kies uit {there}")
    secret = wanted & {*confidential_desks(policy), *CONFIDENTIAL}
    if admin and secret:
        one = sorted(secret)[0]
        raise ValueError(f"een beheerder leest niets vertrouwelijks → kies --beheerder of --loket {one}, niet beide")


def _invitations(settings: Settings) -> Invitations:
    return Invitations(open_stores(settings).agents, Seal.opened(settings.state, settings.post_key))


def _tell(settings: Settings, code: str) -> None:
    address = settings.desk_address or f"http://127.0.0.1:{settings.desk_port}"
    console.print(f"  Startcode: {code}", markup=False)
    console.print(
        f"  Geef ze zelf door. Ze werkt één keer, {START_DAYS:.0f} dagen lang, op {address}/begin", markup=False
    )
