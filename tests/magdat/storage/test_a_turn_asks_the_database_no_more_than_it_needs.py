"""What a turn asks the database: a statement less at each turn is a statement less for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sql

from magdat.handoff.desk import Desk
from magdat.privacy.pseudonym import AT_HAND, Pseudonyms
from magdat.privacy.seal import Seal
from magdat.storage.database import Database
from magdat.storage.sql.conversations import SqlConversations
from magdat.storage.sql.counts import SqlCounts
from magdat.storage.sql.keys import SqlKeys
from magdat.storage.sql.tickets import SqlTickets


class Asked:
    """Every statement that a database is asked, but for the beginning and the end of transactions."""

    def __init__(self, database: Database) -> None:
        self.statements: list[str] = []
        sql.event.listen(database.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            self.statements.append(" ".join(statement.split())[:20])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'een.db'}")
    made.migrate()
    yield made
    made.engine.dispose()


def test_a_question_is_counted_in_two_statements(database: Database) -> None:
    counts = SqlCounts(database)
    counts.record("pesten", "asked", "an")
    asked = Asked(database)
    counts.record("pesten", "asked", "an")
    counts.record("pesten", "asked", "bert")
    assert len(asked.statements) == 4
    assert [(row.people, row.times) for row in counts.rows(1)] == [(2, 3)]


def test_the_key_of_the_week_before_goes_at_the_first_count_of_the_next(database: Database) -> None:
    now = [1_772_000_000.0]
    counts = SqlCounts(database, lambda: now[0])
    for _ in range(2):
        counts.record("pesten", "asked", "an")
        now[0] += 7 * 86_400
        counts.record("pesten", "asked", "an")
    with database.reading() as connection:
        assert connection.execute(sql.text("SELECT count(*) FROM count_keys")).scalar() == 1
    assert [row.people for row in counts.rows(1)] == [1, 1, 1]


def test_a_statement_for_what_may_be_there_already_is_compiled_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts, conversations = SqlCounts(database), SqlConversations(database)
    counts.record("pesten", "asked", "an")
    compiled: list[object] = []
    compiler = database.engine.dialect.statement_compiler

    def noted(*given: object, **named: object) -> object:
        compiled.append(given)
        return compiler(*given, **named)

    monkeypatch.setattr(database.engine.dialect, "statement_compiler", noted)
    counts.record("pesten", "asked", "an")
    assert conversations.go_on("p-1", "{}", None) is not None
    assert conversations.go_on("p-1", "{}", None) is None, "somebody else began it"
    assert compiled == []


def test_whoever_passed_nothing_on_is_looked_up_once(database: Database) -> None:
    desk = Desk(SqlTickets(database), Seal.passing(), ways_of=lambda _: (), desks=dict)
    assert not desk.passed_on(["p-1"])
    asked = Asked(database)
    assert not desk.passed_on(["p-1", "p-2"])
    assert len(asked.statements) == 1


def test_the_keys_of_pseudonyms_are_believed_for_a_moment_but_not_for_erasing(database: Database) -> None:
    class Moment:
        now = 1_772_000_000.0

        def timestamp(self) -> float:
            return self.now

    moment = Moment()
    names = Pseudonyms(SqlKeys(database), clock=lambda: moment)  # type: ignore[arg-type, return-value]
    mine = names.at("an", "rest", "", "")
    assert names.all_at("an", "rest", "", "", lately=True) == [mine]
    asked = Asked(database)
    assert names.all_at("an", "rest", "", "", lately=True) == [mine]
    assert asked.statements == []
    assert names.all_at("an", "rest", "", "") == [mine]
    assert len(asked.statements) == 1
    moment.now += AT_HAND + 1
    names.all_at("an", "rest", "", "", lately=True)
    assert len(asked.statements) == 2
    period = 30 * 86_400
    moment.now = (moment.now // period + 1) * period - 1  # another process may have the next key already
    for _ in range(2):
        names.all_at("an", "rest", "", "", lately=True)
    assert len(asked.statements) == 4
