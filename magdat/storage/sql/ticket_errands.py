"""What ways still have to carry, in SQL: what somebody holds is left alone, and a way gets a ticket in its order."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from typing import Any

import sqlalchemy as sql

from magdat.handoff.hearing import Missing, heard_up_to
from magdat.handoff.numbers import LONGEST_STEP_OF_TRYING, number_of, step_of_time
from magdat.handoff.tickets import CRASHED, GIVE_UP_AFTER, LEASE, LONGEST_WAIT, Author, Backlog, Errand, Status, Stuck
from magdat.storage.database import Database
from magdat.storage.schema import BOOKMARKS, ERRANDS, LINES, LINKS, MARKS, TICKETS
from magdat.storage.sql.ticket_erasing import arrived_after_all, dropped, went_on
from magdat.storage.sql.ticket_rows import line_of, ticket_of
from magdat.storage.sql.ticket_waits import waiting_since

WAITS, HELD, STUCK = "waits", "held", "stuck"
"""How an errand stands."""


class SqlErrands:
    """Errands, what other systems call tickets, and how far ways have read."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock

    def take_errand(self, ways: Collection[str]) -> Errand | None:
        """Take the errand that is longest due."""
        query = _due(ways, self._clock())
        with self._database.reading() as connection:  # most looks find nothing, and need not keep others from writing
            if connection.execute(query).first() is None:
                return None
        with self._database.transaction() as connection:
            while (row := connection.execute(query.with_for_update(skip_locked=True)).first()) is not None:
                now = self._clock()
                tried = _tried(row, now) if row.attempts else 0.0
                if row.state == HELD and tried >= GIVE_UP_AFTER:
                    # An errand whose couriers die time and again is never put off; it has to end somewhere.
                    _change(connection, row.id, state=STUCK, changed=now, tried=tried, reason=CRASHED)
                    continue
                if dropped(connection, row):
                    continue
                fresh = {"state": HELD, "due": now + LEASE, "attempts": row.attempts + 1}
                _change(connection, row.id, changed=now, tried=tried, **fresh)
                return _errand(connection, row)
        return None

    def heard_by(self, way: str, key: int) -> int:
        """Return up to which line a way has carried all of a ticket."""
        columns, said = ERRANDS.c, LINES.c
        mine = (columns.ticket == key) & (columns.way == way)
        wants = (said.author == Author.PERSON.value) & said.quiet.is_not(True)
        waiting = sql.select(columns.line, columns.state, wants.label("wants")).select_from(
            ERRANDS.join(LINES, said.id == columns.line)
        )
        last = sql.select(sql.func.max(said.id)).where(said.ticket == key)
        elsewhere = (said.author == Author.DESK.value) & (said.way.is_(None) | (said.way != way))
        with self._database.reading() as connection:
            rows = connection.execute(waiting.where(mine).order_by(columns.id)).fetchall()
            until, answered = (connection.execute(query).scalar() or 0 for query in (last, last.where(elsewhere)))
        missing = (Missing(row.line, row.state == STUCK, bool(row.wants)) for row in rows)
        return heard_up_to(missing, answered=int(answered), last=int(until))

    def renew(self, errand: Errand) -> bool:
        """Say that a courier is still busy with an errand."""
        statement = ERRANDS.update().where(_still(errand)).values(due=self._clock() + LEASE)
        with self._database.transaction() as connection:
            return bool(connection.execute(statement).rowcount)

    def arrived(self, errand: Errand, external: str | None) -> None:
        """Note that a line arrived, and what the other side calls the ticket."""
        key, now = errand.ticket.key, self._clock()
        with self._database.transaction() as connection:
            row = connection.execute(TICKETS.select().where(TICKETS.c.id == key).with_for_update()).first()
            connection.execute(ERRANDS.delete().where(ERRANDS.c.id == errand.id))
            if row is None or row.status == Status.WITHDRAWN.value:
                arrived_after_all(connection, errand, external, now, gone=row is None)
            elif external is not None and errand.external not in {None, external}:
                went_on(connection, errand, now)
            if external is not None and row is not None:
                fresh = self._database.upsert(LINKS).values(ticket=key, way=errand.way, external=external)
                known = {"index_elements": ["ticket", "way"], "set_": {"external": external}}
                connection.execute(fresh.on_conflict_do_update(**known))

    def put_off(self, errand: Errand, retry_at: float | None, reason: str) -> bool | None:
        """Note that it did not arrive."""
        now = self._clock()
        with self._database.transaction() as connection:
            row = connection.execute(ERRANDS.select().where(_still(errand)).with_for_update()).first()
            if row is None or dropped(connection, row):
                return None
            tried = _tried(row, now)
            again = retry_at is not None and tried < GIVE_UP_AFTER
            state, due = (WAITS, retry_at) if again else (STUCK, row.due)
            _change(connection, row.id, state=state, due=due, changed=now, tried=tried, reason=reason)
        return again

    def came_back(self, key: int, line: int, way: str, reason: str, mark: str) -> bool:
        """Note that a line did not arrive after all."""
        now, columns = self._clock(), ERRANDS.c
        mine = (columns.ticket == key) & (columns.line == line) & (columns.way == way)
        with self._database.transaction() as connection:
            row = connection.execute(TICKETS.select().where(TICKETS.c.id == key).with_for_update()).first()
            known = connection.execute(sql.select(MARKS.c.ticket).where(MARKS.c.mark == mark)).first()
            there = connection.execute(sql.select(LINES.c.id).where((LINES.c.id == line) & (LINES.c.ticket == key)))
            waits = connection.execute(sql.select(columns.id).where(mine)).first()
            gone = row is None or row.status == Status.WITHDRAWN.value or there.first() is None
            if gone or known is not None or waits is not None:
                return False
            connection.execute(MARKS.insert().values(mark=mark, ticket=key))
            add_errands(connection, key, [line], [way], now)
            connection.execute(ERRANDS.update().where(mine).values(state=STUCK, attempts=1, reason=reason))
        return True

    def held_up(self, ways: Collection[str]) -> list[Errand]:
        """Return the errands that were given up, where something behind them was not dealt with."""
        columns, behind = ERRANDS.c, ERRANDS.alias()
        same = (behind.c.ticket == columns.ticket) & (behind.c.way == columns.way) & (behind.c.id >= columns.id)
        wanted = columns.way.in_(sorted(ways)) & (columns.state == STUCK)
        query = ERRANDS.select().where(wanted & sql.exists().where(same & sql.not_(behind.c.copied)))
        with self._database.reading() as connection:
            return [_errand(connection, row) for row in connection.execute(query.order_by(columns.id)).fetchall()]

    def also_by(self, errand: Errand, way: str | None) -> int:
        """Send by another way what waits behind this errand and itself, once."""
        key, now = errand.ticket.key, self._clock()
        columns = ERRANDS.c
        waiting = (columns.ticket == key) & (columns.way == errand.way) & sql.not_(columns.copied)
        with self._database.transaction() as connection:
            connection.execute(TICKETS.select().where(TICKETS.c.id == key).with_for_update()).first()
            came = ERRANDS.join(LINES, LINES.c.id == columns.line)
            query = sql.select(columns.line, LINES.c.way).select_from(came).where(waiting).order_by(columns.id)
            lines = [row.line for row in connection.execute(query) if way is not None and row.way != way]
            connection.execute(ERRANDS.update().where(waiting).values(copied=True))
            add_errands(connection, key, lines, [way] if way is not None else [], now)
        return len(lines)

    def retry(self, key: int) -> int:
        """Give what was given up of a ticket a fresh start."""
        now = self._clock()
        wanted = (ERRANDS.c.ticket == key) & (ERRANDS.c.state == STUCK)
        fresh = {"state": WAITS, "due": now, "changed": now, "tried": 0.0}
        with self._database.transaction() as connection:
            return int(connection.execute(ERRANDS.update().where(wanted).values(**fresh)).rowcount)

    def stuck(self) -> Sequence[Stuck]:
        """Return what does not arrive, for the operator."""
        query = ERRANDS.select().where(ERRANDS.c.reason.is_not(None)).order_by(ERRANDS.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query).fetchall()
        return [
            Stuck(number_of(row.ticket), row.way, row.since, row.attempts, row.reason, row.state == STUCK)
            for row in rows
        ]

    def backlog(self) -> Backlog:
        """Return what waits to be carried, and to be answered."""
        count, given_up = sql.func.count(), ERRANDS.c.state == STUCK
        carried = sql.select(count, sql.func.min(ERRANDS.c.since)).where(~given_up)
        with self._database.reading() as connection:
            errands, since = connection.execute(carried).one()
            stuck = connection.execute(sql.select(count).where(given_up)).scalar()
            waiting = waiting_since(connection)
        now = self._clock()
        ages = [
            max(0.0, now - moment) if moment is not None else 0.0
            for moment in (since, min(waiting.values(), default=None))
        ]
        return Backlog(int(errands), int(stuck), ages[0], len(waiting), ages[1])

    def by_external(self, way: str, external: str) -> int | None:
        """Return the key of the ticket that another system calls so."""
        query = sql.select(sql.func.max(LINKS.c.ticket)).where((LINKS.c.way == way) & (LINKS.c.external == external))
        with self._database.reading() as connection:
            found = connection.execute(query).scalar()
        return int(found) if found is not None else None

    def external(self, way: str, key: int) -> str | None:
        """Return what another system calls a ticket."""
        query = sql.select(LINKS.c.external).where((LINKS.c.way == way) & (LINKS.c.ticket == key))
        with self._database.reading() as connection:
            found = connection.execute(query).scalar()
        return str(found) if found is not None else None

    def externals(self, way: str) -> list[tuple[int, str]]:
        """Return the tickets that a way has to ask after."""
        still = (TICKETS.c.status != Status.WITHDRAWN.value) & (LINKS.c.way == way)
        joined = LINKS.join(TICKETS, LINKS.c.ticket == TICKETS.c.id)
        query = sql.select(LINKS.c.ticket, LINKS.c.external).select_from(joined).where(still).order_by(LINKS.c.ticket)
        with self._database.reading() as connection:
            return [(row.ticket, row.external) for row in connection.execute(query)]

    def bookmark(self, way: str, name: str) -> str | None:
        """Return where a way was when it last looked for replies."""
        query = sql.select(BOOKMARKS.c.value).where((BOOKMARKS.c.way == way) & (BOOKMARKS.c.name == name))
        with self._database.reading() as connection:
            found = connection.execute(query).scalar()
        return str(found) if found is not None else None

    def keep_bookmark(self, way: str, name: str, value: str) -> None:
        """Keep where a way is."""
        fresh = self._database.upsert(BOOKMARKS).values(way=way, name=name, value=value)
        with self._database.transaction() as connection:
            connection.execute(fresh.on_conflict_do_update(index_elements=["way", "name"], set_={"value": value}))


