"""From delivery on only number, topic and times remain: no letter of the text in any file of the outbox."""

import sqlite3
import stat
from contextlib import closing

from magdat.handoff.delivery import Courier
from magdat.handoff.message import Handoff

SECRETS = (b"foto van het personeelsfeest", b"an.peeters@example.be", b"buiten_werkuren")


def everything(outbox) -> bytes:
    return b"".join(path.read_bytes() for path in outbox.path.parent.iterdir())


def test_the_text_is_erased_once_delivered(outbox, mail, question, clock):
    number = outbox.add(question)
    assert all(secret in everything(outbox) for secret in SECRETS)
    assert Courier(outbox, mail).deliver_due() == 1

    assert not any(secret in everything(outbox) for secret in SECRETS)
    with closing(sqlite3.connect(outbox.path)) as db:
        db.row_factory = sqlite3.Row
        row = dict(db.execute("SELECT * FROM doorgeven").fetchone())
    assert number == "MD-0001"
    assert {name: value for name, value in row.items() if value is not None and not isinstance(value, float)} == {
        "id": 1,
        "state": "delivered",
        "topic": "foto_collega",
        "attempts": 1,
    }


def test_it_is_erased_from_the_log_too_while_others_have_the_file_open(outbox, mail, question):
    with closing(sqlite3.connect(outbox.path)) as other:
        other.execute("SELECT * FROM doorgeven").fetchall()  # keeps the log from being removed
        outbox.add(question)
        assert all(secret in everything(outbox) for secret in SECRETS)
        Courier(outbox, mail).deliver_due()
        assert not any(secret in everything(outbox) for secret in SECRETS)


def test_a_long_text_leaves_no_page_behind(outbox, mail):
    outbox.add(Handoff("geheim verhaal " * 3000))
    Courier(outbox, mail).deliver_due()
    assert b"geheim verhaal" not in everything(outbox)


def test_only_the_owner_can_read_the_outbox(outbox, question):
    with closing(sqlite3.connect(outbox.path)) as other:
        other.execute("SELECT * FROM doorgeven").fetchall()
        outbox.add(question)
        modes = {stat.S_IMODE(path.stat().st_mode) for path in outbox.path.parent.iterdir()}
    assert modes == {0o600}
