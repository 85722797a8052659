"""After the mail is sent the server has ten minutes to say that it took it; the courier holds it meanwhile."""

import socket
import threading

from handoff_servers import RECIPIENT, SENDER

from magdat.handoff.holding import held
from magdat.handoff.ways import mail_server as leaving
from magdat.handoff.ways.email import EmailWay
from magdat.handoff.ways.mail_server import CONFIRMATION, Encryption


class SlowServer:
    """A mail server that confirms a mail only when it is told to, long after every other step."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.may_confirm = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as lines:
                connection.sendall(b"220 dag\r\n")
                for line in lines:
                    if line.upper().startswith(b"DATA"):
                        connection.sendall(b"354 kom maar\r\n")
                        self.taken.append(b"".join(iter(lines.readline, b".\r\n")))
                        self.may_confirm.wait(30)
                    connection.sendall(b"250 OK\r\n")

    def close(self) -> None:
        self._socket.close()


def test_a_late_confirmation_is_waited_for(house, question):
    server = SlowServer()
    through = leaving.MailServer("127.0.0.1", server.port, SENDER, Encryption.NONE, timeout=0.2, confirmation=30)
    house.add(question)
    threading.Timer(0.6, server.may_confirm.set).start()  # three times what any other step may take
    assert house.courier(EmailWay(through, lambda _desk: RECIPIENT)).carry_due() == 1
    assert len(server.taken) == 1
    server.close()


def test_who_waits_in_vain_tries_again_later(house, question):
    server = SlowServer()
    through = leaving.MailServer("127.0.0.1", server.port, SENDER, Encryption.NONE, timeout=0.2, confirmation=0.2)
    house.add(question)
    assert house.courier(EmailWay(through, lambda _desk: RECIPIENT)).carry_due() == 0
    server.may_confirm.set()
    server.close()


def test_a_full_stop_at_the_start_of_a_line_arrives(house, mail, mail_server, question, clock):
    from magdat.handoff.message import Handoff

    house.add(Handoff("eerst\n.\n..twee\n.drie"))
    assert house.courier(mail).carry_due() == 1
    assert "> eerst\n> .\n> ..twee\n> .drie" in mail_server.mails[0].get_content().replace("\r\n", "\n")


def test_the_time_out_is_that_of_the_standard():
    assert CONFIRMATION == 600


def test_whoever_is_busy_keeps_its_errand_however_long_it_takes(house, question):
    house.add(question)
    errand = house.tickets.take_errand(["email"])
    renewed = threading.Event()
    original = house.tickets.renew

    def renew(item):
        found = original(item)
        renewed.set()
        return found

    house.tickets.renew = renew
    with held(house.tickets, errand, every=0.01):
        assert renewed.wait(30)
    assert "holding an errand" not in {thread.name for thread in threading.enumerate()}, "nobody says so any more"
