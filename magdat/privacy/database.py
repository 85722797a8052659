"""Delete from the table in which Rasa keeps its events, in SQLite and PostgreSQL alike, and leave no traces behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sql
import structlog
from sqlalchemy.pool import NullPool

EVENTS = sql.table("events", sql.column("sender_id"), sql.column("timestamp"))
"""What we need of Rasa's table; the rest of it is Rasa's business."""

_BUSY_SECONDS = 30
_AT_ONCE = 200
"""Values in one statement; databases bound that number."""

logger = structlog.get_logger(__name__)


@contextmanager
def open_events(database: Path | str) -> Iterator[Any]:
    """Open the database for deleting; ``None`` when there are no events yet. It is closed afterwards.

    Args:
        database: a path to an SQLite file, or a URL as SQLAlchemy takes it.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be opened.
    """
    url = _url(database)
    is_sqlite = url.startswith("sqlite")
    file = sql.engine.make_url(url).database
    if is_sqlite and file and not Path(file).exists():
        yield None  # opening it would make an empty file
        return
    options = {"connect_args": {"timeout": _BUSY_SECONDS}} if is_sqlite else {}
    engine = sql.create_engine(url, poolclass=NullPool, **options)
    if is_sqlite:
        # SQLite only marks deleted rows as free; this makes it overwrite them with zeros.
        sql.event.listen(engine, "connect", _overwrite_deleted)
    try:
        yield engine if sql.inspect(engine).has_table(EVENTS.name) else None
    finally:
        engine.dispose()


def delete_where(engine: Any, conditions: Sequence[Any]) -> int:
    """Delete the rows that meet any of the conditions, all or none of them, and then the traces; return how many.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database refused, and nothing was deleted.
    """
    with engine.begin() as connection:
        gone = sum(_run(connection, EVENTS.delete().where(condition)) for condition in conditions)
    if gone:
        _clean(engine)
    return gone


def sender_in(senders: Sequence[str]) -> list[Any]:
    """Return conditions that together hold for all these senders."""
    return [EVENTS.c.sender_id.in_(senders[at : at + _AT_ONCE]) for at in range(0, len(senders), _AT_ONCE)]


def _run(connection: Any, statement: Any) -> int:
    return int(connection.execute(statement).rowcount)


def _clean(engine: Any) -> None:
    """Rewrite the file without what was deleted. A busy database is no harm: the rows are overwritten already."""
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            elif engine.dialect.name == "postgresql":
                connection.exec_driver_sql("VACUUM events")
    except (sql.exc.OperationalError, sql.exc.ProgrammingError) as error:
        logger.warning("privacy.vacuum_postponed", kind=type(error.orig).__name__)


def _overwrite_deleted(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA secure_delete = ON")


def _url(database: Path | str) -> str:
    if isinstance(database, Path) or "://" not in database:
        return f"sqlite:///{Path(database).resolve()}"
    try:
        sql.engine.make_url(database)
    except (sql.exc.ArgumentError, ValueError):
        # The original message quotes the URL, and a URL may hold a password.
        raise ValueError("the database is neither a path nor a URL") from None
    return database
