"""The tickets of one conversation in SQL: held together, so that two desks that begin to talk at once do so in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sql

from magdat.handoff.floor import Floor
from magdat.handoff.tickets import Author, Status
from magdat.storage.schema import LINES, TICKETS
from magdat.storage.sql.ticket_errands import add_errands

_TURNS = 7
"""What tells these locks of PostgreSQL from others."""


def held(connection: Any, key: int) -> Any:
    """Return the row of a ticket, that nobody else changes before this transaction ends."""
    return connection.execute(TICKETS.select().where(TICKETS.c.id == key).with_for_update()).first()


def held_together(connection: Any, key: int, arriving: str | None = None) -> tuple[Any, list[Any]]:
    """Return the row of a ticket, and those of its conversation that are with a human; all held.

    Whoever wants to let a human talk in a conversation waits here for whoever is doing so, and then sees what they did.

    Args:
        connection: in a transaction.
        key: the ticket.
        arriving: the conversation where it goes, of which the same is returned.
    """
    columns = TICKETS.c
    if connection.dialect.name == "postgresql":  # in a file one writes at a time
        own = connection.execute(sql.select(columns.conversation).where(columns.id == key)).scalar()
        for name in sorted({name for name in (own, arriving) if name is not None}):
            connection.execute(sql.select(sql.func.pg_advisory_xact_lock(_TURNS, sql.func.hashtext(name))))
    row = held(connection, key)
    places = {place for place in (getattr(row, "conversation", None), arriving) if place is not None}
    beside = columns.conversation.in_(sorted(places)) & (columns.status == Status.HUMAN.value) & (columns.id != key)
    others = connection.execute(TICKETS.select().where(beside).order_by(columns.id).with_for_update())
    return row, others.fetchall()


def set_aside(
    connection: Any, others: Iterable[Any], where: str | None, goes: Callable[[str], bool], floor: Floor, now: float
) -> None:
    """Let tickets that are with a human wait, with a line that says so.

    Args:
        connection: in a transaction.
        others: rows that are held, of tickets with a human.
        where: the conversation that it is about; of ``None`` nobody knows the others.
        goes: whether those of a desk are set aside.
        floor: what they get.
        now: the present moment (seconds since 1970).
    """
    for other in others:
        if where is None or other.conversation != where or not goes(other.desk):
            continue
        fresh = {"status": Status.WAITING.value, "agent": None, "changed": now}
        connection.execute(TICKETS.update().where(TICKETS.c.id == other.id).values(**fresh))
        said = {"ticket": other.id, "author": Author.SYSTEM.value, "agent": None, "way": None, "at": now}
        inserted = connection.execute(LINES.insert().values(**said, content=floor.content(other.id)))
        add_errands(connection, other.id, [int(inserted.inserted_primary_key[0])], floor.ways(other.desk), now)
