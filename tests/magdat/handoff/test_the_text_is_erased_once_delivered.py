"""From delivery on only number, topic and times remain: no letter of the text in any file of the outbox."""

import sqlite3
import stat
from contextlib import closing

import sqlalchemy as sql

from magdat.handoff.delivery import Courier
from magdat.handoff.message import Handoff
from magdat.storage.schema import OUTBOX

SECRETS = (b"foto van het personeelsfeest", b"an.peeters@example.be", b"buiten_werkuren")


def everything(outbox) -> bytes:
    return b"".join(path.read_bytes() for path in outbox.database.file.parent.iterdir())


def test_only_number_topic_and_times_remain(shared, mail, question):
    assert shared.add(question) == "MD-0001"
    assert Courier(shared, mail).deliver_due() == 1
    with shared.database.reading() as connection:
        row = dict(connection.execute(sql.select(OUTBOX)).one())
    assert {name: value for name, value in row.items() if value is not None and not isinstance(value, float)} == {
        "id": 1,
        "state": "delivered",
        "topic": "foto_collega",
        "attempts": 1,
    }


def test_the_text_is_erased_once_delivered(in_a_file, mail, question):
    in_a_file.add(question)
    assert all(secret in everything(in_a_file) for secret in SECRETS)
    assert Courier(in_a_file, mail).deliver_due() == 1
    assert not any(secret in everything(in_a_file) for secret in SECRETS)


def test_it_is_erased_from_the_log_too_while_others_have_the_file_open(in_a_file, mail, question):
    in_a_file.report()
    with closing(sqlite3.connect(in_a_file.database.file)) as other:
        other.execute("SELECT * FROM outbox").fetchall()  # keeps the log from being removed
        in_a_file.add(question)
        assert all(secret in everything(in_a_file) for secret in SECRETS)
        Courier(in_a_file, mail).deliver_due()
        assert not any(secret in everything(in_a_file) for secret in SECRETS)


def test_a_long_text_leaves_no_page_behind(in_a_file, mail):
    in_a_file.add(Handoff("geheim verhaal " * 3000))
    Courier(in_a_file, mail).deliver_due()
    assert b"geheim verhaal" not in everything(in_a_file)


def test_only_the_owner_can_read_the_outbox(in_a_file, question):
    in_a_file.report()
    with closing(sqlite3.connect(in_a_file.database.file)) as other:
        other.execute("SELECT * FROM outbox").fetchall()
        in_a_file.add(question)
        modes = {stat.S_IMODE(path.stat().st_mode) for path in in_a_file.database.file.parent.iterdir()}
    assert modes == {0o600}
