"""From SQLite to PostgreSQL and back: every row of every table, and no number is given twice."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sql
from databases import emptied
from filled_tables import EACH, fill

from magdat.storage import copying
from magdat.storage.copying import Different, NotEmpty, copy_all, digest
from magdat.storage.database import Database
from magdat.storage.schema import METADATA, TICKETS


def told(database: Database) -> dict[str, tuple[int, str]]:
    with database.reading() as connection:
        return {table.name: digest(connection, table) for table in METADATA.sorted_tables}


def test_there_and_back_again_nothing_is_lost(tmp_path: Path, postgresql: str, monkeypatch) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 2)  # more than one batch a table
    here, there, back = (
        Database(f"sqlite:///{tmp_path / 'a'}"),
        emptied(postgresql),
        Database(f"sqlite:///{tmp_path / 'b'}"),
    )
    fill(here)
    assert set(copy_all(here, there).values()) == {EACH}
    copy_all(there, back)
    assert told(here) == told(there) == told(back)
    for database in (there, back):
        with database.transaction() as connection:
            old = dict(connection.execute(sql.select(TICKETS).limit(1)).mappings().one())
            del old["id"]
            number = connection.execute(TICKETS.insert().values(old)).inserted_primary_key[0]
        assert number == EACH + 2, "the last number was given before, though its row is gone"
    there.engine.dispose()


def test_what_is_filled_already_is_left_alone(tmp_path: Path) -> None:
    here, there = Database(f"sqlite:///{tmp_path / 'a'}"), Database(f"sqlite:///{tmp_path / 'b'}")
    fill(here)
    fill(there, 1)
    before = told(there)
    with pytest.raises(NotEmpty, match="niet leeg"):
        copy_all(here, there)
    assert told(there) == before


def test_what_arrives_otherwise_is_taken_back(tmp_path: Path) -> None:
    here, there = Database(f"sqlite:///{tmp_path / 'a'}"), Database(f"sqlite:///{tmp_path / 'b'}")
    fill(here)
    there.migrate()
    with there.transaction() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER odd AFTER INSERT ON questions BEGIN UPDATE questions SET text = 'x' WHERE id = 2; END"
        )
    with pytest.raises(Different, match="questions"):
        copy_all(here, there)
    assert {count for count, _ in told(there).values()} == {0}
