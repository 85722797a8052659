"""The tokens of the web widget in SQL."""

from __future__ import annotations

import time
from collections.abc import Callable

import sqlalchemy as sql

from magdat.storage.database import Database
from magdat.storage.ports import Session
from magdat.storage.schema import SESSIONS

ENDED_AT_ONCE = 50
"""Tokens that ended and go when another begins: more than come."""


class SqlSessions:
    """Which tokens are good."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock

    def begin(self, token: str, session: Session, *, instead_of: str | None = None, grace: float = 0.0) -> None:
        """Keep what a new token opens; what ended goes, so that nothing has to clean up."""
        now = self._clock()
        fresh = {"token": token, "family": session.family, "sealed": session.sealed, "until": session.until}
        old = SESSIONS.update().where(SESSIONS.c.token == instead_of).values(replaced=True)
        shorter = SESSIONS.update().where((SESSIONS.c.token == instead_of) & (SESSIONS.c.until > now + grace))
        with self._database.transaction() as connection:
            # A few, and none that another process is removing: nobody who begins waits for somebody who did.
            ended = sql.select(SESSIONS.c.token).where(SESSIONS.c.until <= now).limit(ENDED_AT_ONCE)
            connection.execute(SESSIONS.delete().where(SESSIONS.c.token.in_(ended.with_for_update(skip_locked=True))))
            if instead_of is not None:
                connection.execute(old)
                connection.execute(shorter.values(until=now + grace))
            connection.execute(SESSIONS.insert().values(**fresh, replaced=session.replaced))

    def of(self, token: str) -> Session | None:
        """Return what a token opens."""
        columns = [SESSIONS.c.family, SESSIONS.c.sealed, SESSIONS.c.until, SESSIONS.c.replaced]
        query = sql.select(*columns).where((SESSIONS.c.token == token) & (SESSIONS.c.until > self._clock()))
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return Session(row.family, row.sealed, row.until, bool(row.replaced)) if row else None

    def prolong(self, token: str, until: float) -> None:
        """Let a token last longer, unless another is in its place."""
        statement = SESSIONS.update().where((SESSIONS.c.token == token) & sql.not_(SESSIONS.c.replaced))
        with self._database.transaction() as connection:
            connection.execute(statement.values(until=until))

    def erase(self, family: str) -> int:
        """End every token of a conversation."""
        with self._database.transaction(erases=[SESSIONS]) as connection:
            return int(connection.execute(SESSIONS.delete().where(SESSIONS.c.family == family)).rowcount)
