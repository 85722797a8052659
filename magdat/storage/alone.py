"""See to it that a Rasa that keeps turns in its own memory is the only one on its database.

Without MAGDAT_REDIS two of them would answer one conversation at once, each without knowing of the other. On SQLite the
mark is a lock of the system on a file beside the database, which goes with its process however that ends. On a server
it is an advisory lock of a transaction that stays open: it survives a pooler, and holds up no clean-up of the server.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sql
import structlog
from sqlalchemy.pool import NullPool

from magdat.files.problems import MagDatError
from magdat.settings import Settings
from magdat.storage.database import TO_SERVER, url_of

SEEN_TO_EVERY = 15.0
"""Seconds between two looks whether a server still knows that we are here."""

_LOCK = 0x6D616761
"""A number that PostgreSQL knows such a Rasa by."""

_HOLDER = sql.text(
    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = :number AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_END = sql.text("SELECT pg_terminate_backend(:process)")

logger = structlog.get_logger(__name__)


class NotAlone(MagDatError):
    """Another Rasa is at work on the same database; the text says what to do."""


def claim(settings: Settings) -> None:
    """Be the one Rasa on this database until the process ends; nothing where several may work together.

    Several need both: Redis for the turns, and a server's database for what is written at once. A server that is away
    now is claimed as soon as it is back; when another was first then, this process is asked to stop.

    Raises:
        NotAlone: another process has it.
        OSError: the file beside the database cannot be made.
    """
    url = url_of(settings.database)
    in_a_file = url.get_backend_name() == "sqlite"
    if settings.redis is not None and not in_a_file:
        return
    with _lock:
        if settings.database in _claimed:
            return
        if in_a_file:
            _claimed[settings.database] = _claim_file(Path(f"{url.database}.rasa"))
        else:
            mark = OnServer(settings.database)
            mark.begin()
            _claimed[settings.database] = mark


_lock = threading.Lock()
_claimed: dict[str, Any] = {}


def _claim_file(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.read(handle, 20).decode("ascii", "replace").strip()
        os.close(handle)
        raise NotAlone(_told(f"Another Rasa (process {holder}) is at work on {path.with_suffix('')}")) from None
    os.ftruncate(handle, 0)
    os.write(handle, str(os.getpid()).encode())
    return handle


def _stop_this_process() -> None:
    os.kill(os.getpid(), signal.SIGTERM)  # in peace: what is being answered is finished first


class OnServer:
    """The mark on a server, set again when its connection was lost."""

    def __init__(
        self, address: str, refused: Callable[[], None] = _stop_this_process, every: float = SEEN_TO_EVERY
    ) -> None:
        """Keep where the server is.

        Args:
            address: of the database.
            refused: called, once, when it turns out later that another was first.
            every: seconds between two looks.
        """
        self._engine = sql.create_engine(
            url_of(address), poolclass=NullPool, hide_parameters=True, connect_args=TO_SERVER
        )
        self._connection: Any = None
        self._refused = refused
        self._every = every
        self._ended = threading.Event()
        self._here: int | None = None
        """The process of the server that holds our mark, or held it last."""

    def begin(self) -> None:
        """Set the mark, and go on seeing to it.

        Raises:
            NotAlone: another process has it.
        """
        if self._set() is False:
            raise NotAlone(_told("Another Rasa is at work on this database"))
        threading.Thread(target=self._see_to_it, name="alone on the database", daemon=True).start()

    def release(self) -> None:
        """Take the mark away, as the end of its process does."""
        self._ended.set()
        self._let_go()

    def _set(self) -> bool | None:
        """Return whether the mark is ours now; ``None`` when nobody can say."""
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
                self._connection.begin()
                asked = sql.select(sql.func.pg_try_advisory_xact_lock(_LOCK), sql.func.pg_backend_pid())
                got, here = self._connection.execute(asked).one()
                if not got:
                    holder = self._connection.execute(_HOLDER, {"number": _LOCK}).scalar()
                    if holder is None or holder == self._here:
                        # It went this moment; or it is a connection of ours that was lost, and the server does not
                        # know yet: until it does, it is ended here.
                        self._connection.execute(_END, {"process": holder})
                        self._let_go()
                        return None
                    self._let_go()
                    return False
                self._here = here
            self._connection.execute(sql.text("SELECT 1"))
        except sql.exc.SQLAlchemyError:
            self._let_go()
            return None
        return True

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        with contextlib.suppress(sql.exc.SQLAlchemyError):
            if connection is not None:
                connection.close()

    def _see_to_it(self) -> None:
        while not self._ended.wait(self._every):
            if self._set() is False:
                logger.error("storage.not_alone", why=_told("Another Rasa is at work on this database"))
                self._refused()
                return


def _told(what: str) -> str:
    return (
        f"{what}. Stop it, or let several work together: MAGDAT_DATABASE on PostgreSQL, MAGDAT_REDIS, and "
        "MAGDAT_WERKERS for how many there are (docs/productie.md)."
    )
