"""A PostgreSQL that stands still while its machine takes what is sent: everybody hears so, and later it goes on."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sql
from databases import emptied
from own_loop import run_apart
from rasa.core.channels.channel import UserMessage

from channels import threads
from channels.base import Collected, Incoming
from channels.gate import Gate
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage import patience
from magdat.storage.database import Database
from magdat.storage.errors import StorageError
from magdat.storage.schema import KEYS
from magdat.storage.stores import sql_stores
from magdat.wording.phrases import load_phrases

PHRASES = load_phrases(Path(__file__).resolve().parents[2] / "leidraad" / "zinnen.yml")

MORE_THAN_THREADS = 60
"""People who ask at once: more than there are threads for the database."""


@pytest.fixture
def database(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Give a database on a server that may take half a second over anything."""
    found = emptied(postgresql)
    monkeypatch.setattr(patience, "BUSY", 0.2)
    monkeypatch.setattr(patience, "GRACE", 0.1)
    monkeypatch.setattr(threads, "STORED_WITHIN", 0.6)
    yield found
    found.engine.dispose()


@contextlib.contextmanager
def standing_still(database: Database) -> Iterator[None]:
    """Stop every process of the server where it stands, as a disk that hangs does."""
    with database.reading() as connection:
        mine = psutil.Process(connection.execute(sql.text("SELECT pg_backend_pid()")).scalar())
    server = mine.parent()
    assert server is not None
    stopped = [*server.children(recursive=True), server]
    try:
        for process in stopped:
            with contextlib.suppress(psutil.NoSuchProcess):  # one that looks after the tables comes and goes
                process.send_signal(signal.SIGSTOP)
        yield
    finally:
        for process in reversed(stopped):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)


async def answering(message: UserMessage) -> None:
    assert message.output_channel is not None
    await message.output_channel.send_response(message.sender_id, {"text": "Dat mag."})


def test_everybody_hears_so_and_it_goes_on_afterwards(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(PHRASES, Pseudonyms(sql_stores(database).keys), stores=sql_stores(database))

    async def asked(person: str, channel: str) -> str:
        said = Collected()
        await gate.take(Incoming(channel, person, "mag dat?"), said, answering)
        return "".join(reply.text for reply in said.replies)

    async def scene() -> tuple[set[str], str]:
        with standing_still(database):
            # Each from a channel of its own: that is what the database is asked for.
            heard = await asyncio.gather(*(asked("jan", f"kanaal{number}") for number in range(MORE_THAN_THREADS)))
        monkeypatch.setattr(threads, "STORED_WITHIN", 60.0)  # how soon it goes on is a matter of the machine
        return set(heard), await asked("jan", "later")

    assert run_apart(scene()) == ({PHRASES.say("storing")}, "Dat mag.")


def test_a_connection_that_hangs_is_given_up(database: Database) -> None:
    with standing_still(database), pytest.raises(StorageError, match="OperationalError"), database.reading() as held:
        held.execute(sql.select(KEYS))
    with database.reading() as connection:
        connection.execute(sql.select(KEYS))


def test_a_lock_of_somebody_else_is_not_waited_for_without_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "GRACE", 20.0)  # the server itself gives up, however busy the machine
    with database.engine.connect() as other, other.begin():
        other.execute(sql.text(f"LOCK TABLE {KEYS.name}"))
        with pytest.raises(StorageError, match="QueryCanceled"), database.reading() as connection:
            connection.execute(sql.select(KEYS))


def test_who_is_patient_may_take_longer(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "GRACE", 20.0)  # the server itself gives up, however busy the machine
    longer = sql.text("SELECT pg_sleep(0.3)")
    with pytest.raises(StorageError, match="QueryCanceled"), database.transaction() as connection:
        connection.execute(longer)
    with patience.patiently(20), database.transaction() as connection:
        connection.execute(longer)
