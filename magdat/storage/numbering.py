"""Numbers that a database gives: none is ever given twice, also not after its row is gone or the database moved."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sql


def last_given(connection: Any, table: Any) -> int:
    """Return the highest number that a table ever gave, or has; 0 when there is none.

    Args:
        connection: of a database with the table.
        table: one whose key is ``id``.
    """
    highest = connection.execute(sql.select(sql.func.max(table.c.id))).scalar() or 0
    if connection.dialect.name == "postgresql":
        told = connection.exec_driver_sql(
            "SELECT last_value FROM pg_sequences WHERE format('%%I.%%I', schemaname, sequencename)::regclass"
            f" = pg_get_serial_sequence('{table.name}', 'id')::regclass"
        ).scalar()
    else:
        told = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar()
    return max(int(told or 0), int(highest))


def go_on_from(connection: Any, table: Any, number: int) -> None:
    """See to it that a table gives no number up to this one, and none that it has."""
    highest = max(number, connection.execute(sql.select(sql.func.max(table.c.id))).scalar() or 0)
    if highest == 0:
        return
    if connection.dialect.name == "postgresql":
        statement = sql.text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)")
        connection.execute(statement, {"name": table.name, "highest": highest})
    else:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, highest))


def gives_numbers(table: Any) -> bool:
    """Return whether the rows of a table get a number from the database."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])
