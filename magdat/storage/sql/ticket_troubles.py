"""What cannot be read of the desks' answers, in SQL: beside the bookmarks, for it is where a way cannot go on."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sql

from magdat.handoff.troubles import Trouble
from magdat.storage.database import Database
from magdat.storage.schema import BOOKMARKS

PREFIX = "trouble:"
"""What the name of such a bookmark begins with; its value is the moment, a space, and the reason."""


class SqlTroubles:
    """Troubles that any number of processes share."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock

    def trouble(self, way: str, place: str, reason: str | None) -> bool:
        """Note that answers of a place cannot be read, and why, or that they can."""
        name = f"{PREFIX}{place}"[:200]
        mine = (BOOKMARKS.c.way == way) & (BOOKMARKS.c.name == name)
        with self._database.reading() as connection:
            before = connection.execute(sql.select(BOOKMARKS.c.value).where(mine)).scalar()
        since, _, was = str(before or "").partition(" ")
        if (before is None and reason is None) or (before is not None and was == reason):
            return False  # as nearly always: nobody else is kept from writing
        with self._database.transaction() as connection:
            if reason is None:
                connection.execute(BOOKMARKS.delete().where(mine))
            else:
                value = f"{since or self._clock()} {reason}"
                fresh = self._database.upsert(BOOKMARKS).values(way=way, name=name, value=value)
                known = {"index_elements": ["way", "name"], "set_": {"value": value}}
                connection.execute(fresh.on_conflict_do_update(**known))
        return (before is None) != (reason is None)

    def troubles(self) -> list[Trouble]:
        """Return what is not over."""
        query = (
            BOOKMARKS.select().where(BOOKMARKS.c.name.startswith(PREFIX)).order_by(BOOKMARKS.c.way, BOOKMARKS.c.name)
        )
        with self._database.reading() as connection:
            return [_trouble(row) for row in connection.execute(query).fetchall()]


def _trouble(row: Any) -> Trouble:
    since, _, reason = row.value.partition(" ")
    return Trouble(row.way, row.name.removeprefix(PREFIX), reason, float(since))
