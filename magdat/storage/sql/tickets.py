"""Tickets in SQL: every step is one transaction, and the row of a ticket is held while its lines get their numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

import sqlalchemy as sql

from magdat.handoff.floor import Floor
from magdat.handoff.lists import Selection
from magdat.handoff.tickets import Author, Figure, Line, SealFor, Status, Ticket
from magdat.privacy.pseudonym import PERSON_CHARACTERS
from magdat.storage.schema import ERRANDS, LINES, LINKS, MARKS, TICKETS
from magdat.storage.sql.batches import batches
from magdat.storage.sql.persons import of_these
from magdat.storage.sql.text import storable
from magdat.storage.sql.ticket_erasing import SqlErasing, erase_lines
from magdat.storage.sql.ticket_errands import SqlErrands, add_errands
from magdat.storage.sql.ticket_floor import held, held_together, set_aside
from magdat.storage.sql.ticket_lists import SqlLists
from magdat.storage.sql.ticket_rows import line_of, ticket_of
from magdat.storage.sql.ticket_troubles import SqlTroubles
from magdat.storage.sql.ticket_waits import waiting_since

_OF_THESE = TICKETS.select().where(of_these(TICKETS.c.conversation, sql.bindparam("names", expanding=True)))
"""Asked at every message, and so made once."""

_OWNING = (Status.WAITING.value, Status.HUMAN.value)


class SqlTickets(SqlErrands, SqlErasing, SqlLists, SqlTroubles):
    """Tickets in a database that any number of processes share."""

    def open(
        self,
        desk: str,
        conversation: str,
        channel: str,
        address: bytes | None,
        code: str,
        topic: str | None,
        seal_for: SealFor,
        ways: Collection[str],
        mark: str,
        *,
        key: int | None = None,
    ) -> int:
        """Keep a new ticket with its first line, and an errand for each way."""
        now = self._clock()
        row = {"desk": desk, "status": Status.WAITING.value, "conversation": conversation, "channel": channel}
        more = {"address": address, "code": code, "topic": storable(topic) if topic is not None else None}
        counts = {"reopened": 0, "told": 0, "age": 0.0, "opened": now, "changed": now, "looked": now}
        with self._database.transaction(decides=True) as connection:
            if (before := _seen(connection, mark)) is not None:
                return before
            given = {} if key is None else {"id": key}
            inserted = connection.execute(TICKETS.insert().values(**row, **more, **counts, **given))
            key = int(inserted.inserted_primary_key[0])
            _remember(connection, mark, key)
            line = _add_line(connection, key, Author.PERSON, None, seal_for(key), now, None)
            add_errands(connection, key, [line], ways, now)
            return key

    def of(self, key: int) -> Ticket | None:
        """Return a ticket."""
        return self._first(TICKETS.select().where(TICKETS.c.id == key))

    def by_code(self, code: str) -> Ticket | None:
        """Return the ticket that a code opens, by its digest."""
        return self._first(TICKETS.select().where(TICKETS.c.code == code))

    def current(self, conversation: str) -> Ticket | None:
        """Return the ticket that owns a conversation."""
        columns = TICKETS.c
        wanted = (columns.conversation == conversation) & columns.status.in_(_OWNING)
        return self._first(TICKETS.select().where(wanted).order_by(columns.status, columns.id.desc()))

    def of_conversations(self, pseudonyms: Iterable[str]) -> list[Ticket]:
        """Return every ticket of these conversations."""
        found = []
        with self._database.reading() as connection:
            for some in batches(pseudonyms):
                found += [ticket_of(row) for row in connection.execute(_OF_THESE, {"names": some})]
        return sorted(found, key=lambda ticket: ticket.key)

    def at_desks(self, desks: Collection[str], statuses: Collection[Status], limit: int = 200) -> list[Ticket]:
        """Return the tickets of these desks, those that wait longest first."""
        return self.listed(Selection(desks, statuses, most=limit))

    def lines(self, key: int, after: int = 0) -> list[Line]:
        """Return the lines of a ticket with an id above ``after``, in order."""
        query = LINES.select().where((LINES.c.ticket == key) & (LINES.c.id > after)).order_by(LINES.c.id)
        with self._database.reading() as connection:
            return [line_of(row) for row in connection.execute(query)]

    def add(
        self,
        key: int,
        author: Author,
        content: bytes,
        *,
        agent: str | None,
        way: str | None,
        ways: Collection[str],
        mark: str,
        came: Collection[Status] = (),
        floor: Floor | None = None,
        quiet: bool = False,
    ) -> Line | None:
        """Add a line and an errand for each of ``ways`` but the one it came by."""
        now = self._clock()
        with self._database.transaction(decides=author is Author.PERSON) as connection:
            if _seen(connection, mark) is not None:
                return None
            row, others = _held_with(connection, key, floor)
            if row is None or row.status == Status.WITHDRAWN.value or (came and Status(row.status) not in came):
                return None
            _remember(connection, mark, key)
            if floor is not None and author is Author.DESK:
                set_aside(connection, others, row.conversation, partial(floor.yields, to=row.desk), floor, now)
            number = _add_line(connection, key, author, agent, content, now, way, quiet=quiet)
            if author is not Author.NOTE:
                add_errands(connection, key, [number], set(ways) - {way}, now)
            if fresh := _after(row, author, agent, now):
                connection.execute(TICKETS.update().where(TICKETS.c.id == key).values(**fresh))
        return Line(number, key, author, agent, content, now, way, quiet)

    def move(
        self,
        key: int,
        to: Status,
        *,
        agent: str | None = None,
        desk: str | None = None,
        leaves: str | None = None,
        came: Collection[Status] = (),
        content: bytes,
        way: str | None = None,
        ways: Collection[str] = (),
        afresh: Collection[str] = (),
        mark: str | None = None,
        floor: Floor | None = None,
        heard: int | None = None,
        seen: int | None = None,
        once: bool = False,
    ) -> Line | None:
        """Change where a ticket stands, who has it, or at which desk, and keep a SYSTEM line of it."""
        now = self._clock()
        erases = [LINES] if to is Status.WITHDRAWN else ()
        with self._database.transaction(erases=erases, decides=True) as connection:
            if mark is not None and _seen(connection, mark) is not None:
                return None
            row, others = _held_with(connection, key, floor)
            if row is None or (came and Status(row.status) not in came) or leaves not in {None, row.desk}:
                return None
            if heard is not None and _went_on(connection, key, heard, way):
                return None
            if seen is not None and _wrote_on(connection, key, seen):
                if once and mark is not None:
                    _remember(connection, mark, key)
                return None
            if mark is not None:
                _remember(connection, mark, key)
            if floor is not None:
                _settle(connection, row, others, to, floor, now)
            if to is Status.WITHDRAWN:
                erase_lines(connection, row, now)
            fresh = {**moved(row, to, agent, now), "desk": desk or row.desk}
            connection.execute(TICKETS.update().where(TICKETS.c.id == key).values(**fresh))
            number = _add_line(connection, key, Author.SYSTEM, agent, content, now, way, quiet=to is Status.CLOSED)
            add_errands(connection, key, [number], set(ways) - {way} - set(afresh), now)
            if afresh:
                _carry_all(connection, key, afresh, now)
        return Line(number, key, Author.SYSTEM, agent, content, now, way, to is Status.CLOSED)

    def came(self, mark: str) -> bool:
        """Return whether something came under a mark."""
        with self._database.reading() as connection:
            return connection.execute(sql.select(MARKS.c.ticket).where(MARKS.c.mark == mark)).first() is not None

    def adopt(
        self, key: int, conversation: str, channel: str, address: bytes | None, floor: Floor | None = None
    ) -> bool:
        """Let the talk of a ticket go on at another place."""
        now, fresh = self._clock(), {"conversation": conversation, "channel": channel, "address": address}
        with self._database.transaction(decides=True) as connection:
            row, others = _held_with(connection, key, floor, conversation)
            if row is None or row.status == Status.WITHDRAWN.value:
                return False
            if floor is not None and row.conversation != conversation:
                _settle(connection, row, others, Status.CLOSED, floor, now)
                if row.status == Status.HUMAN.value:
                    set_aside(connection, others, conversation, partial(floor.yields, to=row.desk), floor, now)
            connection.execute(TICKETS.update().where(TICKETS.c.id == key).values(**fresh))
            return True

    def tell(self, key: int, line: int, since: int | None = None) -> bool:
        """Note up to which line the person was told."""
        wanted = (TICKETS.c.id == key) & (TICKETS.c.told < line)
        if since is not None:
            wanted &= TICKETS.c.told == since
        with self._database.transaction() as connection:
            return bool(connection.execute(TICKETS.update().where(wanted).values(told=line)).rowcount)

    def figures(self) -> list[Figure]:
        """Return every ticket that is kept, as it is counted."""
        first = sql.select(LINES.c.ticket, sql.func.min(LINES.c.at)).where(LINES.c.author == Author.DESK.value)
        with self._database.reading() as connection:
            tickets = [ticket_of(row) for row in connection.execute(TICKETS.select().order_by(TICKETS.c.id))]
            answered = {row[0]: row[1] for row in connection.execute(first.group_by(LINES.c.ticket))}
            waiting = waiting_since(connection)
        return [
            Figure(
                ticket.desk,
                ticket.status,
                ticket.conversation[:PERSON_CHARACTERS] if ticket.conversation else None,
                ticket.opened,
                answered.get(ticket.key),
                ticket.reopened,
                waiting.get(ticket.key),
            )
            for ticket in tickets
        ]

    def _first(self, query: Any) -> Ticket | None:
        with self._database.reading() as connection:
            row = connection.execute(query.limit(1)).first()
        return ticket_of(row) if row is not None else None


def _seen(connection: Any, mark: str) -> int | None:
    """Return the ticket for which something came before; whoever brings the same meanwhile waits."""
    if connection.dialect.name == "postgresql":
        connection.execute(sql.select(sql.func.pg_advisory_xact_lock(sql.func.hashtext(mark))))
    found = connection.execute(sql.select(MARKS.c.ticket).where(MARKS.c.mark == mark)).scalar()
    return int(found) if found is not None else None


def _remember(connection: Any, mark: str, key: int) -> None:
    connection.execute(MARKS.insert().values(mark=mark, ticket=key))


def _went_on(connection: Any, key: int, heard: int, way: str | None) -> bool:
    """Return whether something was said or done in a ticket after a line, notes and what a way brought apart."""
    columns = LINES.c
    later = (columns.ticket == key) & (columns.id > heard) & (columns.author != Author.NOTE.value)
    others = columns.way.is_(None) | (columns.way != way)
    return connection.execute(sql.select(columns.id).where(later & others).limit(1)).first() is not None


def _wrote_on(connection: Any, key: int, seen: int) -> bool:
    """Return whether the person wrote something that wants an answer in a ticket after a line."""
    columns = LINES.c
    later = (columns.ticket == key) & (columns.id > seen) & (columns.author == Author.PERSON.value)
    query = sql.select(columns.id).where(later & columns.quiet.is_not(True)).limit(1)
    return connection.execute(query).first() is not None


def _held_with(connection: Any, key: int, floor: Floor | None, arriving: str | None = None) -> tuple[Any, list[Any]]:
    """Return the row of a ticket, held, and with a floor those beside it."""
    return (held(connection, key), []) if floor is None else held_together(connection, key, arriving)


def _settle(connection: Any, row: Any, others: list[Any], to: Status, floor: Floor, now: float) -> None:
    """Set aside what loses its human when a ticket goes to one, or leaves one."""
    if to is Status.HUMAN:
        set_aside(connection, others, row.conversation, partial(floor.yields, to=row.desk), floor, now)
    elif row.status == Status.HUMAN.value:
        set_aside(connection, others, row.conversation, partial(floor.goes_along, of=row.desk), floor, now)


def _add_line(
    connection: Any,
    key: int,
    author: Author,
    agent: str | None,
    content: bytes,
    now: float,
    way: str | None,
    *,
    quiet: bool = False,
) -> int:
    row = {"ticket": key, "author": author.value, "agent": agent, "content": content, "at": now, "way": way}
    return int(connection.execute(LINES.insert().values(**row, quiet=quiet)).inserted_primary_key[0])


def _carry_all(connection: Any, key: int, ways: Collection[str], now: float) -> None:
    """Let ways that never had this ticket carry all of it; one that had it before goes on where it was."""
    linked = set(connection.execute(sql.select(LINKS.c.way).where(LINKS.c.ticket == key)).scalars())
    waiting = set(connection.execute(sql.select(ERRANDS.c.way).where(ERRANDS.c.ticket == key)).scalars())
    shown = sql.select(LINES.c.id).where((LINES.c.ticket == key) & (LINES.c.author != Author.NOTE.value))
    lines = list(connection.execute(shown.order_by(LINES.c.id)).scalars())
    add_errands(connection, key, lines, set(ways) - linked - waiting, now)
    add_errands(connection, key, lines[-1:], set(ways) & (linked | waiting), now)


def _after(row: Any, author: Author, agent: str | None, now: float) -> dict[str, object]:
    """Return what a line changes about its ticket."""
    closed = row.status == Status.CLOSED.value
    if author is Author.DESK:
        return moved(row, Status.HUMAN, agent, now)
    if author is Author.PERSON:
        return moved(row, Status.WAITING, None, now) if closed else {"changed": now}
    return {}


def moved(row: Any, to: Status, agent: str | None, now: float) -> dict[str, object]:
    """Return the columns of a ticket that stands somewhere else from now on."""
    fresh: dict[str, object] = {"status": to.value, "changed": now}
    if row.status == Status.CLOSED.value and to is not Status.CLOSED:
        fresh.update(closed=None, age=0.0, reopened=row.reopened + 1)
    if to is Status.HUMAN:
        fresh.update(agent=agent, taken=now if row.taken is None else row.taken)
    elif to is Status.WAITING:
        fresh.update(agent=agent)
    elif to is Status.CLOSED:
        fresh.update(closed=now, age=0.0, looked=now, agent=agent or row.agent)
    else:
        fresh.update(closed=now, age=0.0, looked=now, agent=None, address=None, topic=None)
    return fresh
