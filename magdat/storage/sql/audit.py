"""The log of the desk in SQL."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

import sqlalchemy as sql

from magdat.staff.audit import Deed, Entry
from magdat.storage.database import Database
from magdat.storage.retention_time import DAY, moment_of
from magdat.storage.schema import AUDIT
from magdat.storage.sql.retention import removed
from magdat.storage.sql.retention_time import SqlRetentionTime


class SqlAudit:
    """Who did what with which ticket."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock
        self._retention = SqlRetentionTime(database, clock)

    def note(
        self, agent: str, deed: Deed, *, ticket: int | None = None, desk: str | None = None, once_in: float = 0.0
    ) -> None:
        """Write a line."""
        now, columns = self._clock(), AUDIT.c
        same = (columns.agent == agent) & (columns.deed == deed.value) & (columns.ticket == ticket)
        if once_in:
            recent = sql.select(columns.id).where(same & (columns.at > now - once_in) & (columns.at <= now)).limit(1)
            with self._database.reading() as connection:
                if connection.execute(recent).first() is not None:
                    return
        row = {"at": now, "agent": agent, "deed": deed.value, "ticket": ticket, "desk": desk}
        with self._database.transaction() as connection:
            connection.execute(AUDIT.insert().values(row))

    def entries(self, desks: Collection[str], *, without_desk: bool, limit: int = 500) -> list[Entry]:
        """Return the newest lines first."""
        columns = AUDIT.c
        wanted = columns.desk.in_(sorted(desks))
        if without_desk:
            wanted = wanted | columns.desk.is_(None)
        query = AUDIT.select().where(wanted).order_by(columns.id.desc()).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(query).fetchall()
        return [Entry(row.at, row.agent, Deed(row.deed), row.ticket, row.desk) for row in rows]

    def forget(self, days: float) -> int:
        """Erase lines that are older."""
        return removed(self._database, AUDIT, AUDIT.c.at <= moment_of(self._retention.look()) - days * DAY)
