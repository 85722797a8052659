"""Erasing tickets in SQL, with a receipt of every place where their texts were."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from typing import Any

import sqlalchemy as sql

from magdat.handoff.numbers import DAY, LONGEST_STEP_OF_AGE, tell_lost
from magdat.handoff.receipts import RECEIPTS_KEPT, Outcome, Reason, Receipt
from magdat.handoff.tickets import Author, Errand, Status
from magdat.storage.database import Database
from magdat.storage.patience import MINUTES, patiently
from magdat.storage.schema import ERRANDS, LINES, LINKS, MARKS, RECEIPTS, TICKETS
from magdat.storage.sql.batches import batches
from magdat.storage.sql.persons import of_these
from magdat.storage.sql.ticket_rows import receipt_of

_TEXTS = [LINES, TICKETS, ERRANDS, MARKS]
_SETTLED = RECEIPTS.c.outcome != Outcome.LEFT.value


class SqlErasing:
    """What goes, and the receipts of it."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock

    def erase(self, pseudonyms: Iterable[str]) -> list[int]:
        """Erase every ticket of these conversations with all its lines."""
        gone: list[int] = []
        with self._database.transaction(erases=_TEXTS) as connection:
            for some in batches(pseudonyms):
                query = TICKETS.select().where(of_these(TICKETS.c.conversation, some)).with_for_update()
                gone += self._remove(connection, connection.execute(query).fetchall(), Reason.ASKED)
        return sorted(gone)

    def forget(self, days: float) -> list[int]:
        """Erase the tickets that were closed or withdrawn for so many days."""
        now, columns = self._clock(), TICKETS.c
        passed = now - columns.looked
        step = sql.case((passed < 0, 0.0), (passed > LONGEST_STEP_OF_AGE, LONGEST_STEP_OF_AGE), else_=passed)
        ended = columns.status.in_([Status.CLOSED.value, Status.WITHDRAWN.value])
        with patiently(MINUTES), self._database.transaction(erases=_TEXTS) as connection:
            connection.execute(RECEIPTS.delete().where((RECEIPTS.c.at <= now - RECEIPTS_KEPT) & _SETTLED))
            connection.execute(TICKETS.update().where(ended).values(age=columns.age + step, looked=now))
            query = TICKETS.select().where(ended & (columns.age >= days * DAY)).with_for_update()
            rows = connection.execute(query.order_by(columns.id)).fetchall()
            keys = [row.id for row in rows]
            lost: set[int] = set()
            for some in batches(keys):
                unsent = sql.select(ERRANDS.c.ticket).where(ERRANDS.c.ticket.in_(some))
                lost.update(connection.execute(unsent).scalars())
            self._remove(connection, rows, Reason.OLD)
        tell_lost(sorted(lost))
        return keys

    def receipts(self, key: int | None = None) -> list[Receipt]:
        """Return the receipts of one ticket, or all of them."""
        query = RECEIPTS.select().where(_SETTLED).order_by(RECEIPTS.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query if key is None else query.where(RECEIPTS.c.ticket == key)).fetchall()
        return [receipt_of(row) for row in rows]

    def to_erase(self, ways: Collection[str]) -> list[Receipt]:
        """Return what these ways still have to erase at the other side."""
        wanted = RECEIPTS.c.way.in_(sorted(ways)) & (RECEIPTS.c.outcome == Outcome.PENDING.value)
        with self._database.reading() as connection:
            rows = connection.execute(RECEIPTS.select().where(wanted).order_by(RECEIPTS.c.id)).fetchall()
        return [receipt_of(row) for row in rows]

    def settle(self, receipt: int, outcome: Outcome) -> None:
        """Note what became of the texts at the other side."""
        with self._database.transaction() as connection:
            connection.execute(RECEIPTS.update().where(RECEIPTS.c.id == receipt).values(outcome=outcome.value))

    def _remove(self, connection: Any, rows: list[Any], reason: Reason) -> list[int]:
        """Remove tickets with all that hangs on them, and leave receipts; of what was withdrawn there are some."""
        now, keys = self._clock(), [row.id for row in rows]
        for row in rows:
            if row.status != Status.WITHDRAWN.value:
                _leave_receipts(connection, row, reason, now)
        for some in batches(keys):
            for table in (ERRANDS, MARKS, LINKS, LINES):
                connection.execute(table.delete().where(table.c.ticket.in_(some)))
            connection.execute(TICKETS.delete().where(TICKETS.c.id.in_(some)))
        return keys


