"""PgBouncer lends a connection for one transaction: everything works through it, with few connections to the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import databases
import pytest
import sqlalchemy as sql

from magdat.settings import Settings
from magdat.storage import alone
from magdat.storage.alone import NotAlone, claim
from magdat.storage.database import Database
from magdat.storage.letters import Letter, Way
from magdat.storage.schema import METADATA
from magdat.storage.stores import Stores, sql_stores

CONNECTIONS, PROCESSES, LETTERS = 3, 4, 60


@pytest.fixture(scope="module")
def pooled(postgresql: str) -> Iterator[str]:
    databases.emptied(postgresql).engine.dispose()
    with databases.pgbouncer(postgresql, connections=CONNECTIONS) as address:
        yield address


@pytest.fixture
def several(pooled: str) -> Iterator[list[Stores]]:
    """Give what so many processes open, each with connections of its own."""
    opened = [Database(pooled, connections=4) for _ in range(PROCESSES)]
    yield [sql_stores(database) for database in opened]
    for database in opened:
        database.engine.dispose()


def test_tables_are_made_through_it(postgresql: str, pooled: str) -> None:
    server = Database(postgresql)
    with server.engine.begin() as connection:
        METADATA.drop_all(connection)
        connection.execute(sql.text("DROP TABLE magdat_schema"))
    server.engine.dispose()
    database = Database(pooled)
    assert database.migrate()
    assert not database.migrate()
    database.engine.dispose()


def test_letters_are_taken_once_by_several_at_once(several: list[Stores]) -> None:
    letters = [stores.letters for stores in several]

    def bring(number: int) -> bool:
        letter = Letter("slack", f"p-{number % 10}", str(number).encode())
        return [taken.accept(letter, f"bezorging {number}") for taken in (letters[number % 4], letters[-1])] == [
            True,
            False,
        ]

    def answer(number: int) -> list[bytes]:
        mine, found = letters[number % PROCESSES], []
        while any(stores.letters.queued("slack", "").in_all for stores in several[:1]):
            held = mine.take(Way.IN, ["slack"])
            if held is not None and mine.answered(held, [b"antwoord"]):
                found.append(held.letter.content)
        return found

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(bring, range(LETTERS)))
        answered = Counter(content for found in threads.map(answer, range(8)) for content in found)
    assert answered == {str(number).encode(): 1 for number in range(LETTERS)}
    assert several[0].letters.erase(f"p-{number}" for number in range(10)) == LETTERS, "vacuuming works through it too"


def test_conversations_are_counted_and_go_on_through_it(several: list[Stores]) -> None:
    def turn(number: int) -> None:
        stores = several[number % PROCESSES]
        stores.conversations.keep(f"p-{number}", "{}")
        stores.counts.record("gebruik", "vraag", f"p-{number}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(turn, range(40)))
    assert [(row.people, row.times) for row in several[0].counts.rows(10)] == [(40, 40)]
    assert several[1].conversations.of("p-17") is not None
    assert several[2].conversations.forget(-1) == 40


def test_one_rasa_without_redis_is_alone_behind_it_too(
    pooled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.from_environment({"MAGDAT_DATABASE": pooled, "MAGDAT_TOESTAND": str(tmp_path)})
    monkeypatch.setattr(alone, "_claimed", {})
    claim(settings)
    (mine,) = alone._claimed.values()
    monkeypatch.setattr(alone, "_claimed", {})
    with pytest.raises(NotAlone, match="MAGDAT_REDIS"):
        claim(settings)
    mine.release()  # as its process does when it ends
    claim(settings)
    for mark in alone._claimed.values():
        mark.release()
