"""One set of migrations makes the tables that the code works with, on SQLite by itself and on a server by command."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sql
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import magdat.storage
from magdat.storage.database import Database
from magdat.storage.errors import NewSchema, OldSchema, StorageError
from magdat.storage.migrating import HEAD, OLDEST_TABLE, VERSION_TABLE, migrate, step_of
from magdat.storage.schema import CONVERSATIONS, LETTERS, METADATA, QUESTIONS
from magdat.storage.sql.questions import SqlGivenQuestions


def test_the_migrations_make_what_the_code_works_with(database: Database) -> None:
    database.migrate()
    with database.engine.connect() as connection:
        ours = {"include_name": lambda name, kind, _parents: kind != "table" or name in METADATA.tables}
        options = {"version_table": VERSION_TABLE, "compare_type": True, **ours}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []


def test_the_last_step_is_the_one_that_the_code_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(magdat.storage.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'diep' / 'magdat.sqlite'}")
    assert not (tmp_path / "diep").exists(), "nothing is made before it is needed"
    with database.transaction() as connection:
        assert step_of(connection) == HEAD
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "diep").iterdir()} == {0o600}


def test_a_file_that_was_thrown_away_is_made_anew(tmp_path: Path) -> None:
    questions = SqlGivenQuestions(Database(f"sqlite:///{tmp_path / 'magdat.sqlite'}"))
    questions.add("een", None, "p-1")
    for path in tmp_path.iterdir():
        path.unlink()
    assert questions.waiting() == []


def test_who_makes_the_file_a_moment_later_takes_no_lock_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "magdat.sqlite"
    asks = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(Path, "exists", lambda _path: False)  # as another thread saw it, just before
        Database(f"sqlite:///{path}")._make_file()
        monkeypatch.undo()
        other = subprocess.run([sys.executable, "-c", asks, str(path)], capture_output=True, text=True, check=False)
    assert "database is locked" in other.stderr


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    numbers: list[int] = []
    address = f"sqlite:///{tmp_path / 'magdat.sqlite'}"
    threads = [
        threading.Thread(target=lambda: numbers.append(SqlGivenQuestions(Database(address)).add("x", None, "p-1")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 9))


def test_a_servers_database_is_migrated_by_command_only(postgresql: str) -> None:
    empty = f"{postgresql.rpartition('/')[0]}/leeg"
    with Database(postgresql).engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sql.text("CREATE DATABASE leeg"))
    database = Database(empty)
    with pytest.raises(OldSchema, match="magdat opslag migreer"):
        SqlGivenQuestions(database).waiting()
    assert database.migrate()
    assert not database.migrate()
    assert SqlGivenQuestions(database).waiting() == []
    database.engine.dispose()


@pytest.mark.parametrize("step", ["0001", "0002", "0003", "0004", "0005", "0006", "0007"])
def test_what_an_earlier_version_kept_is_there_after_the_upgrade(database: Database, step: str) -> None:
    """Make the tables of an earlier version, keep something in them, and bring them up to date."""
    if database.file is not None:
        database.file.parent.mkdir()
    else:  # the tests before left their tables
        with database.engine.begin() as connection:
            connection.execute(sql.text("DROP SCHEMA public CASCADE"))
            connection.execute(sql.text("CREATE SCHEMA public"))
    with database.engine.begin() as connection:
        assert migrate(connection, step)
        connection.execute(QUESTIONS.insert().values(text="vraag", topic=None, pseudonym="p-1", given=1.0))
        connection.execute(CONVERSATIONS.insert().values(pseudonym="p-1", state="{}", updated=2.0))
        if step >= "0002":
            letter = {"way": "in", "channel": "slack", "conversation": "p-1", "content": b"verzegeld"}
            connection.execute(LETTERS.insert().values(**letter, received=1.0, due=1.0, held=False, attempts=0))
    assert database.migrate()
    with database.reading() as connection:
        assert step_of(connection) == HEAD
        assert connection.execute(sql.select(CONVERSATIONS.c.updated)).scalar() == 2.0
        letters = connection.execute(sql.select(LETTERS.c.content)).scalars().all()
    assert [bytes(content) for content in letters] == ([b"verzegeld"] if step >= "0002" else [])
    assert [item.text for item in SqlGivenQuestions(database).waiting()] == ["vraag"]


def test_several_that_bring_a_server_up_to_date_at_once_do_it_once(postgresql: str) -> None:
    with Database(postgresql).engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sql.text("CREATE DATABASE samen"))
    databases = [Database(f"{postgresql.rpartition('/')[0]}/samen") for _ in range(6)]
    with ThreadPoolExecutor(len(databases)) as threads:
        done = list(threads.map(Database.migrate, databases))
    assert sorted(done) == [False] * 5 + [True]
    for database in databases:
        database.engine.dispose()


def test_the_tables_of_a_later_version_are_left_alone(database: Database) -> None:
    database.migrate()
    later = sql.table(VERSION_TABLE, sql.column("version_num")).update().values(version_num="9999")
    oldest = sql.table(OLDEST_TABLE, sql.column("step")).update()
    with database.engine.begin() as connection:
        connection.execute(later)
        connection.execute(oldest.values(step="9999"))
    fresh = Database(database.engine.url.render_as_string(hide_password=False))
    for use in (fresh.migrate, SqlGivenQuestions(fresh).waiting):
        with pytest.raises(NewSchema, match="nieuwere versie"):
            use()
    fresh.engine.dispose()
    with database.engine.begin() as connection:
        assert connection.execute(sql.select(later.table)).scalar() == "9999"
        connection.execute(later.values(version_num=HEAD))
        connection.execute(oldest.values(step=HEAD))


def test_what_is_erased_leaves_no_letter_in_the_file(tmp_path: Path) -> None:
    questions = SqlGivenQuestions(Database(f"sqlite:///{tmp_path / 'magdat.sqlite'}"))
    questions.waiting()
    with closing(sqlite3.connect(tmp_path / "magdat.sqlite")) as other:
        other.execute("SELECT * FROM questions").fetchall()  # keeps the log from being removed
        questions.add("geheim verhaal " * 3000, None, "p-1")
        assert b"geheim verhaal" in b"".join(path.read_bytes() for path in tmp_path.iterdir())
        questions.erase(["p-1"])
        assert b"geheim verhaal" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def twice(database: Database) -> None:
    row = {"id": 1, "text": "mijn geheime verhaal", "pseudonym": "p-1", "given": 0.0}
    with database.transaction() as connection:
        connection.execute(QUESTIONS.insert().values(row))
        connection.execute(QUESTIONS.insert().values(row))


def test_a_fault_quotes_nothing_of_what_was_to_be_kept(database: Database) -> None:
    database.migrate()
    with pytest.raises(StorageError) as told:
        twice(database)
    assert str(told.value).startswith("de databank weigert of is niet te bereiken (")
    assert "verhaal" not in "".join(traceback.format_exception(told.value))
    assert SqlGivenQuestions(database).waiting() == [], "nothing of it was written"


@pytest.mark.parametrize("address", ["mysql://jan:geheim@host/db", "geen adres", "postgresql://jan:geheim@host:x/db"])
def test_an_address_that_is_none_is_not_quoted(address: str) -> None:
    with pytest.raises(ValueError, match="sqlite:////path") as told:
        Database(address)
    assert "geheim" not in str(told.value)


def test_a_server_that_is_away_is_said_without_its_password() -> None:
    with pytest.raises(StorageError) as told:
        SqlGivenQuestions(Database("postgresql://jan:geheim@127.0.0.1:1/db")).waiting()
    assert "geheim" not in str(told.value)
    assert "127.0.0.1" not in str(told.value)


def test_a_file_that_is_no_database_is_said_calmly(tmp_path: Path) -> None:
    (tmp_path / "magdat.sqlite").write_bytes(b"geen databank" * 100)
    with pytest.raises(StorageError):
        SqlGivenQuestions(Database(f"sqlite:///{tmp_path / 'magdat.sqlite'}")).waiting()
