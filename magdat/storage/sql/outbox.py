"""The outbox in SQL: every step is one transaction, and a row that somebody holds is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sql

from magdat.handoff.message import Handoff
from magdat.handoff.outbox import (
    CRASHED,
    DAY,
    GIVE_UP_AFTER,
    LEASE,
    LONGEST_STEP_OF_AGE,
    LONGEST_STEP_OF_TRYING,
    LONGEST_WAIT,
    Claim,
    Failure,
    Report,
    State,
    key_of,
    number_of,
    pack,
    step_of_time,
    tell_lost,
    unpack,
)
from magdat.storage.database import Database
from magdat.storage.schema import OUTBOX
from magdat.storage.sql.batches import batches
from magdat.storage.sql.text import storable

PENDING, SENDING, DELIVERED, FAILED = (state.value for state in State)


class SqlOutbox:
    """Messages in a database that any number of processes share."""

    def __init__(
        self,
        database: Database,
        *,
        lease: float = LEASE,
        give_up_after: float = GIVE_UP_AFTER,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Keep the database; nothing is opened before it is needed.

        Args:
            database: where the messages wait.
            lease: seconds that a courier has to send one message.
            give_up_after: days of trying after which a message counts as undeliverable.
            clock: gives the time in seconds since 1970.
        """
        self.database = database
        self.clock = clock
        self._lease = lease
        self._give_up = give_up_after * DAY

    def add(self, handoff: Handoff) -> str:
        """Keep a message until it is delivered; return its number."""
        now = self.clock()
        topic = storable(handoff.topic) if handoff.topic is not None else None
        row = {"state": PENDING, "topic": topic, "payload": pack(handoff), "attempts": 0, "tried": 0.0, "age": 0.0}
        times = {"created": now, "changed": now, "due": now, "looked": now}
        with self.database.transaction() as connection:
            return number_of(connection.execute(OUTBOX.insert().values(**row, **times)).inserted_primary_key[0])

    def claim(self) -> Claim | None:
        """Take the message that is longest due, for this courier alone."""
        with self.database.transaction() as connection:
            while (row := connection.execute(self._due(self.clock())).first()) is not None:
                now = self.clock()
                tried = row.tried + step_of_time(row.changed, now, LONGEST_STEP_OF_TRYING) if row.attempts else 0.0
                if row.state == SENDING and tried >= self._give_up:
                    # A message whose couriers die time and again never reaches failed(); it has to end somewhere.
                    _change(connection, row.id, state=FAILED, changed=now, tried=tried, reason=CRASHED)
                    continue
                attempt = row.attempts + 1
                taken = {"attempts": attempt, "changed": now, "due": now + self._lease, "tried": tried}
                _change(connection, row.id, state=SENDING, **taken)
                return Claim(number_of(row.id), unpack(row.topic, row.payload), attempt)
        return None

    def delivered(self, number: str) -> None:
        """Note that a message arrived, and erase its text."""
        fresh = {"state": DELIVERED, "payload": None, "reason": None, "changed": self.clock()}
        wanted = (OUTBOX.c.id == key_of(number)) & (OUTBOX.c.state != DELIVERED)
        with self.database.transaction(erases=[OUTBOX]) as connection:
            connection.execute(OUTBOX.update().where(wanted).values(fresh))

    def failed(self, number: str, retry_at: float | None, reason: str, *, attempt: int | None = None) -> State | None:
        """Note that sending failed, and return what became of the message."""
        now = self.clock()
        wanted = (OUTBOX.c.id == key_of(number)) & (OUTBOX.c.state == SENDING)
        if attempt is not None:
            wanted &= OUTBOX.c.attempts == attempt
        with self.database.transaction() as connection:
            row = connection.execute(OUTBOX.select().where(wanted).with_for_update()).first()
            if row is None:
                return None
            tried = row.tried + step_of_time(row.changed, now, LONGEST_STEP_OF_TRYING)
            state = State.FAILED if retry_at is None or tried >= self._give_up else State.PENDING
            due = row.due if retry_at is None else retry_at
            _change(connection, row.id, state=state.value, changed=now, reason=reason, tried=tried, due=due)
        return state

    def retry(self, number: str) -> bool:
        """Give a failed message a fresh start."""
        now = self.clock()
        wanted = (OUTBOX.c.id == key_of(number)) & (OUTBOX.c.state == FAILED)
        fresh = {"state": PENDING, "due": now, "changed": now, "tried": 0.0}
        with self.database.transaction() as connection:
            return bool(connection.execute(OUTBOX.update().where(wanted).values(fresh)).rowcount == 1)

    def clean(self, retention_days: float) -> int:
        """Forget every message that is here for longer than the retention; return how many."""
        now, limit = self.clock(), retention_days * DAY
        columns = OUTBOX.c
        passed = now - columns.looked
        step = sql.case((passed < 0, 0.0), (passed > LONGEST_STEP_OF_AGE, LONGEST_STEP_OF_AGE), else_=passed)
        held = (columns.state == SENDING) & (columns.due > now) & (columns.due <= now + self._lease)
        # What was delivered holds no text; there is nothing in it to lose.
        old = (columns.age >= limit) | ((columns.state == DELIVERED) & (columns.created <= now - limit))
        with self.database.transaction(erases=[OUTBOX]) as connection:
            connection.execute(OUTBOX.update().values(age=columns.age + step, looked=now))
            query = sql.select(columns.id, columns.state).where(old & ~held).with_for_update()
            rows = connection.execute(query.order_by(columns.id)).fetchall()
            for some in batches(row.id for row in rows):
                connection.execute(OUTBOX.delete().where(columns.id.in_(some)))
        tell_lost(row.id for row in rows if row.state != DELIVERED)
        return len(rows)

    def report(self) -> Report:
        """Return how the outbox stands: counts and numbers, no texts and no topics."""
        columns = OUTBOX.c
        count = sql.select(columns.state, sql.func.count()).group_by(columns.state)
        oldest = sql.select(sql.func.min(columns.created)).where(columns.state == PENDING)
        failed = sql.select(columns.id, columns.created, columns.reason).where(columns.state == FAILED)
        with self.database.reading() as connection:
            counts = dict(connection.execute(count).fetchall())
            waiting = connection.execute(oldest).scalar()
            rows = connection.execute(failed.order_by(columns.id)).fetchall()
        failures = tuple(Failure(number_of(row.id), row.created, row.reason) for row in rows)
        return Report({state: counts.get(state.value, 0) for state in State}, waiting, failures)

    def _due(self, now: float) -> Any:
        columns = OUTBOX.c
        unbelievable = now + LONGEST_WAIT + self._lease
        due = (columns.due <= now) | (columns.due > unbelievable)
        query = OUTBOX.select().where(columns.state.in_([PENDING, SENDING]) & due)
        return query.order_by(columns.due, columns.id).limit(1).with_for_update(skip_locked=True)


def _change(connection: Any, key: int, **values: object) -> None:
    connection.execute(OUTBOX.update().where(OUTBOX.c.id == key).values(values))
