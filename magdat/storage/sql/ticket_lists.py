"""Lists of tickets in SQL: a page of one, and how many there are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sql

from magdat.handoff.lists import Order, Selection, Tally
from magdat.handoff.tickets import Author, Status, Ticket
from magdat.storage.database import Database
from magdat.storage.schema import LINES, TICKETS
from magdat.storage.sql.ticket_rows import ticket_of

_COLUMNS = TICKETS.c
_SPOKE_LAST = (
    sql.select(LINES.c.author)
    .where((LINES.c.ticket == _COLUMNS.id) & LINES.c.author.in_([Author.PERSON.value, Author.DESK.value]))
    .order_by(LINES.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_ORDERS: dict[Order, tuple[Any, ...]] = {
    Order.OLDEST: (_COLUMNS.opened, _COLUMNS.id),
    Order.UNANSWERED: (Author.DESK.value == _SPOKE_LAST, _COLUMNS.opened, _COLUMNS.id),
    Order.CLOSED: (_COLUMNS.closed.desc(), _COLUMNS.id.desc()),
    Order.CHANGED: (_COLUMNS.changed.desc(), _COLUMNS.id.desc()),
}


class SqlLists:
    """What pages show of many tickets at once."""

    _database: Database

    def listed(self, wanted: Selection) -> list[Ticket]:
        """Return one page of a list."""
        query = TICKETS.select().where(_of_desks(wanted.desks, wanted.statuses))
        if wanted.agent is not None:
            query = query.where(_COLUMNS.agent == wanted.agent)
        if wanted.without is not None:
            query = query.where(_COLUMNS.agent.is_(None) | (_COLUMNS.agent != wanted.without))
        query = query.order_by(*_ORDERS[wanted.order]).offset(wanted.start).limit(wanted.most)
        with self._database.reading() as connection:
            return [ticket_of(row) for row in connection.execute(query)]

    def astray(self, desks: Collection[str]) -> list[Ticket]:
        """Return the open tickets that are at none of these desks."""
        still = _COLUMNS.status.in_([Status.WAITING.value, Status.HUMAN.value])
        query = TICKETS.select().where(_COLUMNS.desk.not_in(sorted(desks)) & still).order_by(_COLUMNS.id)
        with self._database.reading() as connection:
            return [ticket_of(row) for row in connection.execute(query)]

    def tally(self, desks: Collection[str], statuses: Collection[Status]) -> list[Tally]:
        """Return how many tickets these desks have."""
        groups = (_COLUMNS.desk, _COLUMNS.status, _COLUMNS.agent)
        # Whole milliseconds: a sum of fractions depends on the order in which a database adds them.
        mark = sql.func.sum(sql.cast(_COLUMNS.changed * 1000, sql.BigInteger))
        query = sql.select(*groups, sql.func.count(), mark).where(_of_desks(desks, statuses)).group_by(*groups)
        with self._database.reading() as connection:
            rows = list(connection.execute(query))
        return [Tally(desk, Status(status), agent, number, int(mark)) for desk, status, agent, number, mark in rows]


def _of_desks(desks: Collection[str], statuses: Collection[Status]) -> sql.ColumnElement[bool]:
    return _COLUMNS.desk.in_(sorted(desks)) & _COLUMNS.status.in_([status.value for status in statuses])
