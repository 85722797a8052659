"""Bring the tables of a database to what this version needs, a step at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sql
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from magdat.storage.errors import NewSchema

HEAD = "0009"
"""The last step in migrations/versions; a test holds it."""

VERSION_TABLE = "magdat_schema"
"""Where the database says how far it is; Rasa's own table may live in the same database."""

OLDEST_TABLE = "magdat_schema_oldest"
"""Where it says, beside that, the oldest step whose code may still run on these tables: one row. A database that was
brought up to date before there was such a row lets no older code run."""

STEPS = Path(__file__).resolve().parent / "migrations"

_OLDEST = sql.Table(OLDEST_TABLE, sql.MetaData(), sql.Column("step", sql.String(32), nullable=False))
"""No step makes it, as none makes VERSION_TABLE: it is about the steps, and copied with them and not with the rows."""

_LOCK = 0x6D616764
"""A number that PostgreSQL knows us by, so that two processes do not migrate at once."""


def step_of(connection: Any) -> str | None:
    """Return how far the database is; ``None`` when it has none of our tables.

    It may be further than this version knows, where what was added since leaves this version as it was.

    Raises:
        NewSchema: it is further, and this version may not run on it.
    """
    if not sql.inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(sql.select(sql.column("version_num")).select_from(sql.table(VERSION_TABLE))).first()
    step = str(found[0]) if found else None
    # In this order: whoever migrates meanwhile writes both at once, and what is read last is never the older.
    if _is_ahead(step) and not _may_run(connection):
        raise NewSchema("de databank is van een nieuwere versie → start die versie, of zet een oude kopie terug")
    return step


def ahead(connection: Any) -> bool:
    """Return whether the database is further than this version knows, and lets it run all the same.

    Raises:
        NewSchema: it is further, and this version may not run on it.
    """
    return _is_ahead(step_of(connection))


def migrate(connection: Any, to: str = HEAD) -> bool:
    """Take the steps that are missing, inside the transaction of this connection; return whether there were any.

    A database that is further already, and lets this version run, is left as it is.

    Args:
        connection: in a transaction.
        to: the last step to take.

    Raises:
        NewSchema: the database is further than this version knows, and this version may not run on it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sql.text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    step = step_of(connection)
    if step is not None and step >= to:
        return False
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    command.upgrade(config, to)
    _OLDEST.create(connection, checkfirst=True)
    connection.execute(_OLDEST.delete())
    connection.execute(_OLDEST.insert().values(step=oldest_after(ScriptDirectory.from_config(config), to)))
    return True


def oldest_after(steps: Any, to: str) -> str:
    """Return the oldest step whose code may still run once all steps up to one were taken.

    A step says so by ``oldest``. One that says nothing lets only code run that knows it, and no later step undoes that.

    Args:
        steps: alembic's folder of steps.
        to: the last one that was taken.
    """
    return max(str(getattr(step.module, "oldest", step.revision)) for step in steps.iterate_revisions(to, "base"))


def _is_ahead(step: str | None) -> bool:
    return step is not None and step > HEAD


def _may_run(connection: Any) -> bool:
    if not sql.inspect(connection).has_table(OLDEST_TABLE):
        return False
    oldest = connection.execute(sql.select(_OLDEST.c.step)).scalar()
    return oldest is not None and str(oldest) <= HEAD
