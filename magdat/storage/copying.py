"""Copy everything from one database into another, and compare afterwards: counts, and what the rows say."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import sqlalchemy as sql

from magdat.storage.database import Database
from magdat.storage.errors import StorageError
from magdat.storage.numbering import gives_numbers, go_on_from, last_given
from magdat.storage.patience import HOURS, patiently
from magdat.storage.schema import METADATA

AT_ONCE = 1_000
"""Rows that are read and written at once."""


class NotEmpty(StorageError):
    """There is something already in the database that should be filled."""


class Different(StorageError):
    """What arrived is not what left; nothing was changed."""


def copy_all(source: Database, target: Database, without: Collection[str] = ()) -> dict[str, int]:
    """Copy the rows of every table, in one transaction on either side; return how many each table has.

    The source is read as it stood at one moment. An SQLite file is kept from being written meanwhile; on a server
    others may go on, and what they write is not copied.

    Args:
        source: its tables must be of this version.
        target: a migrated database with nothing in it.
        without: names of tables that are left out.

    Raises:
        NotEmpty: the target holds something.
        Different: what was read back from the target differs from the source.
        StorageError: one of both refuses. Nothing was changed in the target.
    """
    # Whoever writes to a file now would write into what is left behind.
    reading = source.reading() if source.file is None else source.transaction()
    with patiently(HOURS), reading as old, target.transaction() as new:
        _as_it_stands(old)
        if there := holding(new):
            raise NotEmpty(f"de databank is niet leeg ({', '.join(there)}) → geef een lege, of maak een andere")
        copied = {}
        for table in METADATA.sorted_tables:
            if table.name in without:
                continue
            told, count = hashlib.sha256(), 0
            for rows in _batches(old, table):
                for row in rows:
                    told.update(_told(row))
                new.execute(table.insert(), rows)
                count += len(rows)
            if gives_numbers(table):
                go_on_from(new, table, last_given(old, table))
            if (count, told.hexdigest()) != digest(new, table):
                raise Different(f"«{table.name}» kwam anders aan dan ze vertrok; er is niets veranderd")
            copied[table.name] = count
    return copied


def holding(connection: Any) -> list[str]:
    """Return the names of the tables that hold something."""
    return [
        table.name
        for table in METADATA.sorted_tables
        if connection.execute(sql.select(sql.literal(1)).select_from(table).limit(1)).first() is not None
    ]


def digest(connection: Any, table: Any) -> tuple[int, str]:
    """Return how many rows a table has, and a digest of all that they say."""
    told, count = hashlib.sha256(), 0
    for rows in _batches(connection, table):
        for row in rows:
            told.update(_told(row))
        count += len(rows)
    return count, told.hexdigest()


def _batches(connection: Any, table: Any) -> Iterator[list[dict[str, Any]]]:
    """Give all rows in the order of the key, a number at a time: the key says where the next ones begin."""
    key = list(table.primary_key.columns)
    last: tuple[Any, ...] | None = None
    while True:
        wanted = sql.select(table).order_by(*(_in_bytes(connection, column) for column in key)).limit(AT_ONCE)
        if last is not None:
            left = sql.tuple_(*(_in_bytes(connection, column) for column in key))
            wanted = wanted.where(left > sql.tuple_(*(sql.literal(value) for value in last)))
        rows = [dict(row) for row in connection.execute(wanted).mappings()]
        if not rows:
            return
        yield rows
        last = tuple(rows[-1][column.name] for column in key)


def _in_bytes(connection: Any, column: Any) -> Any:
    """Return a column in the order that SQLite has by itself, whatever language a server sorts by."""
    texts = isinstance(column.type, sql.String)
    return column.collate("C") if texts and connection.dialect.name == "postgresql" else column


def _told(row: Mapping[str, Any]) -> bytes:
    told = [bytes(value) if isinstance(value, memoryview) else value for value in row.values()]
    return repr(told).encode("utf-8", "surrogatepass")


def _as_it_stands(connection: Any) -> None:
    """Let a server show the same moment to every statement of this transaction."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
