"""`magdat doctor`: whether everything is ready, warnings apart from faults."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping

import typer

from magdat.commands import slack_reach, widget_settings
from magdat.commands.channels_running import examine_running
from magdat.commands.channels_teams import examine_teams
from magdat.commands.desk_people import examine_people
from magdat.commands.findings import counted, opening
from magdat.commands.hand_off import unread
from magdat.commands.open_talks import ADVICE, astray_from, told_of
from magdat.commands.output import busy, console, quiet
from magdat.commands.reach import (
    Finding,
    Level,
    certificate,
    disk,
    fault,
    fine,
    restless,
    services,
    tell,
    warning,
    way_out,
)
from magdat.commands.retention_told import behind
from magdat.files.problems import DocumentError, MagDatError
from magdat.handoff.configuration import choice_from, ways_from
from magdat.interpreter import open_interpreter
from magdat.knowledge import Knowledge, open_knowledge
from magdat.policy.service_desks import desks_of
from magdat.redaction.redactor import check_weights
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.redis import open_redis
from magdat.storage.stores import open_database, open_stores
from magdat.variables import SettingsError, all_faults, half_set, unknown
from magdat.way_choice import OWN

DAY = 86_400
LATE = 3
"""Days after which a question that nobody took is late."""

CHANNELS = (("Slack", "MAGDAT_SLACK_TOKEN", "MAGDAT_SLACK_API", "https://slack.com/api/"),)
"""A channel, the setting that switches it on, the setting of where it is, and where that is unless set."""


def doctor(
    as_json: bool = typer.Option(False, "--json", help="Geef de bevindingen in machineleesbare vorm."),
    strict: bool = typer.Option(False, "--streng", help="Tel een waarschuwing als een fout."),
) -> None:
    """Kijk na of alles klaarstaat. Uitgang 0 als niets fout is, 1 als iets fout is, 2 bij verkeerd gebruik."""
    quiet()
    with busy("Ik kijk alles na …"):
        found = list(examine(os.environ))
    faults = [item for item in found if item.level is Level.FAULT]
    warnings = [item for item in found if item.level is Level.WARNING]
    if as_json:
        typer.echo(json.dumps([item.data() for item in found], ensure_ascii=False, indent=2))
    else:
        tell(found)
        told = counted(len(faults), "fout", "fouten"), counted(len(warnings), "waarschuwing", "waarschuwingen")
        console.print(f"\n{opening(told[0])}, {told[1]}.", markup=False)
    raise typer.Exit(1 if faults or (strict and warnings) else 0)


def examine(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield everything that is looked at, in the order in which one would mend it."""
    wrong = all_faults(environment)
    halves = set(half_set(environment, widget_settings.LOGIN))  # the widget says below which one is missing
    yield from (fault("instellingen", told, "docs/instellingen.md") for told in wrong if told not in halves)
    yield from (warning("instellingen", told) for told in unknown(environment))
    if not wrong:
        yield fine("instellingen", "alle instellingen zijn bruikbaar")
    yield from widget_settings.examine_settings(environment)
    try:
        settings = Settings.from_environment(environment)
    except SettingsError:
        return
    yield from _policy(settings, environment)
    yield _understanding()
    yield _redaction()
    yield from examine_storage(settings)
    yield from _channels(environment)
    yield disk(settings.state)
    yield from services(environment)
    yield from examine_running(environment)
    yield from restless(settings.state)


