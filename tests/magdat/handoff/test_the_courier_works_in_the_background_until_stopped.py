"""What is handed over leaves by itself, and trouble with the database does not stop a courier."""

import threading
import time

from house import House

from magdat.handoff.courier import start_couriers
from magdat.storage.errors import StorageError
from magdat.storage.memory.tickets import MemoryTickets


def wait_for(met, seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def test_the_courier_works_in_the_background_until_stopped(house, mail, mail_server, question):
    house.add(question)
    stop = threading.Event()
    threads = start_couriers(house.desk, house.tickets, {"email": mail}, stop=stop)
    assert all(thread.daemon for thread in threads), "they never keep the program from ending"
    wait_for(lambda: len(mail_server.mails) == 1)
    stop.set()
    for thread in threads:
        thread.join(5)
    assert not any(thread.is_alive() for thread in threads)


def test_trouble_with_the_database_does_not_stop_the_courier(mail, mail_server, question):
    class Troubled(MemoryTickets):
        trouble = 2

        def take_errand(self, ways):
            if self.trouble:
                self.trouble -= 1
                raise StorageError("de databank weigert")
            return super().take_errand(ways)

    house = House(Troubled(), time.time)
    house.add(question)
    stop = threading.Event()
    thread = threading.Thread(target=house.courier(mail, poll_every=0.01).run, args=(stop,))
    thread.start()
    wait_for(lambda: len(mail_server.mails) == 1)
    stop.set()
    thread.join(5)
