"""What the desk proposes to HR, in SQL."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sql

from magdat.staff.proposals import Proposal
from magdat.storage.database import Database
from magdat.storage.retention_time import DAY, moment_of
from magdat.storage.schema import PROPOSALS
from magdat.storage.sql.retention import removed
from magdat.storage.sql.retention_time import SqlRetentionTime


class SqlProposals:
    """What waits for HR."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock
        self._retention = SqlRetentionTime(database, clock)

    def add(self, ticket: int, agent: str, topic: str | None, clause: str | None, content: bytes, mark: str) -> int:
        """Keep a proposal; return its number."""
        row = {"ticket": ticket, "agent": agent, "topic": topic, "clause": clause, "content": content}
        fresh = self._database.upsert(PROPOSALS).values(**row, mark=mark, made=self._clock())
        with self._database.transaction() as connection:
            connection.execute(fresh.on_conflict_do_nothing())
            return int(connection.execute(sql.select(PROPOSALS.c.id).where(PROPOSALS.c.mark == mark)).scalar())

    def waiting(self) -> list[Proposal]:
        """Return the proposals, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(PROPOSALS.select().order_by(PROPOSALS.c.id)).fetchall()
        return [
            Proposal(row.id, row.ticket, row.agent, row.topic, row.clause, bytes(row.content), row.made) for row in rows
        ]

    def done(self, number: int) -> bool:
        """Erase a proposal that HR is done with."""
        return self._erase(PROPOSALS.c.id == number) > 0

    def erase(self, tickets: Iterable[int]) -> int:
        """Erase what came from these tickets."""
        return self._erase(PROPOSALS.c.ticket.in_(sorted(tickets)))

    def forget(self, days: float) -> int:
        """Erase what waits longer."""
        return removed(self._database, PROPOSALS, PROPOSALS.c.made <= moment_of(self._retention.look()) - days * DAY)

    def _erase(self, condition: Any) -> int:
        with self._database.transaction(erases=[PROPOSALS]) as connection:
            return int(connection.execute(PROPOSALS.delete().where(condition)).rowcount)
