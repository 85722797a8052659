"""A PostgreSQL and a Redis that really run, on a free port of loopback, in a folder that is thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sql
from free_ports import free_port

from magdat.storage.database import Database
from magdat.storage.schema import METADATA

PATIENCE = 30.0
"""Seconds that a server gets to start."""


class ByHand:
    """A server that can be stopped and started again with what it has kept."""

    def __init__(self, address: str, run: Callable[[], AbstractContextManager[None]]) -> None:
        self.address = address
        self._run = run
        self._running = ExitStack()

    def start(self) -> None:
        self._running.enter_context(self._run())

    def stop(self) -> None:
        self._running.close()


@contextmanager
def postgresql() -> Iterator[str]:
    """Start PostgreSQL; give the address of an empty database.

    Raises:
        LookupError: it is not installed; the text says how to get it.
    """
    with postgresql_by_hand() as server:
        yield server.address


@contextmanager
def postgresql_by_hand() -> Iterator[ByHand]:
    """Start PostgreSQL, with an empty database, so that it can be stopped and started.

    Raises:
        LookupError: it is not installed; the text says how to get it.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    programs = found[-1] if found else Path(shutil.which("initdb") or "").parent
    if not (programs / "initdb").exists():
        raise LookupError("PostgreSQL is needed here: apt-get install --no-install-recommends postgresql-17")
    with folder_of_its_own() as (folder, account):
        data, port = folder / "data", free_port()
        options = ["--auth=trust", "--username=magdat", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        _run([programs / "initdb", *options, "-D", data], account)
        settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", "fsync": "off"}
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [programs / "postgres", "-D", data, *arguments]
        address = f"postgresql://magdat@127.0.0.1:{port}/magdat"
        # Asked more politely it waits until everybody has hung up.
        server = ByHand(address, lambda: started(command, account, port, folder, ending=signal.SIGINT))
        server.start()
        try:
            _until_ready([programs / "pg_isready", "-h", "127.0.0.1", "-p", port], account)
            _run([programs / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "magdat", "magdat"], account)
            yield server
        finally:
            server.stop()


@contextmanager
def pgbouncer(server: str, *, connections: int) -> Iterator[str]:
    """Start PgBouncer, which lends a connection for one transaction, in front of a PostgreSQL; give its address.

    Args:
        server: the address of the PostgreSQL.
        connections: how many it has with it.

    Raises:
        LookupError: it is not installed; the text says how to get it.
    """
    program = shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")
    if program is None:
        raise LookupError("PgBouncer is needed here: apt-get install --no-install-recommends pgbouncer")
    url = sql.engine.make_url(server)
    with folder_of_its_own() as (folder, account):
        port = free_port()
        settings = {
            "listen_addr": "127.0.0.1",
            "listen_port": port,
            "unix_socket_dir": "",
            "auth_type": "any",
            "pool_mode": "transaction",
            "default_pool_size": connections,
            "max_client_conn": 200,
        }
        lines = ["[databases]", f"{url.database} = host={url.host} port={url.port} user={url.username}", "[pgbouncer]"]
        lines += [f"{name} = {value}" for name, value in settings.items()]
        (folder / "pgbouncer.ini").write_text("\n".join(lines), encoding="utf-8")
        (folder / "pgbouncer.ini").chmod(0o644)  # what ran before in this process may write for itself alone
        with started([program, folder / "pgbouncer.ini"], account, port, folder, ending=signal.SIGINT):
            yield f"postgresql://{url.username}@127.0.0.1:{port}/{url.database}"


@contextmanager
def redis() -> Iterator[str]:
    """Start Valkey or Redis, that keeps nothing on disk; give its address.

    Raises:
        LookupError: neither is installed; the text says how to get one.
    """
    with redis_by_hand() as server:
        yield server.address


@contextmanager
def redis_by_hand() -> Iterator[ByHand]:
    """Start Valkey or Redis so that it can be stopped and started; it knows nothing any more then.

    Raises:
        LookupError: neither is installed; the text says how to get one.
    """
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        raise LookupError("Redis is needed here: apt-get install --no-install-recommends valkey-server")
    with folder_of_its_own() as (folder, account):
        port = free_port()
        arguments = ["--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", folder]
        server = ByHand(f"redis://127.0.0.1:{port}/0", lambda: started([program, *arguments], account, port, folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def emptied(address: str) -> Database:
    """Return the database of a server with our tables, and nothing in them."""
    database = Database(address)
    database.migrate()
    names = ", ".join(table.name for table in METADATA.sorted_tables)
    with database.transaction() as connection:
        connection.execute(sql.text(f"TRUNCATE {names} RESTART IDENTITY"))
    return database


@contextmanager
def folder_of_its_own(*, in_memory: bool = False) -> Iterator[tuple[Path, str | None]]:
    """Give a folder and the account to run as: PostgreSQL and others refuse to run as root.

    Args:
        in_memory: whether it may lie in memory, for a server that waits for the disk at every step.
    """
    account = next((name for name in ("postgres", "nobody") if _exists(name)), None) if os.geteuid() == 0 else None
    fast = "/dev/shm" if in_memory and os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="magdat-", dir=fast))
    try:
        if account is not None:
            shutil.chown(folder, account)
        yield folder, account
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exists(account: str) -> bool:
    try:
        pwd.getpwnam(account)
    except KeyError:
        return False
    return True


def _until_ready(command: list[object], account: str | None) -> None:
    """Wait for a server that takes connections and refuses them while it starts up."""
    end = time.monotonic() + 60
    while True:
        try:
            return _run(command, account)
        except subprocess.CalledProcessError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _run(command: list[object], account: str | None) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, user=account, cwd="/")


@contextmanager
def started(
    command: list[object],
    account: str | None,
    port: int,
    folder: Path,
    more: Mapping[str, str] | None = None,
    *,
    ending: signal.Signals = signal.SIGTERM,
) -> Iterator[None]:
    """Run a server until the block ends; it listens when the block begins.

    Args:
        command: the program with its arguments.
        account: who it runs as, when that is somebody else.
        port: where it will listen.
        folder: where its log goes.
        more: variables that are added to the environment.
        ending: how it is asked to stop.
    """
    # Who runs as another account belongs to that one's group only: Dovecot hands its folders over to it.
    group = {"group": pwd.getpwnam(account).pw_gid, "extra_groups": []} if account is not None else {}
    environment = {**os.environ, **(more or {})}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(part) for part in command], stdout=log, stderr=log, user=account, cwd="/", env=environment, **group
        )
    try:
        _wait(process, port, folder / "log")
        yield
    finally:
        process.send_signal(ending)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")
