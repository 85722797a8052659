"""Take over, once, what an earlier version kept in files of its own in the state folder.

Messages with their numbers, counts, the keys of pseudonyms and the archive of the policy come along. What that version
kept of questions that were not understood does not: nobody had agreed to it. A file goes once its contents are in the
database, so that nothing of it outlives its retention; one that cannot be read stays where it is, and the log says so.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sql
import structlog

from magdat.handoff.numbers import DAY
from magdat.policy.archive import Kept
from magdat.storage.database import Database
from magdat.storage.numbering import go_on_from
from magdat.storage.schema import CHANNELS, COUNT_KEYS, COUNTS, KEYS, OUTBOX, TAKEN_OVER
from magdat.storage.sql.archive import add

logger = structlog.get_logger(__name__)

_KEY = re.compile(r"([1-9]\d*)-(\d+)")
_LOCK = 0x6D616765

GIVE_UP_AFTER = 7
"""Days of trying after which that version gave a message up."""

MESSAGES, TALLIES, KEY_FOLDER, POLICIES = "doorgeven.sqlite", "tellingen.sqlite", "sleutels", "beleid"
"""What the files and folders of that version are called."""


def take_over(database: Database, connection: Any, state: Path) -> Callable[[], None]:
    """Copy what there is into the database, in this transaction; return what removes the files once it is committed."""
    sources: dict[str, Callable[[Database, Any, Path], None]] = {
        MESSAGES: _messages,
        TALLIES: _counts,
        KEY_FOLDER: _keys,
        POLICIES: _policies,
    }
    there = {state / name: copy for name, copy in sources.items() if (state / name).exists()}
    if there and connection.dialect.name == "postgresql":
        connection.execute(sql.text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    copied = []
    for path, copy in there.items():
        mark = f"{path.name} {hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]}"
        try:
            if connection.execute(TAKEN_OVER.select().where(TAKEN_OVER.c.name == mark)).first() is None:
                with connection.begin_nested():
                    copy(database, connection, path)
                    connection.execute(TAKEN_OVER.insert().values(name=mark))
            copied.append(path)
        except (sqlite3.Error, OSError, ValueError, KeyError, TypeError, sql.exc.SQLAlchemyError) as error:
            logger.error("storage.not_taken_over", file=path.name, kind=type(error).__name__)
    return lambda: _remove(copied)


def _messages(database: Database, connection: Any, path: Path) -> None:
    now = time.time()
    with closing(_open(path)) as old:
        rows = [dict(row) for row in old.execute("SELECT * FROM doorgeven ORDER BY id")]
        last = old.execute("SELECT MAX(seq) FROM sqlite_sequence WHERE name = 'doorgeven'").fetchone()[0] or 0
    taken = set(connection.execute(sql.select(OUTBOX.c.id)).scalars())
    go_on_from(connection, OUTBOX, last)
    for row in sorted(rows, key=lambda row: row["id"] in taken):
        give_up = row.pop("give_up")
        began = None if give_up is None else give_up - GIVE_UP_AFTER * DAY
        row["tried"] = 0.0 if began is None else min(max(row["changed"] - began, 0.0), GIVE_UP_AFTER * DAY)
        row["age"], row["looked"] = max(now - row["created"], 0.0), now
        if row["id"] in taken:  # two folders in one database: the second gets new numbers
            del row["id"]
        connection.execute(OUTBOX.insert().values(row))


def _counts(database: Database, connection: Any, path: Path) -> None:
    with closing(_open(path)) as old:
        counts = old.execute("SELECT week, onderwerp, soort, persoon, keer FROM tellingen").fetchall()
        keys = old.execute("SELECT week, sleutel FROM sleutels").fetchall()
    for row in keys:
        fresh = database.upsert(COUNT_KEYS).values(week=row[0], secret=row[1])
        connection.execute(fresh.on_conflict_do_nothing())
    for row in counts:
        fresh = database.upsert(COUNTS).values(dict(zip(("week", "topic", "kind", "person", "times"), row)))
        connection.execute(fresh.on_conflict_do_nothing())


def _keys(database: Database, connection: Any, path: Path) -> None:
    for file in path.glob("*.sleutel"):
        name = _KEY.fullmatch(file.stem)
        if name is not None:
            row = {"days": int(name[1]), "period": int(name[2]), "secret": file.read_bytes().hex()}
            connection.execute(database.upsert(KEYS).values(row).on_conflict_do_nothing())
    channels = path / "kanalen"
    for line in channels.read_text(encoding="utf-8").split() if channels.exists() else ():
        connection.execute(database.upsert(CHANNELS).values(name=line).on_conflict_do_nothing())


def _policies(database: Database, connection: Any, path: Path) -> None:
    uses = path / "in_gebruik.jsonl"
    for line in uses.read_text(encoding="utf-8").splitlines() if uses.exists() else ():
        with suppress(ValueError, KeyError, TypeError, FileNotFoundError):  # a damaged line costs only that line
            add(database, connection, _entry(path, json.loads(line)))


def _entry(path: Path, line: dict[str, Any]) -> Kept:
    digest = str(line["inhoud"])
    text = (path / f"{digest}.yml").read_bytes().decode("utf-8")
    valid_from, since = date.fromisoformat(line["geldig_vanaf"]), datetime.fromisoformat(line["sinds"])
    return Kept(digest, str(line["versie"]), str(line["titel"]), valid_from, since, text)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5.0)
    connection.row_factory = sqlite3.Row
    return connection


def _remove(paths: list[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                for part in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
                    part.unlink(missing_ok=True)
        logger.info("storage.taken_over", file=path.name)
