"""Delete what was kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from magdat.privacy.database import EVENTS, delete_where, open_events


def purge(database: Path | str, older_than_days: int, now: datetime) -> int:
    """Delete all events that are older than the retention; return how many there were.

    Args:
        database: a path to an SQLite file, or a database URL. One that does not exist holds nothing.
        older_than_days: the retention in days; what is exactly that old stays.
        now: the present moment, with its time zone.

    Raises:
        ValueError: the retention is below one day, ``now`` has no time zone, or the database is no path or URL.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be opened or refused; nothing was deleted.
    """
    if older_than_days < 1:
        raise ValueError(f"conversations are kept at least one day, not {older_than_days}")
    if now.tzinfo is None:
        raise ValueError("the present moment needs its time zone: Rasa stores seconds since 1970 in UTC")
    limit = (now - timedelta(days=older_than_days)).timestamp()
    with open_events(database) as engine:
        return delete_where(engine, [EVENTS.c.timestamp < limit]) if engine is not None else 0
