"""Given questions in SQL."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import sqlalchemy as sql

from magdat.insight.questions import GivenQuestion
from magdat.storage.database import Database
from magdat.storage.retention_time import DAY, moment_of
from magdat.storage.schema import QUESTIONS
from magdat.storage.sql.batches import batches
from magdat.storage.sql.persons import of_these
from magdat.storage.sql.retention import removed
from magdat.storage.sql.retention_time import SqlRetentionTime
from magdat.storage.sql.text import storable


class SqlGivenQuestions:
    """The questions that people gave to HR."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock
        self._retention = SqlRetentionTime(database, clock)

    def add(self, text: str, topic: str | None, pseudonym: str) -> int:
        """Keep a question; return its number."""
        row = {"text": storable(text), "topic": topic, "pseudonym": pseudonym, "given": self._clock()}
        with self._database.transaction() as connection:
            return int(connection.execute(QUESTIONS.insert().values(row)).inserted_primary_key[0])

    def waiting(self) -> list[GivenQuestion]:
        """Return the questions, the oldest first."""
        query = sql.select(QUESTIONS.c.id, QUESTIONS.c.text, QUESTIONS.c.topic, QUESTIONS.c.given)
        with self._database.reading() as connection:
            return [
                GivenQuestion(*row) for row in connection.execute(query.order_by(QUESTIONS.c.given, QUESTIONS.c.id))
            ]

    def done(self, number: int) -> bool:
        """Erase one question; return whether it was there."""
        return self._erase([QUESTIONS.c.id == number]) > 0

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Erase the questions of these pseudonyms; return how many there were."""
        return self._erase([of_these(QUESTIONS.c.pseudonym, some) for some in batches(pseudonyms)])

    def forget(self, days: float) -> int:
        """Erase what was given longer ago; return how many."""
        return removed(self._database, QUESTIONS, QUESTIONS.c.given <= moment_of(self._retention.look()) - days * DAY)

    def _erase(self, conditions: list[object]) -> int:
        if not conditions:
            return 0
        with self._database.transaction(erases=[QUESTIONS]) as connection:
            return sum(connection.execute(QUESTIONS.delete().where(condition)).rowcount for condition in conditions)
