"""The outbox of an earlier version: what still waits in it is handed over under the number that it had."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sql
import structlog

from magdat.handoff.message import Handoff
from magdat.handoff.numbers import number_of
from magdat.handoff.outbox import unpack
from magdat.storage.database import Database
from magdat.storage.schema import OUTBOX, TAKEN_OVER, TICKETS

logger = structlog.get_logger(__name__)

_NAME = "outbox"
"""What this is called in ``taken_over``."""

HandOver = Callable[[int, Handoff], None]
"""Hands a question over under a number; the same one again changes nothing."""


def take_over_outbox(database: Database, hand_over: HandOver) -> int:
    """Hand over what still waits, and let numbers go on where they were; return how many questions that are.

    It may end halfway, and be done by several processes at once: each question is handed over once.
    """
    with database.reading() as connection:
        done = connection.execute(TAKEN_OVER.select().where(TAKEN_OVER.c.name == _NAME)).first() is not None
        rows = connection.execute(OUTBOX.select().order_by(OUTBOX.c.id)).fetchall()
        if done and not rows:
            return 0
    with database.transaction() as connection:
        _go_on_counting(connection)
    waiting = [row for row in rows if row.payload is not None]
    for row in waiting:
        try:
            hand_over(row.id, unpack(row.topic, row.payload))
        except (ValueError, KeyError, TypeError) as error:
            logger.error("storage.not_taken_over", number=number_of(row.id), kind=type(error).__name__)
            continue
        with database.transaction(erases=[OUTBOX]) as connection:
            connection.execute(OUTBOX.delete().where(OUTBOX.c.id == row.id))
    with database.transaction(erases=[OUTBOX]) as connection:
        connection.execute(OUTBOX.delete().where(OUTBOX.c.payload.is_(None)))  # delivered: nothing but a number
        connection.execute(database.upsert(TAKEN_OVER).values(name=_NAME).on_conflict_do_nothing())
    return len(waiting)


def _go_on_counting(connection: Any) -> None:
    """See to it that a number that the outbox gave is never given again."""
    highest = max(connection.execute(sql.select(sql.func.max(table.c.id))).scalar() or 0 for table in (OUTBOX, TICKETS))
    if connection.dialect.name == "postgresql":
        given = connection.execute(sql.text("SELECT last_value, is_called FROM outbox_id_seq")).one()
        highest = max(highest, given.last_value if given.is_called else 0)
        if highest:
            statement = sql.text("SELECT setval(pg_get_serial_sequence('tickets', 'id'), :highest)")
            connection.execute(statement, {"highest": highest})
        return
    counted = "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name IN ('outbox', 'tickets')"
    highest = max(highest, connection.exec_driver_sql(counted).scalar() or 0)
    if highest:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'tickets'")
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('tickets', ?)", (highest,))