def erase_lines(connection: Any, row: Any, now: float) -> None:
    """Erase what was said in a ticket that is withdrawn, save a line that a courier holds: that one goes afterwards."""
    key = row.id
    connection.execute(ERRANDS.delete().where((ERRANDS.c.ticket == key) & (ERRANDS.c.state != "held")))
    held = sql.select(ERRANDS.c.line).where(ERRANDS.c.ticket == key)
    connection.execute(LINES.delete().where((LINES.c.ticket == key) & LINES.c.id.not_in(held)))
    _leave_receipts(connection, row, Reason.WITHDRAWN, now)


def arrived_after_all(connection: Any, errand: Errand, external: str | None, now: float, *, gone: bool) -> None:
    """Erase a line that was on its way while its ticket was erased or withdrawn, and note where it went."""
    if not gone and errand.line.author is not Author.SYSTEM:
        waits = sql.select(ERRANDS.c.line).where(ERRANDS.c.line == errand.line.id)
        connection.execute(LINES.delete().where((LINES.c.id == errand.line.id) & LINES.c.id.not_in(waits)))
    if external is None or external == errand.external:
        return
    reason = Reason.ASKED if gone else Reason.WITHDRAWN
    told = {"ticket": errand.ticket.key, "desk": errand.ticket.desk, "way": errand.way, "external": external}
    connection.execute(RECEIPTS.insert().values(**told, reason=reason.value, at=now, outcome=Outcome.PENDING.value))


def went_on(connection: Any, errand: Errand, now: float) -> None:
    """Note that a way calls a ticket something else from now on: what it called it before is erased with it."""
    told = {"ticket": errand.ticket.key, "desk": errand.ticket.desk, "way": errand.way, "external": errand.external}
    more = {"reason": Reason.ASKED.value, "at": now, "outcome": Outcome.LEFT.value}
    connection.execute(RECEIPTS.insert().values(**told, **more))


def dropped(connection: Any, errand: Any) -> bool:
    """Erase a line that a courier held while its ticket was withdrawn, and that did not arrive; return whether so."""
    status = connection.execute(sql.select(TICKETS.c.status).where(TICKETS.c.id == errand.ticket)).scalar()
    author = connection.execute(sql.select(LINES.c.author).where(LINES.c.id == errand.line)).scalar()
    if status != Status.WITHDRAWN.value or author == Author.SYSTEM.value:
        return False
    connection.execute(ERRANDS.delete().where(ERRANDS.c.id == errand.id))
    waits = sql.select(ERRANDS.c.line).where(ERRANDS.c.line == errand.line)
    connection.execute(LINES.delete().where((LINES.c.id == errand.line) & LINES.c.id.not_in(waits)))
    return True


def _leave_receipts(connection: Any, row: Any, reason: Reason, now: float) -> None:
    told = {"ticket": row.id, "desk": row.desk, "reason": reason.value, "at": now}
    connection.execute(RECEIPTS.insert().values(**told, way=None, external=None, outcome=Outcome.ERASED.value))
    left = (RECEIPTS.c.ticket == row.id) & sql.not_(_SETTLED)
    due = {"reason": reason.value, "at": now, "outcome": Outcome.PENDING.value}
    connection.execute(RECEIPTS.update().where(left).values(**due))
    links = connection.execute(LINKS.select().where(LINKS.c.ticket == row.id).order_by(LINKS.c.way)).fetchall()
    for link in links:
        place = {"way": link.way, "external": link.external, "outcome": Outcome.PENDING.value}
        connection.execute(RECEIPTS.insert().values(**told, **place))
