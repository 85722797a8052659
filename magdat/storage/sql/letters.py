"""Letters in SQL: every step is one transaction, and of a conversation nobody takes two at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sql

from magdat.storage.database import Database
from magdat.storage.letters import (
    AT_A_DESK,
    AT_ONCE,
    DELIVERIES_KEPT,
    KEPT,
    LEASE,
    MOST_PUT_OFF,
    Held,
    Letter,
    Queued,
    Waiting,
    Way,
)
from magdat.storage.retention_time import moment_of
from magdat.storage.schema import DELIVERIES, LETTERS, TICKETS
from magdat.storage.sql.batches import batches
from magdat.storage.sql.persons import of_these
from magdat.storage.sql.retention import removed
from magdat.storage.sql.retention_time import SqlRetentionTime


class SqlLetters:
    """Letters in a database that any number of processes share."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Keep the database, and a clock that gives seconds since 1970."""
        self._database = database
        self._clock = clock
        self._retention = SqlRetentionTime(database, clock)

    def known(self, delivery: str) -> bool:
        """Return whether a delivery came before."""
        query = sql.select(DELIVERIES.c.digest).where(DELIVERIES.c.digest == delivery)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def queued(self, channel: str, conversation: str) -> Queued:
        """Return how many messages wait."""
        columns = LETTERS.c
        count = sql.select(sql.func.count()).where(columns.way == Way.IN.value)
        with self._database.reading() as connection:
            return Queued(
                connection.execute(count.where(columns.conversation == conversation)).scalar(),
                connection.execute(count.where(columns.channel == channel)).scalar(),
                connection.execute(count).scalar(),
            )

    def waiting(self, way: Way) -> Waiting:
        """Return how what goes this way waits."""
        columns, now = LETTERS.c, self._clock()
        ours = columns.way == way.value
        first = sql.select(sql.func.min(columns.id)).where(ours).group_by(columns.conversation)
        # What goes ahead of everything has no moment from which it is due but that at which it came.
        since = sql.case((columns.due <= AT_ONCE, columns.received), else_=columns.due)
        with self._database.reading() as connection:
            count, oldest = connection.execute(
                sql.select(sql.func.count(), sql.func.min(columns.received)).where(ours)
            ).one()
            due = connection.execute(sql.select(sql.func.min(since)).where(columns.id.in_(first))).scalar()
        return Waiting(int(count), _seconds(oldest, now), _seconds(due, now))

    def accept(self, letter: Letter, delivery: str | None, *, ahead: bool = False) -> bool:
        """Keep a message, and remember its delivery."""
        return self._keep(Way.IN, letter, delivery, ahead=ahead)

    def send(self, letter: Letter, delivery: str) -> bool:
        """Keep a reply that answers no message, and remember it."""
        return self._keep(Way.OUT, letter, delivery)

    def note(self, delivery: str) -> None:
        """Remember a delivery that leaves nothing to do; twice is once."""
        with self._database.transaction() as connection:
            self._is_new(connection, delivery, self._clock())

    def take(self, way: Way, channels: Collection[str]) -> Held | None:
        """Take what waits longest for one of these channels."""
        query = _due(way, channels, self._clock())
        with self._database.reading() as connection:  # most looks find nothing, and need not keep others from writing
            if connection.execute(query).first() is None:
                return None
        with self._database.transaction() as connection:
            row = connection.execute(query.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            attempt = row.attempts + 1
            taken = {"attempts": attempt, "held": True, "due": self._clock() + LEASE}
            connection.execute(LETTERS.update().where(LETTERS.c.id == row.id).values(taken))
        return Held(row.id, Letter(row.channel, row.conversation, bytes(row.content)), attempt, row.received)

    def hold(self, held: Collection[Held]) -> None:
        """Say that a worker is still busy with these."""
        due = self._clock() + LEASE
        with self._database.transaction() as connection:
            for item in held:
                connection.execute(LETTERS.update().where(_still(item)).values(due=due))

    def answered(self, held: Held, replies: Sequence[bytes], *, erased: Iterable[str] | None = None) -> bool:
        """Replace a message by the replies to it."""
        now, where = self._clock(), held.letter
        with self._database.transaction(erases=[LETTERS] if erased is not None else ()) as connection:
            if connection.execute(LETTERS.delete().where(_still(held))).rowcount == 0:
                return False
            for some in batches(erased or ()):
                waits = (LETTERS.c.way == Way.OUT.value) & of_these(LETTERS.c.conversation, some)
                connection.execute(LETTERS.delete().where(waits))
            for content in replies:
                _add(connection, Way.OUT, Letter(where.channel, where.conversation, content), now, now)
        return True

    def done(self, held: Held) -> None:
        """Remove a letter that arrived, or that never can; also when its lease ended meanwhile."""
        with self._database.transaction() as connection:
            connection.execute(LETTERS.delete().where(LETTERS.c.id == held.id))

    def give_back(self, held: Held, after: float = 0.0, *, tried: bool) -> None:
        """Give a letter back, to be taken again."""
        attempts = held.attempt if tried else held.attempt - 1
        fresh = {"held": False, "due": self._clock() + min(after, MOST_PUT_OFF), "attempts": attempts}
        with self._database.transaction() as connection:
            connection.execute(LETTERS.update().where(_still(held)).values(fresh))

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Remove all that waits of these persons."""
        conditions = [of_these(LETTERS.c.conversation, some) for some in batches(pseudonyms)]
        with self._database.transaction(erases=[LETTERS]) as connection:
            return sum(connection.execute(LETTERS.delete().where(condition)).rowcount for condition in conditions)

    def moment(self) -> float:
        """Return the moment from which is reckoned how long a letter waits."""
        return moment_of(self._retention.peek())

    def lasts(self, conversation: str) -> bool:
        """Return whether what goes to a conversation waits longer."""
        query = _at_a_desk(self.moment()).where(TICKETS.c.conversation == conversation).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def forget(self) -> int:
        """Forget deliveries after three days, and letters after one but for those that last."""
        now = moment_of(self._retention.look())
        removed(self._database, DELIVERIES, DELIVERIES.c.seen <= now - DELIVERIES_KEPT)
        lasts = (LETTERS.c.way == Way.OUT.value) & LETTERS.c.conversation.in_(_at_a_desk(now))
        return removed(self._database, LETTERS, (LETTERS.c.received <= now - KEPT) & sql.not_(lasts))

    def _keep(self, way: Way, letter: Letter, delivery: str | None, *, ahead: bool = False) -> bool:
        now = self._clock()
        with self._database.transaction(decides=way is Way.IN) as connection:
            if delivery is not None and not self._is_new(connection, delivery, now):
                return False
            _add(connection, way, letter, now, AT_ONCE if ahead else now)
        return True

    def _is_new(self, connection: Any, delivery: str, now: float) -> bool:
        """Remember a delivery, and return whether it did not come before."""
        fresh = self._database.upsert(DELIVERIES).values(digest=delivery, seen=now).on_conflict_do_nothing()
        return bool(connection.execute(fresh).rowcount)


def _seconds(since: float | None, now: float) -> float:
    return max(0.0, now - since) if since is not None else 0.0


def _add(connection: Any, way: Way, letter: Letter, now: float, due: float) -> None:
    if connection.dialect.name == "postgresql":
        # Numbers are given before a transaction ends: without this a lower one could turn up behind a letter that
        # somebody holds already. SQLite lets one write at a time.
        lock = sql.func.pg_advisory_xact_lock(sql.func.hashtext(letter.conversation))
        connection.execute(sql.select(lock))
    row = {"way": way.value, "channel": letter.channel, "conversation": letter.conversation, "content": letter.content}
    connection.execute(LETTERS.insert().values(**row, received=now, due=due, held=False, attempts=0))


def _due(way: Way, channels: Collection[str], now: float) -> Any:
    """Return the query for the oldest letter of a conversation, of those that are due."""
    columns = LETTERS.c
    ours = (columns.way == way.value) & columns.channel.in_(sorted(channels))
    first = sql.select(sql.func.min(columns.id)).where(ours).group_by(columns.conversation)
    due = (columns.due <= now) | (columns.due > now + MOST_PUT_OFF + LEASE)
    return LETTERS.select().where(columns.id.in_(first) & due).order_by(columns.due, columns.id).limit(1)


def _at_a_desk(now: float) -> Any:
    """Return the query for the conversations of which a question is with a desk, or was less than a day ago."""
    columns = TICKETS.c
    there = columns.status.in_(sorted(AT_A_DESK)) | (columns.closed > now - KEPT)
    return sql.select(columns.conversation).where(columns.conversation.is_not(None) & there)


def _still(held: Held) -> Any:
    """Return the condition that a letter is held as it was: not given back, and not taken over by another worker."""
    return (LETTERS.c.id == held.id) & LETTERS.c.held & (LETTERS.c.attempts == held.attempt)
