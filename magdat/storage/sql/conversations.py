"""Conversations in SQL: one row each."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable

import sqlalchemy as sql

from magdat.storage.database import Database
from magdat.storage.ports import Conversation
from magdat.storage.retention_time import DAY, moment_of
from magdat.storage.schema import CONVERSATIONS
from magdat.storage.sql.batches import batches
from magdat.storage.sql.persons import of_these
from magdat.storage.sql.retention import removed
from magdat.storage.sql.retention_time import SqlRetentionTime


class SqlConversations:
    """How every conversation stands."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock
        self._retention = SqlRetentionTime(database, clock)
        columns, given = CONVERSATIONS.c, sql.bindparam
        whose = columns.pseudonym == given("whose")
        self._of = CONVERSATIONS.select().where(whose)
        fresh = {"pseudonym": given("whose"), "state": given("now"), "updated": given("moment")}
        self._begin = database.ready(database.upsert(CONVERSATIONS).values(fresh).on_conflict_do_nothing())
        as_read = whose & (columns.updated == given("seen"))
        self._go_on = CONVERSATIONS.update().where(as_read).values(state=given("now"), updated=given("moment"))

    def of(self, pseudonym: str) -> Conversation | None:
        """Return how a conversation stands."""
        with self._database.reading() as connection:
            row = connection.execute(self._of, {"whose": pseudonym}).first()
        return Conversation(row.pseudonym, row.state, row.updated) if row else None

    def keep(self, pseudonym: str, state: str) -> None:
        """Keep how a conversation stands now."""
        fresh = {"state": state, "updated": self._clock()}
        statement = self._database.upsert(CONVERSATIONS).values(pseudonym=pseudonym, **fresh)
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["pseudonym"], set_=fresh))

    def go_on(self, pseudonym: str, state: str, seen: float | None) -> float | None:
        """Keep how a conversation stands now, if nobody changed it meanwhile."""
        now = self._clock()
        now = now if now != seen else math.nextafter(now, math.inf)
        statement, given = self._begin, {"whose": pseudonym, "now": state, "moment": now}
        if seen is not None:
            statement, given = self._go_on, {**given, "seen": seen}
        with self._database.transaction() as connection:
            return now if connection.execute(statement, given).rowcount else None

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Erase the conversations of these pseudonyms; return how many there were."""
        return self._erase([of_these(CONVERSATIONS.c.pseudonym, some) for some in batches(pseudonyms)])

    def forget(self, days: float) -> int:
        """Erase the conversations that did not change for so long; return how many."""
        return removed(
            self._database, CONVERSATIONS, CONVERSATIONS.c.updated <= moment_of(self._retention.look()) - days * DAY
        )

    def _erase(self, conditions: list[object]) -> int:
        if not conditions:
            return 0
        with self._database.transaction(erases=[CONVERSATIONS]) as connection:
            return sum(connection.execute(CONVERSATIONS.delete().where(condition)).rowcount for condition in conditions)
