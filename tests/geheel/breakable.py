"""An assistant on PostgreSQL and Valkey of which every part can be taken away for a while, and what mends it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import databases
import psutil
from free_ports import free_port, free_ports
from sqlalchemy import func, select

from launch.services import ROOT
from magdat.storage.database import Database
from magdat.storage.schema import LETTERS

LEASE = 6.0
"""Seconds after which a message that a killed Rasa was busy with is taken by another; so short for the tests' sake."""

START = f"""
import dataclasses, sys
from rich.console import Console
from launch import supervisor
from launch.services import services
BOOT = (
    "import magdat.storage.letters as letters; letters.LEASE = {LEASE};"
    "from launch.rasa_cli import main; main()"
)
supervisor.RESTARTS = 1000
chosen = [item for item in services() if item.name in ("acties", "rasa")]
chosen = [
    dataclasses.replace(item, arguments=("-c", BOOT, *item.arguments[2:])) if item.name == "rasa" else item
    for item in chosen
]
running = supervisor.Supervisor(chosen, Console())
try:
    with supervisor.ended_by_signals():
        running.start()
        print("up", flush=True)
        running.watch()
except KeyboardInterrupt:
    pass
finally:
    running.stop()
"""
"""What `make start` does, without the pages: what dies is started again."""


@dataclass
class Breakable:
    """What runs, and how to break it."""

    rasa: str
    state: Path
    postgresql: int
    """The port of the database."""

    database: str
    """Its address."""

    valkey: contextlib.ExitStack
    valkey_port: int

    def kill(self, service: str) -> None:
        """Kill a service as the system does that has no memory left."""
        self._process(service).kill()

    def drained(self, seconds: float = 90.0) -> bool:
        """Return whether nothing is left to be answered or sent, as soon as it is so or the time is over."""
        database, deadline = Database(self.database), time.monotonic() + seconds
        try:
            while time.monotonic() < deadline:
                with database.engine.connect() as connection:
                    if not connection.execute(select(func.count()).select_from(LETTERS)).scalar_one():
                        return True
                time.sleep(0.1)
            return False
        finally:
            database.engine.dispose()

    @contextlib.contextmanager
    def slow(self, service: str) -> Iterator[None]:
        """Let a service do nothing while the block lasts."""
        process = self._process(service)
        process.suspend()
        try:
            yield
        finally:
            process.resume()

    @contextlib.contextmanager
    def without_database(self) -> Iterator[None]:
        """Stop PostgreSQL, and start it again with what it has kept."""
        process = listener(self.postgresql)
        command, account = process.cmdline(), process.username()
        process.send_signal(signal.SIGINT)  # it hangs up on everybody, and waits for nobody
        psutil.wait_procs([process], timeout=20)
        try:
            yield
        finally:
            user = account if os.geteuid() == 0 else None
            subprocess.Popen(command, user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            listener(self.postgresql)

    @contextlib.contextmanager
    def without_valkey(self) -> Iterator[None]:
        """Stop Valkey, and start one that knows nothing."""
        self.valkey.close()
        try:
            yield
        finally:
            self.valkey.enter_context(valkey(self.valkey_port))

    def up(self, seconds: float = 90.0) -> None:
        """Wait until Rasa and the action server listen."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, ValueError, psutil.Error, KeyError):
                if all(psutil.Process(pid).net_connections() for pid in self._pids().values()):
                    return
            time.sleep(0.2)
        raise AssertionError("not every service came back")

    def _process(self, service: str) -> psutil.Process:
        return psutil.Process(self._pids()[service])

    def _pids(self) -> dict[str, int]:
        facts = json.loads((self.state / "services.json").read_text(encoding="utf-8"))
        return {item["name"]: item["pid"] for item in facts}


def listener(port: int, seconds: float = 30.0) -> psutil.Process:
    """Return the process that listens on a port, as soon as one does."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for item in psutil.net_connections("tcp4"):
            if item.status == psutil.CONN_LISTEN and item.laddr.port == port and item.pid:
                with contextlib.suppress(psutil.NoSuchProcess):
                    return oldest(psutil.Process(item.pid))
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}")


def oldest(process: psutil.Process) -> psutil.Process:
    """Return the ancestor of the same name: a child has the port too until it lets go of it, and may be gone by then.

    Of those that have a port the one with the lowest number is named, and numbers begin anew.
    """
    while (parent := process.parent()) is not None and parent.name() == process.name():
        process = parent
    return process


@contextlib.contextmanager
def valkey(port: int) -> Iterator[None]:
    with databases.folder_of_its_own() as (folder, account):
        command = ["valkey-server", "--bind", "127.0.0.1", "--port", port, "--save", "", "--dir", folder]
        with databases.started(list(command), account, port, folder):
            yield


@contextlib.contextmanager
def breakable(state: Path, settings: Mapping[str, str]) -> Iterator[Breakable]:
    """Start all of it, and stop it at the end."""
    actions, rasa = free_ports(2)
    at = free_port()
    with databases.postgresql() as address, contextlib.ExitStack() as of_valkey:
        of_valkey.enter_context(valkey(at))
        database = Database(address)
        database.migrate()
        port = int(database.engine.url.port)
        database.engine.dispose()
        env = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")} | {
            "MAGDAT_TOESTAND": str(state),
            "MAGDAT_POORT_ACTIES": str(actions),
            "MAGDAT_POORT_RASA": str(rasa),
            "MAGDAT_DATABASE": address,
            "MAGDAT_REDIS": f"redis://127.0.0.1:{at}/0",
            "MAGDAT_DOORGEVEN": "geen",
            **settings,
        }
        start = subprocess.Popen([sys.executable, "-c", START], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        try:
            assert start.stdout is not None
            assert any(line.strip() == "up" for line in start.stdout), "the services start"
            yield Breakable(f"http://127.0.0.1:{rasa}", state, port, address, of_valkey, at)
        finally:
            start.terminate()
            start.wait(timeout=90)
            with contextlib.suppress(AssertionError):
                database_process = listener(port, 0.1)
                database_process.send_signal(signal.SIGINT)
                psutil.wait_procs([database_process], timeout=20)
