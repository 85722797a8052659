"""The small world of these tests: an outbox with a clock that the test turns, and servers that really run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import emptied
from handoff_servers import RECIPIENT, SENDER, MailServer, WebServer
from house import House

from magdat.handoff.message import Handoff
from magdat.handoff.ways import mail_server as leaving
from magdat.handoff.ways.email import EmailWay
from magdat.handoff.ways.webhook import WebhookWay
from magdat.storage.database import Database
from magdat.storage.memory.tickets import MemoryTickets
from magdat.storage.sql.tickets import SqlTickets


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.now = 1_770_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, *, seconds: float = 0, days: float = 0) -> None:
        self.now += seconds + days * 86_400


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, clock: Clock) -> House:
    """Give a house in which nothing waits, in each form of its tickets."""
    if request.param == "memory":
        return House(MemoryTickets(clock), clock)
    return request.getfixturevalue("in_a_file" if request.param == "sqlite" else "on_a_server")


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest) -> House:
    """Give a house whose tickets other processes can open too."""
    return request.getfixturevalue("in_a_file" if request.param == "sqlite" else "on_a_server")


@pytest.fixture
def in_a_file(tmp_path: Path, clock: Clock) -> House:
    """Give a house with its tickets in a file, alone in its folder."""
    return House(SqlTickets(Database(f"sqlite:///{tmp_path / 'toestand' / 'magdat.sqlite'}"), clock), clock)


@pytest.fixture
def on_a_server(postgresql: str, clock: Clock) -> Iterator[House]:
    """Give a house with its tickets on a PostgreSQL that is up."""
    database = emptied(postgresql)
    yield House(SqlTickets(database, clock), clock)
    database.engine.dispose()


@pytest.fixture
def question() -> Handoff:
    return Handoff(
        message="Mag ik een foto van het personeelsfeest plaatsen?\nMijn ploegbaas weet het niet.",
        contact="an.peeters@example.be",
        topic="foto_collega",
        context={"platform": "instagram", "moment": "buiten_werkuren"},
    )


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """Give a mail server that is up."""
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mail(mail_server: MailServer) -> EmailWay:
    """Give the way that mails to ``mail_server``."""
    server = leaving.MailServer(mail_server.host, mail_server.port, SENDER, leaving.Encryption.NONE, timeout=3)
    return EmailWay(server, lambda _desk: RECIPIENT)


@pytest.fixture
def helpdesk() -> Iterator[WebServer]:
    """Give a helpdesk with a web hook that is up."""
    server = WebServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def webhook(helpdesk: WebServer, clock: Clock) -> WebhookWay:
    """Give the way that posts to ``helpdesk``."""
    return WebhookWay(helpdesk.url, "een-gedeeld-geheim", timeout=3, clock=clock)
