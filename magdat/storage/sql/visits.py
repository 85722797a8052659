"""Who is logged in at the desk page, in SQL."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sql

from magdat.staff.visits import IDLE, LONGEST
from magdat.storage.database import Database
from magdat.storage.schema import VISITS

TOUCHED_EVERY = 30.0
"""Seconds between two notes that a visit is used: a page that refreshes itself need not write each time."""


class SqlVisits:
    """Which tokens are good."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock

    def begin(self, token: str, agent: str) -> None:
        """Keep a new visit; what ended goes."""
        now = self._clock()
        with self._database.transaction() as connection:
            connection.execute(VISITS.delete().where(sql.not_(_good(now))))
            connection.execute(VISITS.insert().values(token=token, agent=agent, begun=now, used=now))

    def agent_of(self, token: str, *, used: bool = True) -> str | None:
        """Return whose visit this is."""
        now = self._clock()
        with self._database.reading() as connection:
            query = sql.select(VISITS.c.agent, VISITS.c.used).where((VISITS.c.token == token) & _good(now))
            row = connection.execute(query).first()
        if row is None:
            return None
        if used and now - row.used >= TOUCHED_EVERY:
            with self._database.transaction() as connection:
                connection.execute(VISITS.update().where(VISITS.c.token == token).values(used=now))
        return str(row.agent)

    def end(self, token: str) -> None:
        """End one visit."""
        with self._database.transaction() as connection:
            connection.execute(VISITS.delete().where(VISITS.c.token == token))

    def end_all(self, agent: str) -> int:
        """End every visit of somebody."""
        with self._database.transaction() as connection:
            return int(connection.execute(VISITS.delete().where(VISITS.c.agent == agent)).rowcount)


def _good(now: float) -> Any:
    """Return the condition that a visit did not end; a clock that was set back makes none last longer."""
    return (VISITS.c.begun > now - LONGEST) & (VISITS.c.used > now - IDLE) & (VISITS.c.begun <= now + IDLE)
