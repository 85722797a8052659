"""What version 0.1 kept in files of its own comes along, once, with nothing lost."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from magdat.handoff.message import Handoff
from magdat.privacy.pseudonym import Key
from magdat.storage.database import Database
from magdat.storage.schema import OUTBOX as KEPT
from magdat.storage.sql.former_outbox import take_over_outbox
from magdat.storage.stores import Stores, sql_stores
from magdat.storage.takeover import take_over

OUTBOX = """
CREATE TABLE doorgeven (id INTEGER PRIMARY KEY AUTOINCREMENT, state TEXT NOT NULL, topic TEXT, payload TEXT,
    attempts INTEGER NOT NULL DEFAULT 0, created REAL NOT NULL, changed REAL NOT NULL, due REAL NOT NULL,
    give_up REAL, reason TEXT)
"""
COUNTS = """
CREATE TABLE tellingen (week TEXT, onderwerp TEXT, soort TEXT, persoon TEXT, keer INTEGER,
    PRIMARY KEY (week, onderwerp, soort, persoon));
CREATE TABLE onbegrepen (week TEXT, onderwerp TEXT, persoon TEXT, tekst TEXT);
CREATE TABLE sleutels (week TEXT PRIMARY KEY, sleutel TEXT);
"""
WORDS = {"message": "Mag ik een foto plaatsen?", "contact": "an@example.be", "context": {"moment": "pauze"}}


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder as version 0.1 left it: two messages, of which the second is delivered, and number 3 is gone."""
    state = tmp_path / "vroeger"
    (state / "sleutels").mkdir(parents=True)
    (state / "beleid").mkdir()
    with closing(sqlite3.connect(state / "doorgeven.sqlite")) as db:
        db.execute(OUTBOX)
        rows = [
            (1, "pending", "foto_tag", json.dumps(WORDS), 2, 1000.0, 2000.0, 3000.0, 606_000.0, "smtp 451"),
            (2, "delivered", "foto_tag", None, 1, 1500.0, 1600.0, 1500.0, 606_000.0, None),
        ]
        db.executemany("INSERT INTO doorgeven VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        db.execute("UPDATE sqlite_sequence SET seq = 3")
        db.commit()
    with closing(sqlite3.connect(state / "tellingen.sqlite")) as db:
        db.executescript(COUNTS)
        db.execute("INSERT INTO tellingen VALUES ('2026-W48', 'foto_tag', 'gesteld', 'abc', 4)")
        db.execute("INSERT INTO onbegrepen VALUES ('2026-W48', 'foto_tag', 'abc', 'mag dat van mijn ploegbaas?')")
        db.execute("INSERT INTO sleutels VALUES ('2026-W48', ?)", ("ab" * 32,))
        db.commit()
    (state / "sleutels" / "30-680.sleutel").write_bytes(b"k" * 32)
    (state / "sleutels" / "kanalen").write_text(b"slack".hex() + "\n", encoding="utf-8")
    (state / "beleid" / "abcd.yml").write_text("titel: Beleid\n", encoding="utf-8")
    entry = {"inhoud": "abcd", "versie": "1.0", "titel": "Beleid", "geldig_vanaf": "2025-01-01"}
    lines = [json.dumps({**entry, "sinds": f"2026-01-0{day}T12:00:00+00:00"}) for day in (1, 2)]
    uses = "\n".join([lines[0], '{"inhoud": "af', lines[1], ""])
    (state / "beleid" / "in_gebruik.jsonl").write_text(uses, encoding="utf-8")
    return state


def opened(database: Database, state: Path) -> Stores:
    """Open the same database anew, as the next process does."""
    address = database.engine.url.render_as_string(hide_password=False)
    return sql_stores(Database(address, lambda db, connection: take_over(db, connection, state)))


def handed_over(database: Database) -> list[tuple[int, Handoff]]:
    """Hand over what waits in the outbox, as opening the desks does; return what that was."""
    found: list[tuple[int, Handoff]] = []
    assert take_over_outbox(database, lambda key, handoff: found.append((key, handoff))) == len(found)
    return found


def first_number(stores: Stores) -> int:
    return stores.tickets.open("hr", "p-1", "rest", None, "code", None, lambda key: b"", (), "m1")


def test_everything_comes_along(database: Database, state: Path) -> None:
    database.migrate()
    stores = opened(database, state)
    stores.counts.rows(minimum=1)
    asked = Handoff(WORDS["message"], WORDS["contact"], "foto_tag", WORDS["context"])
    assert handed_over(database) == [(1, asked)]
    assert handed_over(database) == [], "once"
    assert first_number(stores) == 4, "number 3 was given once"
    (row,) = stores.counts.rows(minimum=1)
    assert (row.week, row.topic, row.people, row.times) == ("2026-W48", "foto_tag", 1, 4)
    assert stores.keys.all() == [Key(30, 680, b"k" * 32)]
    assert stores.keys.channels() == ["slack"]
    assert [(item.version, item.text, item.since.day) for item in stores.archive.entries()] == [
        ("1.0", "titel: Beleid\n", 1),
        ("1.0", "titel: Beleid\n", 2),
    ]


def test_the_files_go_and_so_does_what_nobody_agreed_to(database: Database, state: Path) -> None:
    database.migrate()
    stores = opened(database, state)
    assert stores.questions.waiting() == []
    assert list(state.iterdir()) == []
    if database.file is not None:
        assert b"ploegbaas" not in b"".join(path.read_bytes() for path in database.file.parent.iterdir())


def test_it_happens_once(database: Database, state: Path) -> None:
    copy = (state / "doorgeven.sqlite").read_bytes()
    database.migrate()
    opened(database, state).questions.waiting()
    assert [key for key, _ in handed_over(database)] == [1]
    (state / "doorgeven.sqlite").write_bytes(copy)  # as when it could not be removed
    opened(database, state).questions.waiting()
    assert handed_over(database) == []
    assert not (state / "doorgeven.sqlite").exists()


def test_what_cannot_be_read_stays_and_costs_the_rest_nothing(database: Database, state: Path) -> None:
    database.migrate()
    (state / "doorgeven.sqlite").write_bytes(b"geen databank" * 100)
    stores = opened(database, state)
    assert stores.keys.channels() == ["slack"]
    assert handed_over(database) == []
    assert [path.name for path in state.iterdir()] == ["doorgeven.sqlite"]


def test_a_number_that_is_taken_gets_a_new_one(database: Database, state: Path) -> None:
    database.migrate()
    other = {"state": "pending", "payload": json.dumps({**WORDS, "message": "van een ander"}), "attempts": 0}
    times = dict.fromkeys(("created", "changed", "due", "tried", "age", "looked"), 1000.0)
    with database.transaction() as connection:
        connection.execute(KEPT.insert().values(**other, **times))
    opened(database, state).questions.waiting()
    found = handed_over(database)
    assert {handoff.message for _, handoff in found} == {"van een ander", WORDS["message"]}
    assert len({key for key, _ in found}) == 2


def test_a_fresh_folder_has_nothing_to_take_over(database: Database, tmp_path: Path) -> None:
    database.migrate()
    stores = opened(database, tmp_path / "leeg")
    assert handed_over(database) == []
    assert first_number(stores) == 1
