"""Going back a release needs no copy: where a later one only added, this one runs; where it may not, it is refused."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sql
from filled_tables import EACH, fill
from next_release import ADDS, ADDS_MORE, LATER, NEXT, NextRelease

from magdat.storage.database import Database
from magdat.storage.errors import NewSchema
from magdat.storage.migrating import HEAD, OLDEST_TABLE, VERSION_TABLE, ahead, step_of
from magdat.storage.schema import METADATA
from magdat.storage.sql.questions import SqlGivenQuestions

ROOT = Path(__file__).parents[3]
REFUSED = "nieuwere versie"


@pytest.fixture
def coming(tmp_path: Path) -> NextRelease:
    return NextRelease(tmp_path / "steps")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database of its own, which nobody made tables in."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'toestand' / 'magdat.sqlite'}"
    server, name = request.getfixturevalue("postgresql"), f"later_{uuid.uuid4().hex}"
    engine = Database(server).engine
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sql.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server.rpartition('/')[0]}/{name}"


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    opened = Database(address)
    yield opened
    opened.engine.dispose()


def steps(database: Database) -> tuple[str, str]:
    """Return how far a database is, and the oldest step whose code may run on it."""
    with database.engine.connect() as connection:
        told = [
            connection.execute(sql.text(f"SELECT {column} FROM {table}")).scalars().all()
            for column, table in (("version_num", VERSION_TABLE), ("step", OLDEST_TABLE))
        ]
    ((step,), (oldest,)) = told
    return step, oldest


def migrated_by_command(address: str, state: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "MAGDAT_DATABASE": address, "MAGDAT_TOESTAND": str(state), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "launch", "migratie"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_a_release_before_still_runs_on_the_schema_of_the_next(
    database: Database, address: str, coming: NextRelease
) -> None:
    database.migrate()
    before = SqlGivenQuestions(database)
    before.add("van ervoor", None, "p-1")
    coming.add(ADDS, HEAD).add(ADDS_MORE, HEAD).upgrade(database)
    assert steps(database) == (LATER, HEAD)
    assert [item.text for item in before.waiting()] == ["van ervoor"], "who runs goes on"
    started = Database(address)
    questions = SqlGivenQuestions(started)
    questions.add("van erna", None, "p-1")
    assert [item.text for item in questions.waiting()] == ["van ervoor", "van erna"]
    questions.erase(["p-1"])
    assert questions.waiting() == []
    started.engine.dispose()
    assert steps(database) == (LATER, HEAD)


def test_every_table_takes_and_gives_what_it_did(database: Database, coming: NextRelease) -> None:
    coming.add(ADDS, HEAD).add(ADDS_MORE, HEAD).upgrade(database)
    fill(database)
    with database.reading() as connection:
        assert ahead(connection)
        counted = {
            table.name: connection.execute(sql.select(sql.func.count()).select_from(table)).scalar()
            for table in METADATA.sorted_tables
        }
    assert set(counted.values()) == {EACH}


def test_its_migration_does_nothing_there_and_ends_well(
    database: Database, address: str, coming: NextRelease, tmp_path: Path
) -> None:
    coming.add(ADDS, HEAD).upgrade(database)
    assert not Database(address).migrate()
    done = migrated_by_command(address, tmp_path / "toestand")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nieuwere versie" in done.stdout
    assert steps(database) == (NEXT, HEAD)
    with database.engine.connect() as connection:
        assert sql.inspect(connection).has_table("reminders"), "what was added is still there"


@pytest.mark.parametrize("oldest", [NEXT, None], ids=["that says so", "that says nothing"])
def test_one_that_may_not_is_refused(
    database: Database, address: str, coming: NextRelease, tmp_path: Path, oldest: str | None
) -> None:
    # What comes after cannot make it good again.
    coming.add("op.drop_table('channels')", oldest).add(ADDS, HEAD).upgrade(database)
    assert steps(database) == (LATER, NEXT)
    started = Database(address)
    for use in (started.migrate, SqlGivenQuestions(started).waiting):
        with pytest.raises(NewSchema, match=REFUSED):
            use()
    started.engine.dispose()
    done = migrated_by_command(address, tmp_path / "toestand")
    assert done.returncode != 0
    assert REFUSED in done.stdout + done.stderr
    assert steps(database) == (LATER, NEXT)


@pytest.mark.parametrize("left", ["no table", "no row"])
def test_a_database_that_does_not_say_lets_no_older_code_run(
    database: Database, address: str, coming: NextRelease, left: str
) -> None:
    coming.add(ADDS, HEAD).upgrade(database)
    with database.engine.begin() as connection:
        connection.execute(sql.text(f"{'DROP TABLE' if left == 'no table' else 'DELETE FROM'} {OLDEST_TABLE}"))
    started = Database(address)
    with pytest.raises(NewSchema, match=REFUSED):
        SqlGivenQuestions(started).waiting()
    started.engine.dispose()


def test_a_database_of_before_says_so_from_its_next_step_on(
    database: Database, address: str, coming: NextRelease
) -> None:
    database.migrate()
    with database.engine.begin() as connection:  # as a version left it that did not know of this
        connection.execute(sql.text(f"DROP TABLE {OLDEST_TABLE}"))
    assert not Database(address).migrate()
    assert SqlGivenQuestions(Database(address)).waiting() == []
    coming.add(ADDS, HEAD).upgrade(database)
    assert steps(database) == (NEXT, HEAD)
    assert SqlGivenQuestions(Database(address)).waiting() == []


def test_who_starts_in_the_middle_of_an_upgrade_neither_waits_nor_is_refused(
    database: Database, address: str, coming: NextRelease
) -> None:
    database.migrate()
    with coming.add(ADDS, HEAD).upgrading(database):
        started = Database(address)
        with started.reading() as connection:
            assert step_of(connection) == HEAD
    again = Database(address)
    with again.reading() as connection:
        assert step_of(connection) == NEXT
    assert SqlGivenQuestions(started).waiting() == SqlGivenQuestions(again).waiting() == []
    for opened in (started, again):
        opened.engine.dispose()