def _policy(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    try:
        knowledge = open_knowledge(settings)
        policy = knowledge.policy
    except DocumentError as error:
        yield from (fault("beleid", str(problem)) for problem in error.problems)
        return
    except MagDatError as error:
        yield fault("leidraad", str(error))
        return
    yield fine("beleid", f"{policy.title}, versie {policy.version}, {len(policy.rules)} regels")
    if not knowledge.policies.holds(knowledge.loaded):
        yield fault("beleid", f"het beleid geldt pas vanaf {policy.valid_from}, en er is geen ander")
    if policy.review_before is not None and policy.review_before < dt.date.today():
        yield warning("beleid", f"het beleid moest herzien zijn voor {policy.review_before}", "kijk het na")
    if knowledge.policies.problem is not None:
        yield from (fault("beleid", str(problem)) for problem in knowledge.policies.problem.problems)
    library = knowledge.library
    yield fine("leidraad", f"{len(library.answers)} onderwerpen, {len(library.tips)} tips")
    yield from _hand_off(knowledge, environment)


def _hand_off(knowledge: Knowledge, environment: Mapping[str, str]) -> Iterator[Finding]:
    desks = desks_of(knowledge.policy)
    try:
        choice = choice_from(environment)
        ways = ways_from(environment, lambda: desks)
    except ValueError as error:
        yield fault("doorgeven", str(error), "docs/doorgeven.md")
        return
    unknown_desks = sorted(set(choice.by_desk) - set(desks))
    if unknown_desks:
        told = f"MAGDAT_DOORGEVEN noemt {', '.join(unknown_desks)}, en die dienst staat niet in het beleid"
        yield fault("doorgeven", told, "docs/doorgeven.md")
    off = [desk.title for desk in desks.values() if not choice.of(desk.id, confidential=desk.confidential)]
    if off:
        told = f"staat uit voor {', '.join(off)}: wie daar een mens vraagt, krijgt het contact uit het beleid"
        yield warning("doorgeven", told, "docs/doorgeven.md")
    with contextlib.suppress(StorageError):  # which is told of the storage itself
        for desk, number in astray_from(knowledge.settings, desks).items():
            yield warning("doorgeven", told_of(desk, number), ADVICE)
    for way in ways.values():
        yield from way_out(way)
    if OWN in choice.all():
        yield fine("doorgeven", "vragen komen op de eigen pagina van het bureau")
        with contextlib.suppress(StorageError):  # which is told of the storage itself
            yield from examine_people(open_stores(knowledge.settings).agents, desks, choice)


def _understanding() -> Finding:
    try:
        understood = open_interpreter().parse(["mag ik op facebook in de pauze?"])[0]
    except (MagDatError, OSError) as error:
        return fault("taalmodel", str(error))
    return fine("taalmodel", "geladen") if understood.ranking else fault("taalmodel", "het model begrijpt niets")


def _redaction() -> Finding:
    try:
        check_weights()
    except (DocumentError, OSError) as error:
        return fault("redactie", str(error))
    return fine("redactie", "regels en gewichten zijn er")


def examine_storage(settings: Settings) -> Iterator[Finding]:
    """Yield how the database is, and what in it waits or does not arrive."""
    try:
        tickets = open_stores(settings).tickets
        stuck, waiting, troubles = tickets.stuck(), tickets.figures(), tickets.troubles()
        late_erasing = behind(open_stores(settings).retention)
    except StorageError as error:
        yield fault("opslag", str(error))
        return
    file = open_database(settings).file
    yield fine("opslag", f"de databank is bij: {file if file is not None else 'een server'}")
    most = open_database(settings).most_connections()
    if most is not None and settings.connections > most:
        told = f"MAGDAT_VERBINDINGEN is {settings.connections}, en de server laat er {most} toe"
        yield warning("opslag", told, "verlaag het, of verhoog max_connections of zet er PgBouncer voor")
    if file is not None and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield warning("opslag", f"{file} is ook voor anderen te lezen", f"chmod 600 {file}")
    if late_erasing is not None:
        yield warning("opslag", *late_erasing)
    for item in stuck:
        told = f"{item.number} raakt niet weg via {item.way}: {item.reason} ({counted(item.attempts, 'keer', 'keer')})"
        if item.given_up:
            yield fault("doorgeven", told, f"magdat doorgeven opnieuw {item.number}")
        else:
            yield warning("doorgeven", told, "docs/doorgeven.md")
    for trouble in troubles:
        yield fault("doorgeven", unread(trouble), "magdat doorgeven probeer")
    late = sum(item.waits is not None and item.waits < time.time() - LATE * DAY for item in waiting)
    if late:
        told = f"al langer dan {LATE} dagen wacht iemand op antwoord, bij {counted(late, 'vraag', 'vragen')}"
        yield warning("doorgeven", told, "magdat doorgeven lijst")
    if settings.redis is not None:
        try:
            open_redis(settings.redis).ping()
            yield fine("opslag", "Redis antwoordt")
        except Exception as error:  # the library's own, of many kinds
            yield fault("opslag", f"Redis antwoordt niet ({type(error).__name__})", "kijk MAGDAT_REDIS na")


def _channels(environment: Mapping[str, str]) -> Iterator[Finding]:
    for name, switch, where, default in CHANNELS:
        if environment.get(switch):
            yield certificate("kanalen", environment.get(where) or default, shown=name)
        else:
            yield fine("kanalen", f"{name} staat uit")
    yield from examine_teams(environment)
    if environment.get(slack_reach.TOKEN):
        yield from slack_reach.examine_secrets(environment)
    for setting in ("MAGDAT_RASA_URL",):
        if environment.get(setting):
            yield certificate("kanalen", environment[setting])
