"""Bring the tables of a database to what this version needs, a step at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sql
from alembic import command
from alembic.config import Config

from magdat.storage.errors import NewSchema

HEAD = "0007"
"""The last step in migrations/versions; a test holds it."""

VERSION_TABLE = "magdat_schema"
"""Where the database says how far it is; Rasa's own table may live in the same database."""

_LOCK = 0x6D616764
"""A number that PostgreSQL knows us by, so that two processes do not migrate at once."""


def step_of(connection: Any) -> str | None:
    """Return how far the database is; ``None`` when it has none of our tables.

    Raises:
        NewSchema: it is further than this version knows.
    """
    if not sql.inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(sql.select(sql.column("version_num")).select_from(sql.table(VERSION_TABLE))).first()
    step = str(found[0]) if found else None
    if step is not None and step > HEAD:
        raise NewSchema("de databank is van een nieuwere versie → start die versie, of zet een oude kopie terug")
    return step


def migrate(connection: Any, to: str = HEAD) -> bool:
    """Take the steps that are missing, inside the transaction of this connection; return whether there were any.

    Args:
        connection: in a transaction.
        to: the last step to take.

    Raises:
        NewSchema: the database is further than this version knows.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sql.text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    if step_of(connection) == to:
        return False
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).resolve().parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    command.upgrade(config, to)
    return True
