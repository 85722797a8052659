"""The command behind the Makefile: `python -m launch start|train|stop|herstart|status`, or one service by its name."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import structlog
from rich.console import Console

from launch.pulse import accompany
from launch.rolling import NotRolled, ask
from launch.services import MIGRATION, MODEL, ROOT, Service, command, environment, every_service, services
from launch.staleness import stale
from launch.status import show_status
from launch.supervisor import START_WITHIN, StartError, Supervisor, ended_by_signals, stop_noted
from launch.training import TrainingError, train
from magdat.files.problems import DocumentError
from magdat.secret_files import take_in
from magdat.settings import Settings
from magdat.variables import SettingsError, check

COMMANDS = ("start", "train", "stop", "herstart", "status", MIGRATION)
"""What may be asked beside the name of a service."""

QUESTIONS = (
    "mag ik Facebook gebruiken tijdens de pauze?",
    "leest den baas mee op de wifi hier?",
    "kunnen ze mij buitengooien voor ne like?",
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status: 0 fine, 1 something is wrong, 2 used wrongly."""
    parser = argparse.ArgumentParser(prog="python -m launch", description="Start, train and stop the assistant.")
    parser.add_argument("what", metavar="WHAT", help=f"{', '.join(COMMANDS)}, or the name of one service")
    parser.add_argument("which", nargs="*", help="of «herstart»: which services; without, all of them")
    parser.add_argument("--force", action="store_true", help="train even when nothing changed")
    chosen = parser.parse_args(arguments)
    console = Console(stderr=False, highlight=False)
    # What the services log is in their logs; here a person wants to know what happens, in few words.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        take_in(os.environ)
        if chosen.what not in COMMANDS and chosen.what not in (names := [item.name for item in every_service()]):
            # Which services there are follows from the settings: with MAGDAT_WERKERS=2 there is a rasa2.
            parser.error(f"there is no «{chosen.what}» with these settings: {', '.join((*COMMANDS, *names))}")
        return _run(chosen, console)
    except SettingsError as error:
        for fault in error.faults:
            console.print(f"✗ {fault}", markup=False, style="red", soft_wrap=True)
        return 1
    except (StartError, TrainingError, NotRolled, ValueError) as error:
        console.print(f"✗ {error}", markup=False, style="red", soft_wrap=True)
        return 1
    except DocumentError as error:
        console.print("✗ The guidance cannot be used:", style="red")
        for problem in error.problems:
            console.print(f"  {problem}", markup=False, soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        console.print("· stopped")
        return 130


def _run(chosen: argparse.Namespace, console: Console) -> int:
    if chosen.what == "train":
        train(console, force=chosen.force)
        return 0
    if chosen.what == "stop":
        names = stop_noted()
        console.print(f"· stopped {', '.join(names)}" if names else "· nothing was running")
        return 0
    if chosen.what == "herstart":
        running = services()
        within = START_WITHIN * len(running)
        names = ask(Path(environment()["MAGDAT_TOESTAND"]), [item.name for item in running], chosen.which, within)
        console.print(f"· started anew: {', '.join(names)}")
        return 0
    check(os.environ)
    if chosen.what == "status":
        return show_status(console)
    if chosen.what == "start":
        return _start(console)
    env = environment()
    Path(env["MAGDAT_TOESTAND"]).mkdir(parents=True, exist_ok=True)  # SQLite makes a file, no directory
    os.chdir(ROOT)
    if chosen.what == MIGRATION:
        os.execve(sys.executable, [sys.executable, "-m", "magdat.cli", "opslag", "migreer"], env)
    service = next(item for item in every_service() if item.name == chosen.what)
    accompany(service.url(), env)
    os.execve(sys.executable, command(service), env)


def _start(console: Console) -> int:
    running = services()
    supervisor = Supervisor(running, console)
    try:
        with ended_by_signals():
            supervisor.check_ports()  # before minutes of training, not after
            fresh = not stale(ROOT, MODEL)
            if not fresh:
                _show_policy(console)
            train(console)
            supervisor.launch()
            if fresh:  # beside what starts: reading it takes a second
                _show_policy(console)
            supervisor.wait()
            _show_addresses(console, {item.name: item for item in running})
            supervisor.watch()
    except KeyboardInterrupt:
        pass
    finally:
        supervisor.stop()
    console.print("· stopped")
    return 0


def _show_policy(console: Console) -> None:
    """Say which policy is in use, or what is wrong with it.

    A broken policy does not stop the start: after a reboot at night nobody is there to start again, and the
    assistant takes the file over as soon as it is mended.

    Raises:
        DocumentError: the guidance, which comes with the assistant, cannot be used.
    """
    # Here, and not above: the services start before this is read.
    from magdat.guidance.library import load_library
    from magdat.policy.store import PolicyStore

    settings = Settings.from_environment()
    library = load_library(settings.guidance)
    try:
        policy = PolicyStore(settings.policy, library).current().policy
    except DocumentError as error:
        console.print("✗ The policy cannot be used. People hear that something is wrong until you mend:", style="red")
        for problem in error.problems:
            console.print(f"  {problem}", markup=False, soft_wrap=True)
        return
    console.print(f"· policy: {policy.title}, version {policy.version}", markup=False)


def _show_addresses(console: Console, running: Mapping[str, Service]) -> None:
    rest = f"http://127.0.0.1:{running['rasa'].port}/webhooks/rest/webhook"
    console.print(f"\n[bold]Mag dat? is ready:[/bold] http://127.0.0.1:{running['pagina'].port}")
    console.print(f"Desk for the people who answer: {_desk(running['bureau'])}", soft_wrap=True)
    console.print(
        f"REST: {rest} · logs: {Settings.from_environment().state / 'logs'} · Ctrl-C stops all\n", soft_wrap=True
    )
    console.print("Try:")
    for question in QUESTIONS:
        console.print(f"  {question}", markup=False)


def _desk(service: Service) -> str:
    """Return where the desk page is, and how somebody gets in when nobody has yet.

    A database that does not answer stops no start: `magdat doctor` says what is wrong with it.
    """
    from magdat.storage.errors import StorageError
    from magdat.storage.stores import open_stores

    settings = Settings.from_environment(environment())
    address = settings.desk_address or f"http://127.0.0.1:{service.port}"
    try:
        somebody = bool(open_stores(settings).agents.all())
    except StorageError:
        somebody = True
    told = "nobody can log in yet to read what is passed on: magdat bureau gebruiker toevoegen NAME --loket helpdesk"
    return address if somebody else f"{address} ({told})"


if __name__ == "__main__":
    sys.exit(main())
