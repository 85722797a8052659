from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from free_ports import free_ports
from servers import running

from magdat.settings import Settings
from magdat.storage.stores import open_stores


class Mailbox(Message):
    def __init__(self) -> None:
        super().__init__()
        self.received: list[str] = []

    def handle_message(self, message: object) -> None:
        self.received.append(str(message))


def test_from_the_question_to_the_mail_with_the_mail_server_down_at_first(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    mailbox = Mailbox()
    settings = {
        "MAGDAT_SMTP_HOST": "127.0.0.1",
        "MAGDAT_SMTP_PORT": str(port),
        "MAGDAT_HELPDESK_EMAIL": "hulp@delinde.example",
    }
    with running(tmp_path, settings=settings) as assistant:
        conversation = assistant.conversation()
        conversation.say("ik wil een mens spreken")
        conversation.say("Mijn foto staat op de site en ik wil dat ze weg gaat")
        shown = conversation.say("anoniem").text
        assert "Mijn foto staat op de site" in shown
        assert "Mag ik dat zo versturen?" in shown
        assert "MD-0001" in conversation.say("ja").text
        assert assistant.logs("acties", "handoff.put_off"), "the mail server was away"
        server = Controller(mailbox, hostname="127.0.0.1", port=port)
        server.start()
        try:
            assert assistant.logs("acties", "handoff.delivered", seconds=60)
        finally:
            server.stop()
        tickets = open_stores(Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path)})).tickets
        assert tickets.stuck() == [], "nothing is left to be sent"
    assert len(mailbox.received) == 1
    assert "MD-0001" in mailbox.received[0]
    assert conversation.sender not in mailbox.received[0]
