"""The small world of these tests: an outbox with a clock that the test turns, and servers that really run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import emptied
from handoff_servers import RECIPIENT, SENDER, MailServer, WebServer

from magdat.handoff.adapters import EmailAdapter, Encryption, WebhookAdapter
from magdat.handoff.message import Handoff
from magdat.handoff.outbox import Outbox
from magdat.storage.database import Database
from magdat.storage.memory.outbox import MemoryOutbox
from magdat.storage.sql.outbox import SqlOutbox


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
def outbox(request: pytest.FixtureRequest, clock: Clock) -> Outbox:
    """Give an empty outbox in each of its forms."""
    if request.param == "memory":
        return MemoryOutbox(clock=clock)
    return request.getfixturevalue("in_a_file" if request.param == "sqlite" else "on_a_server")


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest) -> SqlOutbox:
    """Give an empty outbox that other processes can open too."""
    return request.getfixturevalue("in_a_file" if request.param == "sqlite" else "on_a_server")


@pytest.fixture
def in_a_file(tmp_path: Path, clock: Clock) -> SqlOutbox:
    """Give an empty outbox in a file, alone in its folder."""
    return SqlOutbox(Database(f"sqlite:///{tmp_path / 'toestand' / 'magdat.sqlite'}"), clock=clock)


@pytest.fixture
def on_a_server(postgresql: str, clock: Clock) -> Iterator[SqlOutbox]:
    """Give an empty outbox on a PostgreSQL that is up."""
    database = emptied(postgresql)
    yield SqlOutbox(database, clock=clock)
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
def mail(mail_server: MailServer) -> EmailAdapter:
    """Give the adapter that mails to ``mail_server``."""
    return EmailAdapter(mail_server.host, mail_server.port, RECIPIENT, SENDER, Encryption.NONE, timeout=3)


@pytest.fixture
def helpdesk() -> Iterator[WebServer]:
    """Give a helpdesk with a web hook that is up."""
    server = WebServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def webhook(helpdesk: WebServer, clock: Clock) -> WebhookAdapter:
    """Give the adapter that posts to ``helpdesk``."""
    return WebhookAdapter(helpdesk.url, "een-gedeeld-geheim", timeout=3, clock=clock)
