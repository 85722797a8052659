"""The desk page, really served, with everything kept in memory; and somebody who uses it over HTTP."""

from __future__ import annotations

import re
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import httpx
import pyotp
import uvicorn
from argon2 import PasswordHasher

from desk.app import application
from desk.entrance import Entrance
from desk.house import House
from desk.provider import Provider
from desk.serving import server_of
from desk.words import load_words
from magdat.handoff.desk import Desk
from magdat.handoff.message import Handoff
from magdat.knowledge import Knowledge
from magdat.policy.service_desks import desks_of
from magdat.privacy.seal import Seal
from magdat.redaction import Redactor
from magdat.staff.inviting import Invitations
from magdat.staff.provider_settings import ProviderSettings
from magdat.storage.memory.short_lived import MemoryLimits
from magdat.storage.stores import Stores, memory_stores

PASSWORD = "vier gewone woorden na elkaar"
REDACTOR = Redactor()
REDACTOR.redact("Dag Jan")  # the first time it reads all its words

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Hashing as it is, but so little of it that tests do not wait for it."""

QUESTION = "Mag ik een foto van Lieve Peeters op het personeelsfeest op mijn eigen Instagram zetten?"


class Clock:
    """Seconds since 1970, moved by hand."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass
class Served:
    """A running desk page."""

    url: str
    house: House
    stores: Stores
    clock: Clock
    seal: Seal
    codes: dict[str, pyotp.TOTP] = field(default_factory=dict)
    """The second factor of each agent."""

    def ask(
        self,
        message: str = QUESTION,
        *,
        desk: str = "hr",
        topic: str | None = "fotos_van_collegas",
        conversation: str = "p-1",
        **more: Any,
    ) -> str:
        """Hand a question over as the assistant does; return its number."""
        handoff = Handoff(message, topic=topic, **more)
        mark = f"{conversation} {message} {time.monotonic_ns()}"
        return self.house.desk.open(
            handoff, desk=desk, conversation=conversation, channel="widget", address=None, mark=mark
        ).number

    def add(self, name: str, *desks: str, admin: bool = False) -> str:
        """Let somebody in who chose a password already; return their name."""
        start = Invitations(self.stores.agents, self.seal, self.clock).invite(name, desks, admin=admin)
        begun = self.house.entrance.begin(name, start, "test")
        self.codes[name] = pyotp.TOTP(begun.secret)
        self.house.entrance.choose(name, start, PASSWORD, self.code(name), "test")
        return name

    def code(self, name: str) -> str:
        """Return a code of somebody's app that was not used yet."""
        self.clock.ahead += 30
        return self.codes[name].at(int(self.clock()))

    def token(self, name: str) -> str:
        """Log somebody in; return the token of their visit."""
        return self.house.entrance.log_in(name, PASSWORD, self.code(name), f"test {time.monotonic_ns()}")

    def user(self, name: str) -> User:
        """Return somebody who is logged in, without a browser."""
        return User(self.url, self.token(name))


class User:
    """Somebody who uses the pages over HTTP."""

    def __init__(self, url: str, token: str | None = None) -> None:
        cookies = {"bureau": token} if token else {}
        self.client = httpx.Client(base_url=url, cookies=cookies, timeout=10, trust_env=False)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def form(self, path: str) -> dict[str, str]:
        """Return the hidden fields of the forms of a page."""
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.get(path).text)
        return dict(found)

    def post(self, path: str, *, page: str | None = None, **fields: str) -> httpx.Response:
        """Send a form as its page has it."""
        hidden = self.form(page if page is not None else path.rpartition("/")[0] or "/")
        return self.client.post(path, data={**hidden, **fields})


def served(
    knowledge: Knowledge, port: int | None = None, elsewhere: ProviderSettings | None = None
) -> tuple[Served, uvicorn.Server, threading.Thread]:
    """Start the page, with a provider by which people may log in too; the caller stops the server."""
    clock, seal = Clock(), Seal.passing()
    stores = memory_stores(clock)
    desk = Desk(stores.tickets, seal, desks=lambda: desks_of(knowledge.policy), clock=clock)
    entrance = Entrance(
        stores.agents, stores.visits, stores.audit, MemoryLimits(clock), seal, clock=clock, hasher=QUICK
    )
    listener = socket.socket()
    listener.bind(("127.0.0.1", port or 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    house = House(
        desk=desk,
        entrance=entrance,
        audit=stores.audit,
        proposals=stores.proposals,
        seal=seal,
        knowledge=knowledge,
        words=load_words(knowledge.settings.guidance),
        redact=REDACTOR.redact,
        provider=Provider(elsewhere, seal, url, clock) if elsewhere is not None else None,
        address=url,
    )
    server = server_of(application(house))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.started, "the page does not answer"
    return Served(url, house, stores, clock, seal), server, thread
