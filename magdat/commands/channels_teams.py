"""`magdat kanalen teams`, `tabblad` and `test teams`: the app packages, and whether all is ready for the bot."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Optional

import httpx
import typer

from magdat.commands.findings import counted, opening
from magdat.commands.output import busy, console, quiet
from magdat.commands.reach import PATIENCE, SAME, SOON, Finding, Level, certificate, fault, fine, tell, warning
from magdat.commands.teams_trial import NOT_TRIED, UNSEEN, examine_trial
from magdat.files.writing import write_whole
from magdat.settings import Settings
from magdat.teams.keys import KeysError, endorses, fetch_keys
from magdat.teams.login import Login, LoginError, certificate_of
from magdat.teams.package import (
    ENDPOINT,
    FRAMES,
    NO_TOKEN,
    App,
    PackageError,
    host_of,
    package_of,
    tab_id_of,
    tab_package_of,
)
from magdat.teams.settings import TeamsSettings
from magdat.teams.words import AppWords, load_app_words
from magdat.variable_table import VARIABLES
from magdat.variables import SettingsError

WHAT = "Teams"
CHANNEL = "msteams"
PAGE, TAB_PAGE = "docs/kanalen/teams.md", "docs/kanalen/widget.md"

_GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_VERSION = re.compile(r"\d{1,5}\.\d{1,5}\.\d{1,5}")

OFF = fault(
    WHAT,
    "MAGDAT_TEAMS_APP_ID is hier niet ingevuld",
    f"stap 7 in {PAGE}; {SAME}",
)
"""What is wrong for whoever tries Teams where nothing of it is set."""

REFUSALS = {
    7000215: (
        "het geheim klopt niet",
        "kopieer de waarde, niet de id, naar MAGDAT_TEAMS_APP_PASSWORD",
    ),
    7000222: ("het geheim is verlopen", f"maak een nieuw ({PAGE}, «Een geheim vernieuwen»)"),
    700016: ("de app bestaat niet in deze tenant", "kijk MAGDAT_TEAMS_APP_ID en MAGDAT_TEAMS_TENANT na"),
    90002: ("de tenant bestaat niet", "kijk MAGDAT_TEAMS_TENANT na"),
    700027: ("het certificaat hoort niet bij de app", "laad het op bij de app-registratie, of kijk het bestand na"),
}
"""What Microsoft's numbers mean, and what to do."""


def package(
    host: str = typer.Option(..., "--host", metavar="ADRES", help="Waar de assistent te bereiken is: https://…"),
    app_id: str = typer.Option(..., "--app-id", metavar="ID", help="De toepassings-id (client-id) van de app."),
    output: Path = typer.Option(
        Path("magdat-teams.zip"), "--uit", metavar="BESTAND", help="Waarheen; - is op de uitvoer."
    ),
    version: str = typer.Option("1.0.0", "--versie", help="Hoger dan de vorige als de app al in Teams staat."),
    privacy: Optional[str] = typer.Option(
        None, "--privacy", metavar="ADRES", help="Je eigen bladzijde over privacy; anders die van de assistent."
    ),
) -> None:
    """Schrijf het pakket dat je in Teams oplaadt. Uitgang 2 als iets niet te gebruiken is, anders 0."""
    quiet()
    if not _GUID.fullmatch(app_id):
        raise PackageError(f"«{app_id}» is geen id van een app → kopieer de toepassings-id (client-id) uit Azure")
    app = App(app_id.lower(), host_of(host), _version(version), privacy or "")
    words = load_app_words(Settings.from_environment().guidance)
    endpoint = f"Zet in Azure als messaging endpoint: {app.endpoint}"
    _write(output, "magdat-teams.zip", app, words, package_of(app, words), endpoint, PAGE)


def tab(
    host: str = typer.Option(..., "--host", metavar="ADRES", help="Waar browsers de assistent vinden: https://…"),
    output: Path = typer.Option(
        Path("magdat-tabblad.zip"), "--uit", metavar="BESTAND", help="Waarheen; - is op de uitvoer."
    ),
    version: str = typer.Option("1.0.0", "--versie", help="Hoger dan de vorige als de app al in Teams staat."),
    privacy: Optional[str] = typer.Option(
        None, "--privacy", metavar="ADRES", help="Je eigen bladzijde over privacy; anders die van de assistent."
    ),
) -> None:
    """Schrijf het pakket van een app die de widget in een tabblad van Teams toont, zonder bot en zonder Azure.

    Uitgang 2 als iets niet te gebruiken is, anders 0.
    """
    quiet()
    address = host_of(host)
    app = App(tab_id_of(address), address, _version(version), privacy or "")
    words = load_app_words(Settings.from_environment().guidance)
    framed = f'Zet in de omgeving van de assistent: MAGDAT_INSLUITEN="{" ".join(FRAMES)}"'
    _write(output, "magdat-tabblad.zip", app, words, tab_package_of(app, words), framed, TAB_PAGE)


