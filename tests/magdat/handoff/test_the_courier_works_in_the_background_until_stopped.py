"""What is put in the outbox leaves by itself, and trouble with the outbox does not stop the courier."""

import threading
import time

from magdat.handoff.delivery import Courier, start_courier
from magdat.storage.errors import StorageError
from magdat.storage.memory.outbox import MemoryOutbox


def wait_for(met, seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def test_the_courier_works_in_the_background_until_stopped(outbox, mail, mail_server, question):
    outbox.add(question)
    stop = threading.Event()
    thread = start_courier(outbox, mail, stop)
    assert thread.daemon, "it never keeps the program from ending"
    wait_for(lambda: len(mail_server.mails) == 1)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_trouble_with_the_outbox_does_not_stop_the_courier(mail, mail_server, question):
    class Troubled(MemoryOutbox):
        trouble = 2

        def claim(self):
            if self.trouble:
                self.trouble -= 1
                raise StorageError("de databank weigert")
            return super().claim()

    outbox = Troubled()
    outbox.add(question)
    stop = threading.Event()
    thread = threading.Thread(target=Courier(outbox, mail, poll_every=0.01).run, args=(stop,))
    thread.start()
    wait_for(lambda: len(mail_server.mails) == 1)
    stop.set()
    thread.join(5)


def test_an_outbox_whose_file_was_thrown_away_starts_anew(in_a_file, mail, mail_server, question):
    in_a_file.add(question)
    for path in in_a_file.database.file.parent.iterdir():
        path.unlink()
    assert Courier(in_a_file, mail).deliver_due() == 0
    in_a_file.add(question)
    assert Courier(in_a_file, mail).deliver_due() == 1