def add_errands(connection: Any, key: int, lines: Sequence[int], ways: Collection[str], now: float) -> None:
    """Let ways carry lines, in this order."""
    times = {"due": now, "since": now, "changed": now, "tried": 0.0}
    for line in lines:
        for way in sorted(ways):
            row = {"ticket": key, "line": line, "way": way, "state": WAITS, "attempts": 0, "copied": False}
            connection.execute(ERRANDS.insert().values(**row, **times))


def _due(ways: Collection[str], now: float) -> Any:
    """Return the query for the first errand of a ticket and a way, of those that are due."""
    columns = ERRANDS.c
    first = sql.select(sql.func.min(columns.id)).where(columns.way.in_(sorted(ways)))
    unbelievable = now + LONGEST_WAIT + LEASE
    due = ((columns.due <= now) | (columns.due > unbelievable)) & (columns.state != STUCK)
    query = ERRANDS.select().where(columns.id.in_(first.group_by(columns.ticket, columns.way)) & due)
    return query.order_by(columns.due, columns.id).limit(1)


def _errand(connection: Any, row: Any) -> Errand:
    ticket = connection.execute(TICKETS.select().where(TICKETS.c.id == row.ticket)).first()
    line = connection.execute(LINES.select().where(LINES.c.id == row.line)).first()
    link = (LINKS.c.ticket == row.ticket) & (LINKS.c.way == row.way)
    external = connection.execute(sql.select(LINKS.c.external).where(link)).scalar()
    return Errand(row.id, ticket_of(ticket), line_of(line), row.way, row.attempts + 1, external)


def _still(errand: Errand) -> Any:
    """Return the condition that an errand is held as it was."""
    return (ERRANDS.c.id == errand.id) & (ERRANDS.c.state == HELD) & (ERRANDS.c.attempts == errand.attempt)


def _tried(row: Any, now: float) -> float:
    return float(row.tried + step_of_time(row.changed, now, LONGEST_STEP_OF_TRYING))


def _change(connection: Any, number: int, **values: object) -> None:
    connection.execute(ERRANDS.update().where(ERRANDS.c.id == number).values(values))
