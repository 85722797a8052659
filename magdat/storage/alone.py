"""See to it that a Rasa that keeps turns in its own memory is the only one on its database.

Without MAGDAT_REDIS two of them would answer one conversation at once, each without knowing of the other. On SQLite the
mark is a lock of the system on a file beside the database, which goes with its process however that ends. On a server
it is an advisory lock of a transaction that stays open: it survives a pooler, and holds up no clean-up of the server.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
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

logger = structlog.get_logger(__name__)


class NotAlone(MagDatError):
    """Another Rasa is at work on the same database; the text says what to do."""


def claim(settings: Settings) -> None:
    """Be the one Rasa on this database until the process ends; nothing where Redis keeps turns for several.

    A server that is away now is claimed as soon as it is back.

    Raises:
        NotAlone: another process has it.
        OSError: the file beside the database cannot be made.
    """
    if settings.redis is not None:
        return
    url = url_of(settings.database)
    with _lock:
        if settings.database in _claimed:
            return
        if url.get_backend_name() == "sqlite":
            _claimed[settings.database] = _claim_file(Path(f"{url.database}.rasa"))
        else:
            mark = _OnServer(settings.database)
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


class _OnServer:
    """The mark on a server, set again when its connection was lost."""

    def __init__(self, address: str) -> None:
        self._engine = sql.create_engine(
            url_of(address), poolclass=NullPool, hide_parameters=True, connect_args=TO_SERVER
        )
        self._connection: Any = None

    def begin(self) -> None:
        """Set the mark, and go on seeing to it.

        Raises:
            NotAlone: another process has it.
        """
        if self._set() is False:
            raise NotAlone(_told("Another Rasa is at work on this database"))
        threading.Thread(target=self._see_to_it, name="alone on the database", daemon=True).start()

    def _set(self) -> bool | None:
        """Return whether the mark is ours now; ``None`` when nobody can say."""
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
                self._connection.begin()
                asked = sql.select(sql.func.pg_try_advisory_xact_lock(_LOCK))
                if not self._connection.execute(asked).scalar():
                    self._let_go()
                    return False
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
        never = threading.Event()
        while not never.wait(SEEN_TO_EVERY):
            if self._set() is False:
                logger.error("storage.not_alone", why="another Rasa is at work on this database, without MAGDAT_REDIS")


def _told(what: str) -> str:
    return (
        f"{what}. Stop it, or let several work together: MAGDAT_DATABASE on PostgreSQL, MAGDAT_REDIS, and "
        "MAGDAT_WERKERS for how many there are (docs/productie.md)."
    )
