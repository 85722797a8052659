"""What is past its time goes a little at a time, and a row that somebody is busy with holds up nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sql
from databases import emptied

from magdat.storage.database import Database
from magdat.storage.schema import CONVERSATIONS, COUNTS
from magdat.storage.sql.conversations import SqlConversations
from magdat.storage.sql.retention import removed

ROWS = 25


def old(database: Database, count: int) -> None:
    rows = [{"pseudonym": f"p-{number}", "state": "{}", "updated": 0.0} for number in range(count)]
    with database.transaction() as connection:
        connection.execute(CONVERSATIONS.insert(), rows)


def test_no_transaction_takes_more_than_a_step(database: Database) -> None:
    old(database, ROWS)
    steps: list[int] = []

    @sql.event.listens_for(database.engine, "after_cursor_execute")
    def note(_connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("DELETE"):
            steps.append(int(cursor.rowcount))

    assert removed(database, CONVERSATIONS, CONVERSATIONS.c.updated < 1, at_once=10) == ROWS
    assert steps == [10, 10, 5]
    assert removed(database, CONVERSATIONS, CONVERSATIONS.c.updated < 1) == 0


def test_a_table_whose_key_has_several_columns_too(database: Database) -> None:
    rows = [
        {"week": week, "topic": f"t{number}", "kind": "vraag", "person": "x", "times": 1}
        for week in ("2020-W01", "2026-W40")
        for number in range(7)
    ]
    with database.transaction() as connection:
        connection.execute(COUNTS.insert(), rows)
    assert removed(database, COUNTS, COUNTS.c.week < "2026-W01", at_once=3) == 7
    with database.reading() as connection:
        assert {row.week for row in connection.execute(COUNTS.select())} == {"2026-W40"}


def test_on_a_server_nobody_waits_for_a_row_that_is_in_use(postgresql: str) -> None:
    database = emptied(postgresql)
    old(database, ROWS)
    with database.engine.begin() as other:
        mine = CONVERSATIONS.select().where(CONVERSATIONS.c.pseudonym == "p-3").with_for_update()
        assert other.execute(mine).first() is not None
        assert SqlConversations(database).forget(1) == ROWS - 1
    assert SqlConversations(database).forget(1) == 1, "it goes the next time"
    database.engine.dispose()


def test_what_changed_meanwhile_is_not_overwritten(stores) -> None:
    conversations = stores.conversations
    first = conversations.go_on("p-1", "een", None)
    assert first is not None
    assert conversations.go_on("p-1", "nog een", None) is None, "there is one already"
    second = conversations.go_on("p-1", "twee", first)
    assert second is not None
    assert second != first
    assert conversations.go_on("p-1", "te laat", first) is None
    found = conversations.of("p-1")
    assert (found.state, found.updated) == ("twee", second)
    conversations.erase(["p-1"])
    assert conversations.go_on("p-1", "weg is weg", second) is None
    assert conversations.of("p-1") is None


def test_a_process_has_no_more_connections_than_it_may(postgresql: str) -> None:
    database = Database(postgresql, connections=3)
    with database.engine.connect(), database.engine.connect(), database.engine.connect():
        pool = database.engine.pool
        assert pool.size() + pool._max_overflow == 3
        pool._timeout = 0.05
        with pytest.raises(sql.exc.TimeoutError):
            database.engine.connect()
    database.engine.dispose()
