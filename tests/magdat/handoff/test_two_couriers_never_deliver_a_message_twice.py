"""Two threads, two processes: each message goes to one of them."""

import os
import subprocess
import sys
from pathlib import Path

from handoff_servers import RECIPIENT, SENDER, address_of

COURIER = """
import sys
from house import House
from magdat.handoff.ways.email import EmailWay
from magdat.handoff.ways.mail_server import Encryption, MailServer
from magdat.storage.database import Database
from magdat.storage.sql.tickets import SqlTickets

address, port, recipient, sender, now = sys.argv[1:]
clock = lambda: float(now)
house = House(SqlTickets(Database(address), clock), clock)
way = EmailWay(MailServer("127.0.0.1", int(port), sender, Encryption.NONE), lambda desk: recipient)
print("ready", flush=True)
sys.stdin.readline()
print(house.carry(way))
"""
HERE = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.getcwd()])}


def test_two_processes_share_what_waits(shared, mail_server, question, clock):
    numbers = [shared.add(question) for _ in range(40)]
    arguments = [address_of(shared), str(mail_server.port), RECIPIENT, SENDER, str(clock())]
    command = [sys.executable, "-c", COURIER, *arguments]
    couriers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=HERE) for _ in range(2)
    ]
    for courier in couriers:
        assert courier.stdout.readline() == "ready\n"
    for courier in couriers:
        courier.stdin.write("go\n")
        courier.stdin.flush()
    arrived = [int(courier.communicate(timeout=60)[0].splitlines()[-1]) for courier in couriers]

    assert sum(arrived) == 40
    assert min(arrived) > 0, "both took part"
    assert sorted(item["Subject"][-8:-1] for item in mail_server.mails) == numbers
