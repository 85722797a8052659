"""The time by which things grow old, in SQL: one row, that outlives every process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from magdat.storage.database import Database
from magdat.storage.retention_time import Look, looked
from magdat.storage.schema import RETENTION_TIME

_ONLY = 1


class SqlRetentionTime:
    """The time of a database that any number of processes share."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock

    def look(self) -> Look:
        """Return how far it is, and note that somebody looked."""
        with self._database.transaction() as connection:
            last = connection.execute(_row().with_for_update()).first()
            return self._note(connection, looked(_look(last), self._clock()))

    def peek(self) -> Look:
        """Return how far it is, and leave no note."""
        with self._database.reading() as connection:
            last = connection.execute(_row()).first()
        return looked(_look(last), self._clock())

    def believe(self) -> None:
        """Believe the clock as it is now."""
        now = self._clock()
        with self._database.transaction() as connection:
            self._note(connection, Look(now, now))

    def _note(self, connection: Any, look: Look) -> Look:
        fresh = {"reached": look.reached, "at": look.at}
        statement = self._database.upsert(RETENTION_TIME).values(id=_ONLY, **fresh)
        connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=fresh))
        return look


def _row() -> Any:
    return RETENTION_TIME.select().where(RETENTION_TIME.c.id == _ONLY)


def _look(row: Any) -> Look | None:
    return Look(row.reached, row.at) if row is not None else None
