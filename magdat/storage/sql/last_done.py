"""When what has to be done regularly was last done, in SQL: one row for each."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from magdat.storage.database import Database
from magdat.storage.last_done import Chore
from magdat.storage.schema import LAST_DONE


class SqlLastDone:
    """The moments of a database that any number of processes share."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock

    def note(self, chore: Chore) -> None:
        """Note that it was done."""
        fresh = {"at": self._clock()}
        statement = self._database.upsert(LAST_DONE).values(chore=chore.value, **fresh)
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["chore"], set_=fresh))

    def moments(self) -> dict[Chore, float]:
        """Return when each was last done; what another version noted and this one does not know is passed over."""
        with self._database.reading() as connection:
            rows = connection.execute(LAST_DONE.select()).all()
        found = {}
        for row in rows:
            with suppress(ValueError):
                found[Chore(row.chore)] = float(row.at)
        return found
