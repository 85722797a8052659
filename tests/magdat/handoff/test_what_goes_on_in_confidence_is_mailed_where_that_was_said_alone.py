"""A question goes on to a confidential desk: its mailbox gets it only where the operator said so."""

from __future__ import annotations

from typing import Any

import pytest
from handoff_servers import MailServer
from house import House

from magdat.handoff.message import Handoff
from magdat.handoff.ways.email import EmailWay
from magdat.policy.service_desks import ServiceDesk
from magdat.storage.memory.tickets import MemoryTickets

DESKS = {
    "helpdesk": ServiceDesk("helpdesk", "de helpdesk", None, "helpdesk"),
    "vertrouwenspersoon": ServiceDesk("vertrouwenspersoon", "An", None, "vertrouwenspersoon", confidential=True),
}


@pytest.mark.parametrize(("said_so", "mails"), [(False, 1), (True, 2)])
def test_it_is_mailed_there_only_where_that_was_said(
    said_so: bool, mails: int, mail_server: MailServer, mail: EmailWay, clock: Any
) -> None:
    house = House(MemoryTickets(clock), clock)
    house.desk._desks = lambda: DESKS
    house.desk._ways_of = lambda desk: ("email",) if said_so or desk == "helpdesk" else ()
    number = house.add(Handoff("Mag dit?"))
    house.carry(mail)
    assert house.desk.transfer(number, "an", "vertrouwenspersoon")
    house.carry(mail)
    assert len(mail_server.mails) == mails
    assert house.given_up() == []
