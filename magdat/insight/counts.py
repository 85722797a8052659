"""Counts per topic and week, and questions that were not understood, without anybody being recognisable.

A person is counted as a digest under a key that is made anew each week and thrown away after it: within the
week one person counts once, and afterwards nobody can be told from anybody. A row is shown only when at least
``minimum`` different people are behind it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ASKED, HELPED, NOT_HELPED, NOT_UNDERSTOOD = "gesteld", "geholpen", "niet_geholpen", "niet_begrepen"

_TABLES = """
CREATE TABLE IF NOT EXISTS tellingen (week TEXT, onderwerp TEXT, soort TEXT, persoon TEXT, keer INTEGER,
    PRIMARY KEY (week, onderwerp, soort, persoon));
CREATE TABLE IF NOT EXISTS onbegrepen (week TEXT, onderwerp TEXT, persoon TEXT, tekst TEXT);
CREATE TABLE IF NOT EXISTS sleutels (week TEXT PRIMARY KEY, sleutel TEXT);
"""


@dataclass(frozen=True)
class Row:
    """A count that may be shown."""

    week: str
    topic: str
    kind: str
    people: int
    times: int


@dataclass(frozen=True)
class Group:
    """Questions about one topic that were not understood, redacted."""

    week: str
    topic: str
    people: int
    texts: tuple[str, ...]


class Counts:
    """The counts, in one SQLite file."""

    def __init__(self, path: Path, today: Callable[[], dt.date] = dt.date.today) -> None:
        """Open the file, or make it."""
        self._path = path
        self._today = today
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._connect() as connection:
            connection.executescript(_TABLES)
        path.chmod(0o600)

    def record(self, topic: str, kind: str, person: str) -> None:
        """Count one thing of one person; the caller leaves confidential topics out."""
        with self._connect() as connection:
            week, who = self._week(connection, person)
            connection.execute(
                "INSERT INTO tellingen VALUES (?, ?, ?, ?, 1) "
                "ON CONFLICT (week, onderwerp, soort, persoon) DO UPDATE SET keer = keer + 1",
                (week, topic, kind, who),
            )

    def record_text(self, topic: str, person: str, redacted: str) -> None:
        """Keep a question that was not understood, redacted, under its likeliest topic."""
        with self._connect() as connection:
            week, who = self._week(connection, person)
            connection.execute("INSERT INTO onbegrepen VALUES (?, ?, ?, ?)", (week, topic, who, redacted))

    def rows(self, minimum: int) -> list[Row]:
        """Return the counts behind which at least ``minimum`` people stand, newest week first."""
        query = (
            "SELECT week, onderwerp, soort, COUNT(DISTINCT persoon), SUM(keer) FROM tellingen "
            "GROUP BY week, onderwerp, soort HAVING COUNT(DISTINCT persoon) >= ? "
            "ORDER BY week DESC, 4 DESC, onderwerp, soort"
        )
        with self._connect() as connection:
            return [Row(*row) for row in connection.execute(query, (minimum,))]

    def groups(self, minimum: int) -> list[Group]:
        """Return what was not understood, per topic, where at least ``minimum`` people asked."""
        query = (
            "SELECT week, onderwerp, COUNT(DISTINCT persoon) FROM onbegrepen GROUP BY week, onderwerp "
            "HAVING COUNT(DISTINCT persoon) >= ? ORDER BY week DESC, 3 DESC"
        )
        with self._connect() as connection:
            found = connection.execute(query, (minimum,)).fetchall()
            return [Group(week, topic, people, self._texts(connection, week, topic)) for week, topic, people in found]

    def forget(self, days: int) -> int:
        """Remove everything of weeks that ended more than ``days`` ago; return how many rows went."""
        oldest = _week_of(self._today() - dt.timedelta(days=days))
        with self._connect() as connection:
            gone = connection.execute("DELETE FROM tellingen WHERE week < ?", (oldest,)).rowcount
            gone += connection.execute("DELETE FROM onbegrepen WHERE week < ?", (oldest,)).rowcount
            connection.execute("DELETE FROM sleutels WHERE week < ?", (_week_of(self._today()),))
        return gone

    @staticmethod
    def _texts(connection: sqlite3.Connection, week: str, topic: str) -> tuple[str, ...]:
        """Return the texts in alphabetical order, so that not even the order in which they came shows."""
        query = "SELECT DISTINCT tekst FROM onbegrepen WHERE week = ? AND onderwerp = ? ORDER BY tekst"
        return tuple(text for (text,) in connection.execute(query, (week, topic)))

    def _week(self, connection: sqlite3.Connection, person: str) -> tuple[str, str]:
        week = _week_of(self._today())
        connection.execute("DELETE FROM sleutels WHERE week <> ?", (week,))
        connection.execute("INSERT OR IGNORE INTO sleutels VALUES (?, ?)", (week, secrets.token_hex(32)))
        (key,) = connection.execute("SELECT sleutel FROM sleutels WHERE week = ?", (week,)).fetchone()
        return week, hashlib.blake2b(person.encode(), key=bytes.fromhex(key), digest_size=16).hexdigest()

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=5.0)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            with connection:
                yield connection
        finally:
            connection.close()


def _week_of(day: dt.date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
