"""The archive of the policy in SQL."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sql
import structlog

from magdat.policy.archive import Kept, kept
from magdat.policy.loading import LoadedPolicy
from magdat.storage.database import Database
from magdat.storage.errors import StorageError
from magdat.storage.schema import POLICY_TEXTS, POLICY_USES

_LOCK = 0x6D616762
"""A number that PostgreSQL knows whoever writes here by."""

logger = structlog.get_logger(__name__)


class SqlArchive:
    """The texts, and when each came into use."""

    def __init__(self, database: Database) -> None:
        """Keep the database."""
        self._database = database

    def keep(self, loaded: LoadedPolicy, now: dt.datetime) -> bool:
        """Keep a text that comes into use. What cannot be written is reported, and costs nobody an answer."""
        entry = kept(loaded, now)
        newest = sql.select(POLICY_USES.c.digest).order_by(POLICY_USES.c.id.desc()).limit(1)
        try:
            with self._database.transaction() as connection:
                if connection.dialect.name == "postgresql":
                    # Every process keeps what comes into use, and all see it at the same moment: one after the other.
                    connection.execute(sql.select(sql.func.pg_advisory_xact_lock(_LOCK)))
                if connection.execute(newest).scalar() != entry.digest:
                    add(self._database, connection, entry)
        except StorageError as error:
            logger.error("policy.not_kept", why=str(error))
            return False
        return True

    def entries(self) -> list[Kept]:
        """Return the texts in the order in which they came into use."""
        uses = POLICY_USES.c
        query = sql.select(
            uses.digest, uses.version, uses.title, uses.valid_from, uses.since, POLICY_TEXTS.c.text
        ).select_from(POLICY_USES.join(POLICY_TEXTS))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(uses.id)).fetchall()
        return [
            Kept(row[0], row[1], row[2], dt.date.fromisoformat(row[3]), dt.datetime.fromisoformat(row[4]), row[5])
            for row in rows
        ]


def add(database: Database, connection: Any, entry: Kept) -> None:
    """Write one entry, and its text when that is new."""
    text = database.upsert(POLICY_TEXTS).values(digest=entry.digest, text=entry.text)

    connection.execute(text.on_conflict_do_nothing())
    since, valid_from = entry.since.isoformat(timespec="seconds"), entry.valid_from.isoformat()
    row = {"digest": entry.digest, "version": entry.version, "title": entry.title}
    connection.execute(POLICY_USES.insert().values(**row, valid_from=valid_from, since=since))
