"""Rows for every table of the schema, whatever tables there are, with odd letters, bytes, nothing, and gaps."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sql

from magdat.storage.database import Database
from magdat.storage.schema import METADATA

EACH = 3
CHOSEN = {
    "outbox": {"state": "pending"},
    "letters": {"way": "in"},
    "tickets": {"status": "closed"},
    "ticket_lines": {"author": "desk"},
    "ticket_errands": {"state": "waits"},
}
"""What a table takes where it does not take anything."""


def fill(database: Database, each: int = EACH) -> None:
    """Put rows in every table, and take the last of every numbered one away again."""
    with database.transaction() as connection:
        for table in METADATA.sorted_tables:
            connection.execute(table.insert(), [row(table, number) for number in range(1, each + 2)])
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete().where(last(table, each + 1)))


def last(table: Any, number: int) -> Any:
    (first, *_) = table.primary_key.columns
    return first == value(table, first, number)


def row(table: Any, number: int) -> dict[str, Any]:
    return {column.name: value(table, column, number) for column in table.columns}


def value(table: Any, column: Any, number: int) -> Any:
    if column.name in CHOSEN.get(table.name, {}):
        return CHOSEN[table.name][column.name]
    for key in column.foreign_keys:
        return value(key.column.table, key.column, number)
    if column.nullable and number == 2:
        return None
    if isinstance(column.type, sql.LargeBinary):
        return bytes(range(256)) * number
    if isinstance(column.type, sql.Boolean):
        return number % 2 == 0
    if isinstance(column.type, sql.BigInteger):
        return 2**40 + number
    if isinstance(column.type, sql.Integer):
        return number
    if isinstance(column.type, sql.Float):
        return 1_770_000_000.1 + number / 3
    return f"{'Zz_a'[number % 4]}{number} «é» 🙂"[: column.type.length or 40]
