"""What was mailed remains in the mailbox of a desk, which hears by mail that the person had it erased here."""

from __future__ import annotations

from typing import Any

from handoff_servers import MailServer
from house import House

from magdat.handoff.message import Handoff
from magdat.handoff.receipts import Outcome
from magdat.handoff.ways.email import EmailWay
from magdat.storage.memory.tickets import MemoryTickets


def test_it_is_mailed_in_the_same_thread(mail_server: MailServer, mail: EmailWay, clock: Any) -> None:
    house = House(MemoryTickets(clock), clock, ["email"])
    number = house.add(Handoff("Mag dit?"))
    house.carry(mail)
    house.tickets.erase([ticket.conversation or "" for ticket in house.desk.queue(["helpdesk"])])
    mail_server.recipient_answers.append("450 later")
    assert house.courier(mail).erase_due() == 0
    assert house.courier(mail).erase_due() == 1
    asked, told = mail_server.mails
    assert told["In-Reply-To"] == asked["Message-ID"]
    assert number in told["Subject"]
    assert "wiste het gesprek" in told.get_content()
    assert "Mag dit?" not in told.get_content()
    assert [item.outcome for item in house.tickets.receipts() if item.way == "email"] == [Outcome.REMAINS]
