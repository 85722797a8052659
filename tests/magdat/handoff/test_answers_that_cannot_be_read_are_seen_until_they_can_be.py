"""A way whose answers cannot be read is told to whoever watches: since when, and why, until it can be read again."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from handoff_servers import MailServer
from house import House

from magdat.commands.doctor import examine_storage
from magdat.commands.reach import Level, way_out
from magdat.handoff.courier import start_couriers
from magdat.handoff.failures import TemporaryFailure
from magdat.handoff.mail.forms import load_mail_forms
from magdat.handoff.mail.mailbox import Mailbox
from magdat.handoff.ways.email import EmailWay
from magdat.handoff.ways.mail_in import MailReplies
from magdat.handoff.ways.mail_server import Encryption
from magdat.handoff.ways.words import load_desk_words
from magdat.settings import Settings
from magdat.storage.memory.tickets import MemoryTickets
from magdat.storage.stores import open_stores
from magdat.watching.stored import OfStores

GUIDANCE = Path(__file__).parents[3] / "leidraad"


class Looking:
    """A way that can be read, or not."""

    def __init__(self, name: str = "rt") -> None:
        self.name, self.error = name, None

    def look(self, desk: Any, tickets: Any) -> int:
        if self.error is not None:
            raise self.error
        return 0


@pytest.fixture
def here(clock: Any) -> House:
    return House(MemoryTickets(clock), clock, ["rt"])


def told(house: House) -> list[tuple[str, str, float]]:
    return [(item.way, item.reason, item.since) for item in house.tickets.troubles()]


def test_it_is_known_since_when_and_why_and_when_it_is_over(here: House, clock: Any) -> None:
    way, began = Looking(), clock.now
    courier = here.courier(way)
    assert told(here) == []
    way.error = TemporaryFailure("rt: http 401")
    courier.look()
    clock.pass_(days=2)
    way.error = TemporaryFailure("rt: http 503")
    courier.look()
    assert told(here) == [("rt", "rt: http 503", began)]
    way.error = KeyError("geheim")
    with pytest.raises(KeyError):
        courier.look()
    assert told(here) == [("rt", "KeyError", began)]
    way.error = None
    courier.look()
    assert told(here) == []


def test_of_a_way_that_nobody_uses_any_more_there_is_no_trouble(here: House) -> None:
    here.tickets.trouble("zammad", "MD-0001", "zammad: http 404")
    ended = threading.Event()
    ended.set()
    for thread in start_couriers(here.desk, here.tickets, {}, stop=ended):
        thread.join()
    assert told(here) == []


def test_the_operator_reads_it_in_the_check_and_the_metrics(tmp_path: Path) -> None:
    settings = Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path)})
    tickets = open_stores(settings).tickets
    tickets.trouble("rt", "", "rt: http 401")
    tickets.trouble("slack", "C1", "slack: not_in_channel")
    found = [item.message for item in examine_storage(settings) if item.level is Level.FAULT]
    assert [any(name in item and "komen niet binnen" in item for item in found) for name in ("rt", "C1")] == [True] * 2
    samples = [sample for family in OfStores(settings).collect() for sample in family.samples]
    unread = {s.labels["system"]: s.value for s in samples if s.name == "magdat_replies_unread_seconds"}
    assert sorted(unread) == ["rt", "slack"]
    assert all(0 <= age < 60 for age in unread.values())


def test_the_check_reads_the_mailbox_of_answers_too(mail_server: MailServer, mail: EmailWay) -> None:
    words, forms = load_desk_words(GUIDANCE / "bureaupost.yml"), load_mail_forms(GUIDANCE / "post.yml")
    mailbox = Mailbox("127.0.0.1", 1, "magdat", "geheim", Encryption.NONE)
    both = EmailWay(mail.server, mail.address_of, MailReplies(mailbox, "magdat@bedrijf.be", words, forms))
    levels = [item.level for item in way_out(both)]
    assert levels == [Level.FINE, Level.FAULT], "mail leaves, and answers do not come in"
    assert "antwoorden" in list(way_out(both))[1].message
    assert [item.level for item in way_out(mail)] == [Level.FINE]
