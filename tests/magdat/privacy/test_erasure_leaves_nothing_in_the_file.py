from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from made_events import SECRET, make, senders

from magdat.privacy.erasure import erase


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return make(tmp_path / "gesprekken.db", [("p-a", 1.0), ("p-b", 2.0), ("p-a", 3.0), ("p-c", 4.0)])


def test_all_rows_of_a_person_go_and_no_others(database: Path) -> None:
    assert erase(database, ["p-a", "p-b", "p-nobody"]) == 3
    assert senders(database) == ["p-c"]


def test_the_text_is_gone_from_the_file(database: Path) -> None:
    erase(database, ["p-a"])
    content = b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert f"{SECRET} 0".encode() not in content
    assert f"{SECRET} 1".encode() in content


def test_the_text_is_gone_even_while_somebody_reads(database: Path) -> None:
    # A reader keeps VACUUM away; the rows are overwritten all the same.
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    erase(database, ["p-a", "p-b", "p-c"])
    content = b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert SECRET.encode() not in content


def test_a_url_is_taken_as_well(database: Path) -> None:
    assert erase(f"sqlite:///{database}", ["p-a"]) == 2


def test_without_pseudonyms_nothing_is_erased(database: Path) -> None:
    assert erase(database, []) == 0
    assert len(senders(database)) == 4


def test_many_pseudonyms_are_no_problem(database: Path) -> None:
    assert erase(database, [f"p-{number}" for number in range(5_000)] + ["p-a"]) == 2


@pytest.mark.parametrize("name", ["p-a' OR '1'='1", "%", "p-_"])
def test_a_pseudonym_is_never_taken_for_a_pattern(database: Path, name: str) -> None:
    assert erase(database, [name]) == 0


def test_a_database_that_does_not_exist_is_not_made(tmp_path: Path) -> None:
    assert erase(tmp_path / "geen.db", ["p-a"]) == 0
    assert not (tmp_path / "geen.db").exists()


def test_a_database_without_events_holds_nothing(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "leeg.db").execute("CREATE TABLE iets (x)").connection.close()
    assert erase(tmp_path / "leeg.db", ["p-a"]) == 0


def test_a_wrong_url_is_not_quoted() -> None:
    with pytest.raises(ValueError, match="neither a path nor a URL") as error:
        erase("postgresql://jan:geheim@host:geen_poort/db", ["p-a"])
    assert "geheim" not in str(error.value)