def _version(version: str) -> str:
    if not _VERSION.fullmatch(version):
        raise PackageError(f"«{version}» is geen versie zoals Teams ze vraagt → schrijf 1.0.1")
    return version


def _write(output: Path, usual: str, app: App, words: AppWords, package: bytes, first: str, page: str) -> None:
    """Write a package to a file or the output, and say what is done first and where the rest stands."""
    if output == Path("-"):
        sys.stdout.buffer.write(package)
        return
    if output.is_dir():
        raise PackageError(f"{output}: dit is een map, geen bestand → geef {output}/{usual}")
    if not output.absolute().parent.is_dir():
        raise PackageError(f"{output}: de map bestaat niet → maak ze eerst, of kies een andere")
    write_whole(output, package)
    console.print(
        f"✓ {output}: {words.dutch.name}, versie {app.version}, in het Nederlands en het Engels", markup=False
    )
    console.print(f"  {first}", markup=False)
    console.print(f"  Wat je er daarna mee doet, staat in {page}.", markup=False)


def check(
    host: Optional[str] = typer.Option(
        None, "--host", metavar="ADRES", help="Waar de assistent van buiten te bereiken is: https://…"
    ),
    person: Optional[str] = typer.Option(
        None, "--naar", metavar="ID", help="Je object-id in Entra, als de app al bij jou staat: zij schrijft je even."
    ),
) -> None:
    """Kijk na of Teams klaarstaat, en zeg wat er te doen is en wat van hier niet te zien is.

    Met --naar ook of een bericht aankomt, dat weer weggaat. Uitgang 0 als niets fout is, anders 1.
    """
    quiet()
    address = host_of(host) if host else None
    with busy("Ik kijk Teams na …"):
        found = list(examine_whole(os.environ, address, person)) if any_of_it(os.environ) else [OFF]
    tell(found)
    faults = [item for item in found if item.level is Level.FAULT]
    console.print(f"\n{opening(counted(len(faults), 'fout', 'fouten'))}.", markup=False)
    raise typer.Exit(1 if faults else 0)


def any_of_it(environment: Mapping[str, str]) -> bool:
    """Return whether anything of Teams is set; whoever tries it means that it is on."""
    return any(environment.get(name, "").strip() for name in VARIABLES if "_TEAMS_" in name)


def examine_teams(environment: Mapping[str, str], host: str | None = None) -> Iterator[Finding]:
    """Yield everything that Teams needs, in the order in which one would mend it.

    Args:
        environment: the settings.
        host: the assistant's address from outside; without, only this machine is asked.
    """
    try:
        settings = TeamsSettings.from_environment(environment)
    except SettingsError as error:
        yield from (fault(WHAT, told, PAGE) for told in error.faults)
        return
    if settings is None:
        yield fine(WHAT, "staat uit")
        return
    yield fine(WHAT, f"de instellingen zijn volledig: app {settings.app_id}, tenant {settings.tenant}")
    yield from _until(settings)
    yield _keys(settings)
    yield _token(settings)
    yield from (certificate(WHAT, service) for service in settings.services)
    port = environment.get("MAGDAT_POORT_RASA") or VARIABLES["MAGDAT_POORT_RASA"].default
    if host is None:
        yield _endpoint(f"http://127.0.0.1:{port}", "start met «make start»")
    else:
        yield certificate(WHAT, host)
        yield _endpoint(host, f"geef {ENDPOINT} door aan poort {port} ({PAGE})")
        yield _about(host)


def examine_whole(
    environment: Mapping[str, str], host: str | None = None, person: str | None = None
) -> Iterator[Finding]:
    """Yield what Teams needs, whether a message gets to a person, and what cannot be seen from here.

    Args:
        environment: the settings.
        host: the assistant's address from outside; without, only this machine is asked.
        person: what Entra calls whoever is written to; ``None`` writes to nobody.
    """
    found = list(examine_teams(environment, host))
    yield from found
    if any(item.level is Level.FAULT for item in found):
        return
    settings = TeamsSettings.from_environment(environment)
    if settings is not None:
        yield from examine_trial(settings, person) if person is not None else [NOT_TRIED]
        yield fine(WHAT, UNSEEN)


