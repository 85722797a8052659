"""The command behind the Makefile: `python -m launch start|train|stop|rasa|acties|pagina`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from rich.console import Console

from launch.services import ROOT, command, environment, services
from launch.supervisor import StartError, Supervisor, stop_noted
from launch.training import TrainingError, train
from magdat.knowledge import open_knowledge
from magdat.problems import DocumentError

QUESTIONS = (
    "mag ik Facebook gebruiken tijdens de pauze?",
    "leest den baas mee op de wifi hier?",
    "kunnen ze mij buitengooien voor ne like?",
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status: 0 fine, 1 something is wrong, 2 used wrongly."""
    parser = argparse.ArgumentParser(prog="python -m launch", description="Start, train and stop the assistant.")
    parser.add_argument("what", choices=("start", "train", "stop", *(item.name for item in services({}))))
    parser.add_argument("--force", action="store_true", help="train even when nothing changed")
    chosen = parser.parse_args(arguments)
    console = Console(stderr=False, highlight=False)
    try:
        return _run(chosen, console)
    except (StartError, TrainingError, ValueError) as error:
        console.print(f"✗ {error}", markup=False, style="red")
        return 1
    except DocumentError as error:
        console.print("✗ The policy or the guidance cannot be used:", style="red")
        for problem in error.problems:
            console.print(f"  {problem}", markup=False)
        return 1


def _run(chosen: argparse.Namespace, console: Console) -> int:
    if chosen.what == "train":
        train(console, force=chosen.force)
        return 0
    if chosen.what == "stop":
        names = stop_noted()
        console.print(f"· stopped {', '.join(names)}" if names else "· nothing was running")
        return 0
    if chosen.what == "start":
        return _start(console)
    service = next(item for item in services() if item.name == chosen.what)
    env = environment()
    Path(env["MAGDAT_TOESTAND"]).mkdir(parents=True, exist_ok=True)  # SQLite makes a file, no directory
    os.chdir(ROOT)
    os.execve(sys.executable, command(service), env)


def _start(console: Console) -> int:
    known = open_knowledge()
    console.print(f"· policy: {known.policy.title}, version {known.policy.version}", markup=False)
    train(console)
    running = services()
    supervisor = Supervisor(running, console)
    try:
        supervisor.start()
        page = next(item for item in running if item.name == "pagina")
        rasa = next(item for item in running if item.name == "rasa")
        console.print(f"\n[bold]Mag dat? is ready:[/bold] http://127.0.0.1:{page.port}")
        console.print(
            f"REST: http://127.0.0.1:{rasa.port}/webhooks/rest/webhook · logs: .toestand/logs · Ctrl-C stops all\n"
        )
        console.print("Try:")
        for question in QUESTIONS:
            console.print(f"  {question}", markup=False)
        supervisor.watch()
    finally:
        supervisor.stop()
    console.print("· stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
