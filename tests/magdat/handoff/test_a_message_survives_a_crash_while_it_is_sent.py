"""A courier that dies while sending holds its message only until the lease ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from handoff_servers import address_of

from magdat.handoff.tickets import CRASHED, LEASE

CRASH = """
import os, sys
from house import House
from magdat.storage.database import Database
from magdat.storage.sql.tickets import SqlTickets

class Crash:
    name = "email"

    def carry(self, errand, text):
        os._exit(9)

clock = lambda: float(sys.argv[2])
House(SqlTickets(Database(sys.argv[1]), clock), clock).carry(Crash())
"""
HERE = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.getcwd()])}


@pytest.fixture
def crashed(shared, question, clock) -> str:
    """Give the number of a message whose courier died."""
    number = shared.add(question)
    run = subprocess.run([sys.executable, "-c", CRASH, address_of(shared), str(clock())], check=False, env=HERE)
    assert run.returncode == 9
    return number


def test_a_message_survives_a_crash_while_it_is_sent(shared, crashed, mail, mail_server, clock):
    courier = shared.courier(mail)
    clock.pass_(seconds=LEASE - 1)
    assert courier.carry_due() == 0, "the other one may still be at it"
    clock.pass_(seconds=1)
    assert courier.carry_due() == 1
    assert [item["Subject"] for item in mail_server.mails] == [f"Vraag via Mag dat? [{crashed}]"]


def test_a_line_that_makes_every_courier_die_is_given_up(house, question, clock):
    number = house.add(question)
    for _ in range(7):
        assert house.tickets.take_errand(["email"])
        clock.pass_(days=1)
    assert house.tickets.take_errand(["email"]) is None
    assert house.given_up() == [(number, CRASHED)]
