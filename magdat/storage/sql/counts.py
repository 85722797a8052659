"""Counts in SQL."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sql

from magdat.insight.counts import Row, digest_of, fresh_key, week_of
from magdat.storage.database import Database
from magdat.storage.retention_time import moment_of
from magdat.storage.schema import COUNT_KEYS, COUNTS
from magdat.storage.sql.retention import removed
from magdat.storage.sql.retention_time import SqlRetentionTime


class SqlCounts:
    """How often, and by how many people."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock
        self._retention = SqlRetentionTime(database, clock)
        columns = COUNTS.c
        self._key_of = sql.select(COUNT_KEYS.c.secret).where(COUNT_KEYS.c.week == sql.bindparam("week"))
        one_more = {"times": columns.times + 1}
        what = (columns.week, columns.topic, columns.kind, columns.person)
        first = database.upsert(COUNTS).values({column: sql.bindparam(column.name) for column in what} | {"times": 1})
        self._count = database.ready(first.on_conflict_do_update(index_elements=what, set_=one_more))

    def record(self, topic: str, kind: str, person: str) -> None:
        """Count one thing of one person."""
        week = week_of(dt.date.fromtimestamp(self._clock()))
        with self._database.transaction() as connection:
            key = connection.execute(self._key_of, {"week": week}).scalar() or self._fresh_key(connection, week)
            row = {"week": week, "topic": topic, "kind": kind, "person": digest_of(person, key)}
            connection.execute(self._count, row)

    def _fresh_key(self, connection: Any, week: str) -> Any:
        """Return the key of a week that nobody counted in before; those of other weeks go."""
        connection.execute(COUNT_KEYS.delete().where(COUNT_KEYS.c.week != week))
        fresh = self._database.upsert(COUNT_KEYS).values(week=week, secret=fresh_key())
        connection.execute(fresh.on_conflict_do_nothing())
        return connection.execute(self._key_of, {"week": week}).scalar()

    def rows(self, minimum: int) -> list[Row]:
        """Return the counts behind which at least ``minimum`` people stand, newest week first."""
        columns = COUNTS.c
        kind = (columns.week, columns.topic, columns.kind)
        people = sql.func.count(sql.distinct(columns.person))
        times = sql.cast(sql.func.sum(columns.times), sql.Integer)
        query = (
            sql.select(*kind, people, times)
            .group_by(*kind)
            .having(people >= minimum)
            .order_by(columns.week.desc(), people.desc(), columns.topic, columns.kind)
        )
        with self._database.reading() as connection:
            return [Row(*row) for row in connection.execute(query)]

    def forget(self, days: int) -> int:
        """Remove everything of weeks that ended more than ``days`` ago; return how many rows went."""
        today = dt.date.fromtimestamp(moment_of(self._retention.look()))
        oldest = week_of(today - dt.timedelta(days=days))
        removed(self._database, COUNT_KEYS, COUNT_KEYS.c.week < week_of(today))
        return removed(self._database, COUNTS, COUNTS.c.week < oldest)
