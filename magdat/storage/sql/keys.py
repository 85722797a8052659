"""The keys of pseudonyms in SQL."""

from __future__ import annotations

import secrets

import sqlalchemy as sql

from magdat.privacy.pseudonym import KEY_BYTES, Key
from magdat.storage.database import Database
from magdat.storage.schema import CHANNELS, KEYS


class SqlKeys:
    """Keys, and the channels that were seen."""

    def __init__(self, database: Database) -> None:
        """Keep the database."""
        self._database = database

    def of(self, days: int, period: int) -> bytes:
        """Return the key of a period, made when there is none."""
        query = sql.select(KEYS.c.secret).where((KEYS.c.days == days) & (KEYS.c.period == period))
        with self._database.reading() as connection:
            found = connection.execute(query).scalar()
        if found is None:
            fresh = {"days": days, "period": period, "secret": secrets.token_hex(KEY_BYTES)}
            with self._database.transaction() as connection:
                connection.execute(self._database.upsert(KEYS).values(fresh).on_conflict_do_nothing())
                found = connection.execute(query).scalar()
        return bytes.fromhex(found)

    def all(self) -> list[Key]:
        """Return every key that there is."""
        with self._database.reading() as connection:
            rows = connection.execute(KEYS.select().order_by(KEYS.c.days, KEYS.c.period)).fetchall()
        return [Key(row.days, row.period, bytes.fromhex(row.secret)) for row in rows]

    def remove(self, days: int, period: int) -> None:
        """Delete the key of a period."""
        with self._database.transaction(erases=[KEYS]) as connection:
            connection.execute(KEYS.delete().where((KEYS.c.days == days) & (KEYS.c.period == period)))

    def channels(self) -> list[str]:
        """Return the channels that were noted, sorted."""
        with self._database.reading() as connection:
            names = connection.execute(sql.select(CHANNELS.c.name)).scalars().all()
        return sorted(bytes.fromhex(name).decode("utf-8", "surrogatepass") for name in names)

    def note(self, channel: str) -> None:
        """Note a channel's name."""
        name = channel.encode("utf-8", "surrogatepass").hex()
        with self._database.transaction() as connection:
            connection.execute(self._database.upsert(CHANNELS).values(name=name).on_conflict_do_nothing())
