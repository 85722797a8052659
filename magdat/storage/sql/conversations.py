"""Conversations in SQL: one row each."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable

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

    def of(self, pseudonym: str) -> Conversation | None:
        """Return how a conversation stands."""
        query = CONVERSATIONS.select().where(CONVERSATIONS.c.pseudonym == pseudonym)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return Conversation(row.pseudonym, row.state, row.updated) if row else None

    def keep(self, pseudonym: str, state: str) -> None:
        """Keep how a conversation stands now."""
        fresh = {"state": state, "updated": self._clock()}
        statement = self._database.upsert(CONVERSATIONS).values(pseudonym=pseudonym, **fresh)
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["pseudonym"], set_=fresh))

    def go_on(self, pseudonym: str, state: str, seen: float | None) -> float | None:
        """Keep how a conversation stands now, if nobody changed it meanwhile."""
        columns, now = CONVERSATIONS.c, self._clock()
        now = now if now != seen else math.nextafter(now, math.inf)
        if seen is None:
            fresh = self._database.upsert(CONVERSATIONS).values(pseudonym=pseudonym, state=state, updated=now)
            statement = fresh.on_conflict_do_nothing()
        else:
            as_read = (columns.pseudonym == pseudonym) & (columns.updated == seen)
            statement = CONVERSATIONS.update().where(as_read).values(state=state, updated=now)
        with self._database.transaction() as connection:
            return now if connection.execute(statement).rowcount else None

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
