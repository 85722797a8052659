"""Gone back a release, a copy is made and says with which release to restore it; moving is left to that release."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sql
from next_release import ADDS, NEXT, NextRelease
from typer.testing import CliRunner, Result

from magdat.commands.storage import app
from magdat.storage.database import Database
from magdat.storage.last_done import Chore
from magdat.storage.migrating import HEAD, migrate, step_of
from magdat.storage.sql.last_done import SqlLastDone
from magdat.storage.sql.questions import SqlGivenQuestions


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of an assistant that keeps its database in it."""
    (tmp_path / "toestand").mkdir()
    (tmp_path / "beleid.yml").write_text("titel: Beleid\nversie: '1'\n", encoding="utf-8")
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path / "toestand"))
    monkeypatch.setenv("MAGDAT_BELEID", str(tmp_path / "beleid.yml"))
    monkeypatch.delenv("MAGDAT_DATABASE", raising=False)
    return tmp_path


def database_in(folder: Path) -> Database:
    return Database(f"sqlite:///{folder / 'toestand' / 'magdat.sqlite'}")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def told(result: Result) -> str:
    return " ".join((result.stdout + str(result.exception or "")).split())


@pytest.mark.parametrize("later", [True, False], ids=["of a later release", "of this release"])
def test_a_copy_says_with_which_release_to_restore_it(here: Path, later: bool) -> None:
    SqlGivenQuestions(database_in(here)).add("bewaard", None, "p-1")
    if later:
        NextRelease(here / "steps").add(ADDS, HEAD).upgrade(database_in(here))
    made = run("bewaar", str(here / "kopie"))
    assert made.exit_code == 0, told(made)
    assert ("herstel deze kopie met die versie" in told(made)) is later


def test_a_nightly_copy_is_noted_and_read_back_there_too(here: Path) -> None:
    SqlGivenQuestions(database_in(here)).add("bewaard", None, "p-1")
    NextRelease(here / "steps").add(ADDS, HEAD).upgrade(database_in(here))
    made = run("bewaar", str(here / "magdat-2027-03-02"), "--weg-na", "7")
    assert made.exit_code == 0, told(made)
    assert Chore.COPY in SqlLastDone(database_in(here)).moments()


def test_a_copy_leaves_the_tables_of_an_earlier_release_as_they_are(here: Path) -> None:
    database = database_in(here)
    with database.engine.begin() as connection:
        migrate(connection, "0001")
    assert run("bewaar", str(here / "kopie")).exit_code == 0
    with database.engine.connect() as connection:
        assert step_of(connection) == "0001"


def test_moving_is_refused_before_anything_is_made_there(here: Path) -> None:
    SqlGivenQuestions(database_in(here)).add("bewaard", None, "p-1")
    NextRelease(here / "steps").add(ADDS, HEAD).upgrade(database_in(here))
    goal = here / "elders.sqlite"
    moved = run("verhuis", "--naar", f"sqlite:///{goal}")
    assert moved.exit_code != 0
    assert "verhuis met die versie" in told(moved)
    assert not goal.exists()
    with database_in(here).reading() as connection:
        assert step_of(connection) == NEXT
        assert connection.execute(sql.text("SELECT text FROM questions")).scalars().all() == ["bewaard"]
