"""A courier that dies while sending holds its message only until the lease ends."""

import subprocess
import sys

import pytest
from handoff_servers import address_of

from magdat.handoff.delivery import Courier
from magdat.handoff.outbox import CRASHED, GIVE_UP_AFTER, LEASE, State

CRASH = """
import os, sys
from magdat.handoff.delivery import Courier
from magdat.storage.database import Database
from magdat.storage.sql.outbox import SqlOutbox

class Crash:
    def deliver(self, number, handoff):
        os._exit(9)

Courier(SqlOutbox(Database(sys.argv[1]), clock=lambda: float(sys.argv[2])), Crash()).deliver_due()
"""


@pytest.fixture
def crashed(shared, question, clock) -> str:
    """Give the number of a message whose courier died."""
    number = shared.add(question)
    run = subprocess.run([sys.executable, "-c", CRASH, address_of(shared), str(clock())], check=False)
    assert run.returncode == 9
    return number


def test_a_message_survives_a_crash_while_it_is_sent(shared, crashed, mail, mail_server, clock):
    courier = Courier(shared, mail)
    clock.pass_(seconds=LEASE - 1)
    assert courier.deliver_due() == 0, "the other one may still be at it"
    clock.pass_(seconds=1)
    assert courier.deliver_due() == 1
    assert [item["Subject"] for item in mail_server.mails] == [f"Vraag via Mag dat? [{crashed}]"]


def test_a_courier_that_comes_back_too_late_cannot_spoil_the_next_attempt(outbox, question, clock):
    outbox.add(question)
    slow = outbox.claim()
    clock.pass_(seconds=LEASE)
    quick = outbox.claim()
    assert (slow.number, slow.attempt, quick.attempt) == (quick.number, 1, 2)

    assert outbox.failed(slow.number, clock() + 5, "time-out", attempt=slow.attempt) is None
    assert outbox.claim() is None, "the quick one still holds it"
    outbox.delivered(quick.number)
    assert outbox.report().counts[State.DELIVERED] == 1


def test_a_courier_that_comes_back_too_late_but_did_deliver_is_believed(outbox, question, clock):
    outbox.add(question)
    slow = outbox.claim()
    clock.pass_(seconds=LEASE)
    quick = outbox.claim()

    outbox.delivered(slow.number)
    assert outbox.failed(quick.number, clock() + 5, "time-out", attempt=quick.attempt) is None
    assert outbox.report().counts[State.DELIVERED] == 1


def test_a_message_that_makes_every_courier_die_ends_as_failed(outbox, question, clock):
    outbox.add(question)
    for _ in range(GIVE_UP_AFTER):
        assert outbox.claim()
        clock.pass_(days=1)
    assert outbox.claim() is None
    assert [item.reason for item in outbox.report().failures] == [CRASHED]