def _until(settings: TeamsSettings) -> Iterator[Finding]:
    """Say until when the app can log in."""
    if settings.managed:
        yield fine(WHAT, "de app gebruikt een beheerde identiteit: er is niets dat verloopt")
        return
    if settings.certificate is not None:
        try:
            ends = certificate_of(settings.certificate).not_valid_after_utc.date()
        except (OSError, ValueError):
            remedy = "zet er de sleutel en het certificaat in, allebei als PEM"
            yield fault(WHAT, f"in {settings.certificate} staat geen certificaat dat te lezen is", remedy)
            return
        yield _days_left("het certificaat van de app", ends)
    elif settings.secret_until is not None:
        yield _days_left("het geheim van de app", settings.secret_until)
    else:
        told = "wanneer het geheim verloopt, is niet bekend: niemand waarschuwt je"
        yield warning(WHAT, told, "zet de einddatum uit Azure in MAGDAT_TEAMS_SECRET_UNTIL")


def _days_left(what: str, ends: dt.date) -> Finding:
    days = (ends - dt.date.today()).days
    if days < 0:
        return fault(WHAT, f"{what} is verlopen op {ends}", f"vernieuw het ({PAGE})")
    told = f"{what} geldt nog {counted(days, 'dag', 'dagen')}, tot {ends}"
    return fine(WHAT, told) if days >= SOON else warning(WHAT, told, f"vernieuw het ({PAGE})")


def _keys(settings: TeamsSettings) -> Finding:
    try:
        keys = asyncio.run(fetch_keys(settings.keys))
    except KeysError as error:
        told = f"de sleutels van Microsoft zijn niet op te halen ({error})"
        return fault(WHAT, told, f"laat deze machine naar {settings.keys} gaan")
    good = sum(endorses(key, CHANNEL) for key in keys.values())
    if not good:
        return fault(WHAT, "geen enkele sleutel van Microsoft is voor Teams", "kijk MAGDAT_TEAMS_KEYS na")
    return fine(WHAT, f"de sleutels van Microsoft zijn er: {good} voor Teams")


def _token(settings: TeamsSettings) -> Finding:
    try:
        Login(settings).fetch()
    except LoginError as error:
        if error.code in REFUSALS:
            told, remedy = REFUSALS[error.code]
            return fault(WHAT, f"Microsoft geeft geen token: {told} (AADSTS{error.code})", remedy)
        number = f"AADSTS{error.code}" if error.code else str(error)
        return fault(WHAT, f"Microsoft geeft geen token ({number})", f"laat deze machine naar {settings.login} gaan")
    return fine(WHAT, "Microsoft geeft een token om mee te antwoorden")


def _endpoint(address: str, remedy: str) -> Finding:
    """Say whether what comes in reaches our own gate, which refuses whoever shows no token."""
    try:
        answer = httpx.post(f"{address}{ENDPOINT}", json={}, timeout=PATIENCE)
    except httpx.HTTPError as error:
        return fault(WHAT, f"{address}{ENDPOINT} antwoordt niet ({type(error).__name__})", remedy)
    status = answer.status_code
    if status == 401 and not _is_ours(answer):
        told = f"op {address}{ENDPOINT} weigert iets anders dan de assistent (401)"
        return fault(WHAT, told, f"laat dat pad door zonder aanmelding, ook in je proxy ({PAGE})")
    if status == 401:
        return fine(WHAT, f"{address}{ENDPOINT} antwoordt, en weigert wie geen token toont")
    if status == 404:
        return fault(WHAT, f"op {address}{ENDPOINT} luistert niemand voor Teams", remedy)
    return fault(WHAT, f"{address}{ENDPOINT} geeft {status} waar 401 verwacht is", remedy)


def _is_ours(answer: httpx.Response) -> bool:
    """Return whether the assistant itself refuses, and not something before it that asks for a password of its own."""
    try:
        return bool(answer.json() == NO_TOKEN)
    except ValueError:
        return False


def _about(address: str) -> Finding:
    """Say whether a browser finds the page to which Teams' own links lead."""
    try:
        answer = httpx.get(f"{address}{ENDPOINT}", timeout=PATIENCE)
        found = answer.status_code == 200 and "html" in answer.headers.get("content-type", "")
    except httpx.HTTPError:
        found = False
    if found:
        return fine(WHAT, "de links over privacy en voorwaarden in Teams leiden naar een bladzijde")
    told = "de links over privacy en voorwaarden in Teams leiden nergens heen"
    return warning(WHAT, told, f"laat ook GET door op {address}{ENDPOINT}, of geef --privacy ({PAGE})")
