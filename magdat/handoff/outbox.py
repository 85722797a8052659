"""The outbox: messages wait here until a person's mailbox or helpdesk has taken them, also across a crash."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import structlog

from magdat.handoff.message import Handoff

logger = structlog.get_logger(__name__)

DAY = 86_400.0
"""Seconds in a day."""

LEASE = 300.0
"""Seconds that one courier has for one message; longer than every time-out of an adapter added up."""

GIVE_UP_AFTER = 7
"""Days of trying after which a message counts as undeliverable."""

BUSY = 10.0
"""Seconds to wait for another process that is writing."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS doorgeven (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number is never given twice, not even after its row is gone
    state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'failed')),
    topic TEXT,
    payload TEXT,             -- JSON: message, contact, context; NULL from delivery on
    attempts INTEGER NOT NULL DEFAULT 0,
    created REAL NOT NULL,    -- all times in seconds since 1970
    changed REAL NOT NULL,
    due REAL NOT NULL,        -- pending: not before; sending: the end of the lease
    give_up REAL,             -- set by the first attempt
    reason TEXT               -- of the last failure; a code, never text of the message
)
"""


class State(str, Enum):
    """Where a message stands."""

    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class Claim:
    """One message that this courier, and no other, may send until its lease ends."""

    number: str
    handoff: Handoff
    attempt: int
    """Which attempt this is, from 1; it also tells this claim from a later one of the same message."""


@dataclass(frozen=True)
class Failure:
    """One message that did not arrive, for the operator: no text, no topic."""

    number: str
    created: float
    """When it was put in the outbox (seconds since 1970)."""

    reason: str


@dataclass(frozen=True)
class Report:
    """How the outbox stands: how many messages in each state, and which ones did not arrive."""

    counts: dict[State, int]
    oldest_waiting: float | None
    """When the longest waiting message was put in the outbox (seconds since 1970); ``None`` if none waits."""

    failures: tuple[Failure, ...]


class Outbox:
    """Messages in one SQLite file. Every call opens its own connection, so threads and processes may share it.

    A message is ``pending``, then ``sending`` while a courier holds it, then ``delivered`` or ``failed``. A courier
    that dies while sending loses the message when its lease ends; the next one sends it again. A message can thus
    arrive twice, under the same number, but never not at all.
    """

    def __init__(
        self,
        path: Path,
        *,
        lease: float = LEASE,
        give_up_after: float = GIVE_UP_AFTER,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open the outbox, and make its file (readable by its owner alone) when there is none.

        Args:
            path: the SQLite file.
            lease: seconds that a courier has to send one message.
            give_up_after: days of trying after which a message counts as undeliverable.
            clock: gives the time in seconds since 1970.

        Raises:
            OSError: the file cannot be made.
            sqlite3.Error: the file is no outbox.
        """
        self.path = path
        self.clock = clock
        self._lease = lease
        self._give_up_after = give_up_after
        with self._transaction():
            pass

    def add(self, handoff: Handoff) -> str:
        """Keep a message until it is delivered; return its number, such as ``MD-0007``.

        Raises:
            sqlite3.Error: the message could not be written, so the person must not be told that it was.
        """
        now = self.clock()
        values = (handoff.topic, _pack(handoff), now, now, now)
        with self._transaction() as db:
            row = db.execute(
                "INSERT INTO doorgeven (state, topic, payload, created, changed, due)"
                " VALUES ('pending', ?, ?, ?, ?, ?) RETURNING id",
                values,
            ).fetchone()
        return _number(row[0])

    def claim(self) -> Claim | None:
        """Take the message that is longest due, for this courier alone; ``None`` when nothing is due."""
        now = self.clock()
        with self._transaction() as db:
            # A message whose couriers die time and again never reaches failed(); it has to end somewhere.
            db.execute(
                "UPDATE doorgeven SET state = 'failed', changed = :now, reason = 'crashed while sending'"
                " WHERE state = 'sending' AND due <= :now AND give_up <= :now",
                {"now": now},
            )
            row = db.execute(
                "UPDATE doorgeven SET state = 'sending', attempts = attempts + 1, changed = :now, due = :lease_end,"
                " give_up = COALESCE(give_up, :give_up)"
                " WHERE id = (SELECT id FROM doorgeven WHERE state IN ('pending', 'sending') AND due <= :now"
                " ORDER BY due, id LIMIT 1) RETURNING id, topic, payload, attempts",
                {"now": now, "lease_end": now + self._lease, "give_up": now + self._give_up_after * DAY},
            ).fetchone()
        if row is None:
            return None
        return Claim(_number(row[0]), _unpack(row[1], row[2]), row[3])

    def delivered(self, number: str) -> None:
        """Note that a message arrived, and erase its text; only number, topic and times remain.

        It holds whoever says so: a courier whose lease ran out meanwhile did deliver the message.

        Raises:
            ValueError: ``number`` is not a number of an outbox.
        """
        with self._transaction(erase=True) as db:
            db.execute(
                "UPDATE doorgeven SET state = 'delivered', payload = NULL, reason = NULL, changed = ?"
                " WHERE id = ? AND state != 'delivered'",
                (self.clock(), _id(number)),
            )

    def failed(self, number: str, retry_at: float | None, reason: str, *, attempt: int | None = None) -> State | None:
        """Note that sending failed, and return what became of the message.

        Args:
            number: the number of the message.
            retry_at: when to try again (seconds since 1970); ``None`` when trying again is no use.
            reason: a short code for the operator, without any text of the message.
            attempt: the attempt that failed. When another courier took the message over since, nothing changes.

        Returns:
            ``PENDING`` or ``FAILED``; ``None`` when the message was no longer this courier's.

        Raises:
            ValueError: ``number`` is not a number of an outbox.
        """
        now = self.clock()
        with self._transaction() as db:
            row = db.execute(
                "UPDATE doorgeven SET changed = :now, reason = :reason, due = COALESCE(:retry_at, due),"
                " state = CASE WHEN :retry_at IS NULL OR give_up <= :now THEN 'failed' ELSE 'pending' END"
                " WHERE id = :id AND state = 'sending' AND attempts = COALESCE(:attempt, attempts) RETURNING state",
                {"now": now, "reason": reason, "retry_at": retry_at, "id": _id(number), "attempt": attempt},
            ).fetchone()
        return State(row[0]) if row else None

    def retry(self, number: str) -> bool:
        """Give a failed message a fresh start, once the operator has mended what was wrong.

        Returns:
            Whether there was such a failed message.

        Raises:
            ValueError: ``number`` is not a number of an outbox.
        """
        now = self.clock()
        with self._transaction() as db:
            cursor = db.execute(
                "UPDATE doorgeven SET state = 'pending', due = ?, give_up = NULL, changed = ?"
                " WHERE id = ? AND state = 'failed'",
                (now, now, _id(number)),
            )
            return cursor.rowcount == 1

    def clean(self, retention_days: float) -> int:
        """Forget every message put in the outbox longer ago than the retention; return how many.

        Messages that never arrived go too, because their text may be kept no longer; their numbers are logged.
        """
        now = self.clock()
        with self._transaction(erase=True) as db:
            rows = db.execute(
                "DELETE FROM doorgeven WHERE created <= ? AND NOT (state = 'sending' AND due > ?) RETURNING id, state",
                (now - retention_days * DAY, now),
            ).fetchall()
        lost = [_number(row[0]) for row in rows if row[1] != State.DELIVERED.value]
        if lost:
            logger.warning("handoff.erased_undelivered", numbers=lost)
        return len(rows)

    def report(self) -> Report:
        """Return how the outbox stands, for the operator: counts and numbers, no texts and no topics."""
        with self._transaction() as db:
            counts = dict(db.execute("SELECT state, COUNT(*) FROM doorgeven GROUP BY state").fetchall())
            oldest = db.execute("SELECT MIN(created) FROM doorgeven WHERE state = 'pending'").fetchone()[0]
            failed = db.execute(
                "SELECT id, created, reason FROM doorgeven WHERE state = 'failed' ORDER BY id"
            ).fetchall()
        failures = tuple(Failure(_number(row[0]), row[1], row[2]) for row in failed)
        return Report({state: counts.get(state.value, 0) for state in State}, oldest, failures)

    @contextmanager
    def _transaction(self, *, erase: bool = False) -> Iterator[sqlite3.Connection]:
        """Open a connection, hold the write lock inside the block, and commit unless the block raises."""
        self._make_file()
        db = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)
        try:
            # What is erased is overwritten with zeros, and not left behind in free pages.
            db.execute("PRAGMA secure_delete = ON")
            # Two processes may both want to switch; the one that is refused works just as well without.
            with suppress(sqlite3.OperationalError):
                db.execute("PRAGMA journal_mode = WAL")
            db.execute("BEGIN IMMEDIATE")
            try:
                db.execute(_SCHEMA)
                yield db
            except BaseException:
                if db.in_transaction:  # a full disk ends the transaction by itself
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
            if erase:
                # The log still holds the page as it was. Another connection can postpone this; then the next erasure
                # does it, or SQLite itself when the last connection closes.
                with suppress(sqlite3.OperationalError):
                    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            db.close()

    def _make_file(self) -> None:
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # SQLite gives its log files the same permissions.
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))


def _number(key: int) -> str:
    return f"MD-{key:04d}"


def _id(number: str) -> int:
    match = re.fullmatch(r"MD-(\d{4,18})", number, re.ASCII)
    if match is None:
        raise ValueError(f"{number!r} is not a number such as MD-0007")
    return int(match[1])


def _pack(handoff: Handoff) -> str:
    text = json.dumps(
        {"message": handoff.message, "contact": handoff.contact, "context": dict(handoff.context)}, ensure_ascii=False
    )
    # Half a surrogate pair is possible in JSON from a browser, but in no file and no mail.
    return text.encode("utf-8", "replace").decode("utf-8")


def _unpack(topic: str | None, payload: str) -> Handoff:
    kept = json.loads(payload)
    return Handoff(kept["message"], kept["contact"], topic, kept["context"])
