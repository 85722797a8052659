"""What was pushed to the web widget in SQL: written behind, and read once, when a process begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

import sqlalchemy as sql

from magdat.storage.database import Database
from magdat.storage.ports import PushRow
from magdat.storage.schema import PUSHES
from magdat.storage.sql.batches import batches
from magdat.storage.sql.persons import of_these


class SqlPushRows:
    """What was pushed in the last minutes, sealed."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock

    def keep(self, rows: Sequence[PushRow], had: Mapping[str, int]) -> None:
        """Keep what was pushed, and note up to which number somebody has it."""
        with self._database.transaction() as connection:
            if rows:
                values = [
                    {
                        "number": row.number,
                        "conversation": row.conversation,
                        "content": row.content,
                        "until": row.until,
                        "had": row.had,
                    }
                    for row in rows
                ]
                connection.execute(self._database.upsert(PUSHES).on_conflict_do_nothing(), values)
            for conversation, number in had.items():
                theirs = (PUSHES.c.conversation == conversation) & (PUSHES.c.number <= number)
                connection.execute(PUSHES.update().where(theirs & sql.not_(PUSHES.c.had)).values(had=True))

    def left(self, most: int) -> list[PushRow]:
        """Return the latest that are still to be kept, in order."""
        query = sql.select(PUSHES).where(PUSHES.c.until > self._clock()).order_by(PUSHES.c.number.desc()).limit(most)
        with self._database.reading() as connection:
            found = connection.execute(query).all()
        return [
            PushRow(int(row.number), row.conversation, bytes(row.content), row.until, bool(row.had))
            for row in reversed(found)
        ]

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Remove all that was pushed to these persons."""
        conditions = [of_these(PUSHES.c.conversation, some) for some in batches(pseudonyms)]
        with self._database.transaction(erases=[PUSHES]) as connection:
            return sum(connection.execute(PUSHES.delete().where(condition)).rowcount for condition in conditions)

    def forget(self) -> int:
        """Remove what is past its time; a sign of life of the process asks for it, so that it is never much."""
        with self._database.transaction() as connection:
            return int(connection.execute(PUSHES.delete().where(PUSHES.c.until <= self._clock())).rowcount)
