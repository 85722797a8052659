"""A PostgreSQL that hangs, or goes down, where a test wants it to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sql

from magdat.storage.database import Database
from magdat.storage.schema import LINES

GOES_DOWN = "pg_terminate_backend(pg_backend_pid())"
PATIENCE = 30.0


@contextmanager
def held(database: Database, table: Any, mode: str) -> Iterator[None]:
    """Let the database hang for whoever wants to do something with a table."""
    with database.engine.connect() as other, other.begin():
        other.execute(sql.text(f"LOCK TABLE {table.name} IN {mode} MODE"))
        yield


@contextmanager
def at_commit(database: Database, does: str) -> Iterator[None]:
    """Let the server do something at each commit of a line."""
    body = f"$$ BEGIN PERFORM {does}; RETURN NULL; END $$"
    when = f"AFTER INSERT ON {LINES.name} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
    with database.engine.begin() as connection:
        connection.execute(sql.text(f"CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS {body}"))
        connection.execute(sql.text(f"CREATE CONSTRAINT TRIGGER at_commit {when} EXECUTE FUNCTION at_commit()"))
    try:
        yield
    finally:
        until_nobody_is_busy(database)
        with database.engine.begin() as connection:
            connection.execute(sql.text("DROP FUNCTION at_commit CASCADE"))


def until_nobody_is_busy(database: Database) -> None:
    """Wait until every thread is done with the server."""
    where = "datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    end = time.monotonic() + PATIENCE
    while True:
        with database.engine.connect() as connection:
            if not connection.execute(sql.text(f"SELECT count(*) FROM pg_stat_activity WHERE {where}")).scalar():
                return
        assert time.monotonic() < end, "somebody stays busy"
        time.sleep(0.01)
