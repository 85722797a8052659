"""One database, SQLite or PostgreSQL: its transactions, its file, and erasing without leaving traces."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import QueuePool

from magdat.storage.awaited import Unsure, now_awaited
from magdat.storage.errors import OldSchema, StorageError
from magdat.storage.migrating import HEAD, ahead, migrate, step_of
from magdat.storage.patience import BUSY, HOURS, MINUTES, bound_by_server, bound_here, patiently
from magdat.variable_table import MOST_EACH

OnOpen = Callable[["Database", Any], Callable[[], None]]
"""What runs when the tables are first used, with the database and a connection."""

TO_SERVER: Mapping[str, int] = {
    "connect_timeout": int(BUSY),
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""How a connection to a server that is gone without a word is noticed (seconds, and milliseconds)."""

KEPT_OPEN = 2
"""Connections that stay open when nobody uses them: to open an SQLite file takes longer than what is asked of it."""

GOES_DOWN = "57P"
"""How the codes begin with which PostgreSQL ends a connection because it stops."""

TURN = 60.0
"""Seconds to wait for the other threads of this process that are writing."""


class Database:
    """A database at an address. Threads share it; processes each open their own.

    An SQLite file is made, readable by its owner alone, and migrated when it is first used; a server's database is
    migrated by `magdat opslag migreer`.
    """

    def __init__(self, address: str, on_open: OnOpen | None = None, *, connections: int = MOST_EACH) -> None:
        """Remember where the database is; nothing is opened before it is needed.

        Args:
            address: as SQLAlchemy writes it: ``sqlite:////a/file`` or ``postgresql://user:secret@host/name``.
            on_open: runs once, in a transaction of its own, on the first use of migrated tables; what it returns is
                called after that transaction.
            connections: how many this process may have with a server, at least 1.

        Raises:
            ValueError: the address is of no database that is supported; it is not quoted, for it may hold a secret.
        """
        self._url = url_of(address)
        self._on_open = on_open
        self._connections = connections
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._ready = False
        self._opened_file: tuple[int, int, int] | None = None
        """Which file the open connections are with, and of which process: device, inode, process."""

        self.engine = self._engine()

    @property
    def file(self) -> Path | None:
        """Return the file of an SQLite database; ``None`` for a server's."""
        return Path(self._url.database) if self._url.get_backend_name() == "sqlite" else None

    @contextmanager
    def transaction(self, *, erases: Sequence[Any] = (), decides: bool = False) -> Iterator[Any]:
        """Give a connection that may write, and commit unless the block raises, or whoever waited for it gave up.

        Args:
            erases: the tables of which texts are erased: afterwards no trace of those stays in file or log.
            decides: whether somebody who waits for it (awaited.py) has what they asked when this is kept.

        Raises:
            StorageError: the database refuses; nothing was changed. The text quotes nothing.
            Unsure: a server did not say whether it committed.
        """
        with self._spoken_for():
            self._prepare()
            with self._turn(), self.engine.connect() as connection, connection.begin() as begun:
                yield connection
                _commit(begun, decides=decides)
            if erases:
                self._leave_no_trace(erases)

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """Give a connection that only reads, and keeps nobody from writing.

        Raises:
            StorageError: the database refuses.
        """
        with self._spoken_for():
            self._prepare()
            with self.engine.connect().execution_options(only_reads=True) as connection, connection.begin():
                yield connection

    def migrate(self) -> bool:
        """Bring the tables up to date; return whether anything had to be done.

        Raises:
            StorageError: the database refuses; nothing was changed.
        """
        with self._spoken_for(), self._lock, patiently(HOURS):
            self._make_file()
            with self.engine.begin() as connection:
                changed = migrate(connection)
            self._opened()
        return changed

    def is_ahead(self) -> bool:
        """Return whether a later version brought the tables further than this one knows, and lets it run.

        Asking changes nothing, not even tables of an earlier version.

        Raises:
            NewSchema: it does not let it run.
            StorageError: the database refuses.
        """
        reads = {"only_reads": True}
        with self._spoken_for(), self.engine.connect().execution_options(**reads) as connection, connection.begin():
            return ahead(connection)

    def most_connections(self) -> int | None:
        """Return how many connections the server lets everybody but its administrators have; ``None`` for a file.

        Raises:
            StorageError: the database refuses.
        """
        if self.file is not None:
            return None
        asked = sql.text("SELECT current_setting('max_connections')::int - current_setting(:kept)::int")
        with self._spoken_for(), self.engine.connect() as connection:
            return int(connection.execute(asked, {"kept": "superuser_reserved_connections"}).scalar())

    def upsert(self, table: Any) -> Any:
        """Return an INSERT that can say what to do when the row is there already."""
        return (sqlite if self.engine.dialect.name == "sqlite" else postgresql).insert(table)

    def ready(self, statement: Any) -> Any:
        """Return a statement that is compiled once; what it leaves open is given at every use.

        SQLAlchemy compiles a statement that says what to do when a row is there already anew at every use.
        """
        return statement.compile(dialect=self.engine.dialect)

    def _engine(self) -> Any:
        if self.file is None:
            bound_here()
            engine = sql.create_engine(
                self._url,
                pool_pre_ping=True,
                pool_size=min(KEPT_OPEN, self._connections),
                max_overflow=self._connections - min(KEPT_OPEN, self._connections),
                pool_timeout=BUSY,
                hide_parameters=True,
                connect_args=TO_SERVER,
            )
            sql.event.listen(engine, "begin", bound_by_server)
            return engine
        engine = sql.create_engine(
            self._url,
            poolclass=QueuePool,
            pool_size=KEPT_OPEN,
            max_overflow=-1,
            pool_use_lifo=True,
            hide_parameters=True,
            connect_args={"timeout": BUSY, "check_same_thread": False},
        )
        sql.event.listen(engine, "connect", _configure_sqlite)
        sql.event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _prepare(self) -> None:
        """See to it that the tables are there. A file that was thrown away is made anew."""
        if self._ready and self._same_file():
            return
        with self._lock:
            self._make_file()
            with self.engine.connect().execution_options(only_reads=True) as connection, connection.begin():
                step = step_of(connection)
            if step is None or step < HEAD:  # a later one that lets this version run stays as it is
                if self.file is None:
                    raise OldSchema("de databank is nog niet klaar voor deze versie → magdat opslag migreer")
                with self.engine.begin() as connection:
                    migrate(connection)
            self._opened()

    def _same_file(self) -> bool:
        """Return whether the connections that are open are with the file that is there; leave them where not.

        A file may be thrown away, or another put in its place, and a process that was split off has files of its own.
        """
        if self.file is None:
            return True
        try:
            found = self.file.stat()
        except FileNotFoundError:
            return False
        here = (found.st_dev, found.st_ino, os.getpid())
        with self._lock:
            if here != self._opened_file:
                self.engine.dispose()
                self._opened_file = here
        return True

    def _opened(self) -> None:
        if not self._ready and self._on_open is not None:
            with patiently(HOURS):
                with self.engine.begin() as connection:
                    afterwards = self._on_open(self, connection)
                afterwards()
        self._ready = True

    def _make_file(self) -> None:
        if self.file is not None and not self.file.exists():
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.engine.dispose()  # of a file that was thrown away
            _make_empty(self.file)

    def _leave_no_trace(self, tables: Sequence[Any]) -> None:
        """Empty what still holds the rows as they were. A busy database is no harm: the next erasure does it."""
        with suppress(sql.exc.DBAPIError), patiently(MINUTES):
            self._vacuum(tables)

    def _vacuum(self, tables: Sequence[Any]) -> None:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if self.file is not None:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            else:
                for table in tables:
                    connection.exec_driver_sql(f"VACUUM {table.name}")

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let the threads of this process write one after the other, where a file lets one write at a time.

        SQLite lets whoever waits try again now and then, and lets luck decide: of two hundred at once some never came
        in before their patience was over.

        Raises:
            StorageError: it took too long.
        """
        if self.file is None:
            yield
            return
        if not self._writing.acquire(timeout=TURN):
            raise StorageError("de databank is te druk")
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def _spoken_for(self) -> Iterator[None]:
        """Turn what the library raises into words that quote nothing: its own repeat statement and values."""
        try:
            yield
        except sql.exc.SQLAlchemyError as error:
            kind = type(getattr(error, "orig", None) or error).__name__
            raise StorageError(f"de databank weigert of is niet te bereiken ({kind})") from None
        except OSError as error:
            raise StorageError(f"de databank is niet te lezen of te schrijven ({type(error).__name__})") from None


def url_of(address: str) -> Any:
    """Return the address in the library's form.

    Raises:
        ValueError: it is no address of SQLite or PostgreSQL; the text does not quote it.
    """
    try:
        url = sql.engine.make_url(address.replace("postgres://", "postgresql://", 1))
        backend = url.get_backend_name()
    except (sql.exc.ArgumentError, ValueError):
        backend = ""
    if backend not in {"sqlite", "postgresql"} or not url.database:
        raise ValueError("this must be sqlite:////path/to/file or postgresql://user:secret@host/name")
    return url


def _make_empty(path: Path) -> None:
    """Make an empty file that its owner alone may read, where there is none.

    SQLite makes it: whoever else opens and closes a file lets go of every lock that their process has on it (POSIX),
    also of a connection that another thread opened meanwhile.

    Raises:
        StorageError: it cannot be made.
    """
    before = os.umask(0o077)  # of the whole process; what another thread makes meanwhile is only read by fewer
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA schema_version")
            for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):  # the last two get the rights of the first
                with suppress(FileNotFoundError):
                    path.with_name(name).chmod(0o600)
    except sqlite3.Error as error:
        raise StorageError(f"de databank is niet te lezen of te schrijven ({type(error).__name__})") from None
    finally:
        os.umask(before)


def _commit(begun: Any, *, decides: bool) -> None:
    """Commit, unless whoever waited for it gave up.

    Raises:
        StorageError: they did; nothing was changed.
        Unsure: nobody knows whether it did.
        DBAPIError: it was refused.
    """
    waited = now_awaited()
    before = waited.begins(decides=decides) if waited is not None else False
    try:
        begun.commit()
    except sql.exc.DBAPIError as error:
        if _may_have_committed(error):
            raise Unsure(f"de databank zei niet of het bewaard is ({type(error.orig).__name__})") from None
        if waited is not None:
            waited.failed(before)
        raise


def _may_have_committed(error: Any) -> bool:
    """Return whether a server went silent, or down, at a commit; what it refuses it says itself."""
    if isinstance(error.orig, sqlite3.Error):
        return False
    code = getattr(error.orig, "pgcode", None)
    return code is None or str(code).startswith(GOES_DOWN)


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # so that a transaction begins where ours does
    # What is erased is overwritten with zeros, and not left behind in free pages.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    # Two processes may both want to switch; the one that is refused works just as well without.
    with suppress(Exception):
        connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Any) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN" if options.get("only_reads") else "BEGIN IMMEDIATE")
