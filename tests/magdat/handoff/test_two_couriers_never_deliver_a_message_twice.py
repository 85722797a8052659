"""Two threads, two processes: each message goes to one of them."""

import subprocess
import sys
import threading
import time

from handoff_servers import RECIPIENT, SENDER, address_of

from magdat.handoff.delivery import Courier
from magdat.storage.database import Database
from magdat.storage.sql.outbox import SqlOutbox

COURIER = """
import sys
from magdat.handoff.adapters import EmailAdapter, Encryption
from magdat.handoff.delivery import Courier
from magdat.storage.database import Database
from magdat.storage.sql.outbox import SqlOutbox

address, port, recipient, sender, now = sys.argv[1:]
outbox = SqlOutbox(Database(address), clock=lambda: float(now))
courier = Courier(outbox, EmailAdapter("127.0.0.1", int(port), recipient, sender, Encryption.NONE))
print("ready", flush=True)
sys.stdin.readline()
print(courier.deliver_due())
"""


def test_two_processes_share_an_outbox(shared, mail_server, question, clock):
    numbers = [shared.add(question) for _ in range(40)]
    arguments = [address_of(shared), str(mail_server.port), RECIPIENT, SENDER, str(clock())]
    command = [sys.executable, "-c", COURIER, *arguments]
    couriers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for courier in couriers:
        assert courier.stdout.readline() == "ready\n"
    for courier in couriers:
        courier.stdin.write("go\n")
        courier.stdin.flush()
    arrived = [int(courier.communicate(timeout=60)[0].splitlines()[-1]) for courier in couriers]

    assert sum(arrived) == 40
    assert min(arrived) > 0, "both took part"
    assert sorted(item["Subject"][-8:-1] for item in mail_server.mails) == numbers


def test_threads_share_an_outbox(outbox, question):
    sent = []

    class Slow:
        def deliver(self, number, handoff):
            time.sleep(0.001)
            sent.append(number)

    numbers = [outbox.add(question) for _ in range(40)]
    threads = [threading.Thread(target=Courier(outbox, Slow()).deliver_due) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent) == numbers


def test_messages_that_come_in_together_each_get_their_own_number(shared, question):
    address = address_of(shared)  # none of the threads finds a file
    numbers = []

    def add() -> None:
        numbers.append(SqlOutbox(Database(address)).add(question))

    threads = [threading.Thread(target=add) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"MD-{key:04d}" for key in range(1, 13)]
