"""Remove what is past its time, a little at a time, so that nobody who is being answered waits for it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sql

from magdat.storage.database import Database
from magdat.storage.patience import MINUTES, patiently

AT_ONCE = 500
"""Rows of one transaction: on SQLite nobody else writes while it lasts, on a server their rows are locked."""


def removed(database: Database, table: Any, condition: Any, *, at_once: int = AT_ONCE) -> int:
    """Remove the rows for which a condition holds; return how many.

    A row that somebody is busy with is left for the next time. At the end no trace of what went stays behind.

    Args:
        database: where they are.
        table: of which table.
        condition: which.
        at_once: how many in one transaction.

    Raises:
        StorageError: the database refuses; what was removed so far is gone.
    """
    columns = list(table.primary_key.columns)
    key = columns[0] if len(columns) == 1 else sql.tuple_(*columns)
    some = sql.select(*columns).where(condition).limit(at_once).with_for_update(skip_locked=True)
    total = 0
    while True:
        with patiently(MINUTES), database.transaction() as connection:
            gone = int(connection.execute(table.delete().where(key.in_(some))).rowcount)
        total += gone
        if gone < at_once:
            break
    with database.transaction(erases=[table]):
        return total
