"""Erase everything that a person said and was told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from magdat.privacy.database import delete_where, open_events, sender_in


def erase(database: Path | str, pseudonyms: Iterable[str]) -> int:
    """Delete all stored events of the person who has these pseudonyms; return how many there were.

    The text does not stay in the file either: SQLite overwrites it and the file is rewritten. Copies elsewhere,
    such as back-ups, are out of reach.

    Args:
        database: a path to an SQLite file, or a database URL. One that does not exist holds nothing.
        pseudonyms: as :meth:`magdat.privacy.pseudonym.Pseudonyms.candidates` gives them.

    Raises:
        ValueError: the database is neither a path nor a URL.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be opened or refused; nothing was erased.
    """
    senders = sorted(set(pseudonyms))
    with open_events(database) as engine:
        return delete_where(engine, sender_in(senders)) if engine is not None and senders else 0
