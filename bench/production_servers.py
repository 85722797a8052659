"""Ours as a company runs it: PostgreSQL and Valkey that really run on loopback, an action server, and Rasa workers."""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import sqlalchemy as sql

from bench.sentences import ROOT
from bench.two_servers import OURS_CARRIES, Server, running_process, wait_for
from launch.services import MODEL, services
from magdat.storage.database import Database
from magdat.storage.schema import CONVERSATIONS, DELIVERIES

PORTS = {"MAGDAT_POORT_RASA": "6205", "MAGDAT_POORT_ACTIES": "6255", "MAGDAT_POORT_PAGINA": "6280"}
DATABASE_PORT, VALKEY_PORT = 6290, 6291

AT_ONCE = 10_000
"""Rows that are written at once."""


@dataclass(frozen=True)
class Ours:
    """A running assistant with its database."""

    servers: tuple[Server, ...]
    """Every worker."""

    database: Database
    processes: tuple[psutil.Process, ...]

    @staticmethod
    def several() -> bool:
        """Return whether this version has several workers."""
        return any(service.name == "rasa2" for service in services({"MAGDAT_WERKERS": "2"}))

    def resident_mb(self) -> int:
        """Return what the workers and the action server occupy together."""
        return round(sum(process.memory_info().rss for process in self.processes) / 1e6)

    def connections(self) -> int:
        """Return how many connections the database has."""
        with self.database.reading() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM pg_stat_activity").scalar())


@contextlib.contextmanager
def ours_in_production(directory: Path, workers: int) -> Iterator[Ours]:
    """Start all of it with empty databases, and stop it.

    Raises:
        LookupError: PostgreSQL or Valkey is not installed.
    """
    state = directory / "toestand"
    state.mkdir(parents=True)
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(postgresql())
        redis = stack.enter_context(valkey())
        database = Database(address)
        database.migrate()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")}
        more = {"MAGDAT_WERKERS": str(workers)} if workers > 1 else {}
        env = {**kept, **PORTS, "MAGDAT_TOESTAND": str(state), "MAGDAT_MODEL": str(MODEL), **more}
        env |= {"MAGDAT_DATABASE": address, "MAGDAT_REDIS": redis}
        wanted = [item for item in services(env) if item.name == "acties" or item.name.startswith("rasa")]
        started = [
            stack.enter_context(
                running_process([sys.executable, "-m", "launch", item.name], ROOT, env, state / f"{item.name}.log")
            )
            for item in wanted
        ]
        for item, running in zip(wanted, started):
            wait_for(item.url(), running)
        servers = tuple(
            Server(item.name, f"http://127.0.0.1:{item.port}/webhooks/rest/webhook", running.process, OURS_CARRIES)
            for item, running in zip(wanted, started)
            if item.name.startswith("rasa")
        )
        yield Ours(servers, database, tuple(running.process for running in started))
        database.engine.dispose()


def fill_conversations(database: Database, count: int) -> None:
    """Add so many open conversations, each with a state as a turn leaves it."""
    state = json.dumps({"gesprek": {"noticed": True, "topic": "gebruik_werkuren", "context": {"moment": "pauze"}}})
    now = time.time()
    rows = [{"pseudonym": f"p-{number:032x}", "state": state, "updated": now} for number in range(count)]
    _insert(database, CONVERSATIONS, rows)


def fill_deliveries(database: Database, count: int) -> None:
    """Add so many rows to the table that grows fastest: what channels delivered, looked up at every message."""
    now = time.time()
    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count))
        _insert(database, DELIVERIES, [{"digest": f"{number:064x}", "seen": now} for number in numbers])


def _insert(database: Database, table: Any, rows: list[dict[str, Any]]) -> None:
    with database.transaction() as connection:
        connection.execute(table.insert(), rows)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sql.text(f"ANALYZE {table.name}"))


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Start PostgreSQL with an empty database, and give its address; raises LookupError where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise LookupError("PostgreSQL is needed here: apt-get install --no-install-recommends postgresql-17")
    programs = found[-1]
    with _folder() as (folder, account):
        data, at = folder / "data", str(DATABASE_PORT)
        options = ["--auth=trust", "--username=magdat", "--encoding=UTF8", "--locale=C.UTF-8"]
        _run([str(programs / "initdb"), *options, "-D", str(data)], account)
        settings = ["-c", "listen_addresses=127.0.0.1", "-c", f"port={at}", "-c", "unix_socket_directories="]
        with _server([str(programs / "postgres"), "-D", str(data), *settings], account, DATABASE_PORT):
            make = [str(programs / "createdb"), "-h", "127.0.0.1", "-p", at, "-U", "magdat", "magdat"]
            _run(make, account)
            yield f"postgresql://magdat@127.0.0.1:{at}/magdat"


@contextlib.contextmanager
def valkey() -> Iterator[str]:
    """Start Valkey or Redis, and give its address; raises LookupError where neither is installed."""
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        raise LookupError("Redis is needed here: apt-get install --no-install-recommends valkey-server")
    with _folder() as (folder, account):
        options = ["--bind", "127.0.0.1", "--port", str(VALKEY_PORT), "--save", "", "--dir", str(folder)]
        with _server([program, *options], account, VALKEY_PORT):
            yield f"redis://127.0.0.1:{VALKEY_PORT}/0"


def _run(command: list[str], account: str | None) -> None:
    subprocess.run(command, check=True, capture_output=True, user=account, cwd="/")


@contextlib.contextmanager
def _folder() -> Iterator[tuple[Path, str | None]]:
    """Give a folder of the account that databases run as: they refuse to be root."""
    account = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="magdat-bench-"))
    try:
        if account is not None:
            shutil.chown(folder, pwd.getpwnam(account).pw_name)
        yield folder, account
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _server(command: list[str], account: str | None, port: int) -> Iterator[None]:
    process = subprocess.Popen(command, user=account, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
