"""A channel that lets go at once: what a person types waits in a database, and a Rasa of our own answers later."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage

from channels.base import Incoming, Reply
from channels.gate import Gate
from magdat.privacy.pseudonym import Pseudonyms
from magdat.privacy.seal import Seal
from magdat.storage.database import Database
from magdat.storage.stores import Stores, sql_stores
from magdat.wording.phrases import load_phrases

ROOT = Path(__file__).resolve().parents[2]
PHRASES = load_phrases(ROOT / "leidraad" / "zinnen.yml")
SEAL = Seal(b"k" * 32)
PATIENCE = 60.0

Says = Callable[[UserMessage], Awaitable[None]]


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.now = 1_770_000_000.0

    def __call__(self) -> float:
        return self.now


async def echo(message: UserMessage) -> None:
    """Answer as Rasa does: a text, and then its machine-readable form."""
    await say(message, f"antwoord op {message.text}", {"onderwerp": "sanctie"})


async def say(message: UserMessage, text: str, custom: Mapping[str, Any] | None = None) -> None:
    """Say something as an action does."""
    for said in ({"text": text}, {"custom": dict(custom or {})}):
        await message.output_channel.send_response(message.sender_id, said)


@dataclass
class World:
    """People, and what they got: what outlives a gate."""

    got: dict[str, list[Reply]] = field(default_factory=lambda: defaultdict(list))
    asked: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    fails: Callable[[str, Reply], None] = lambda _person, _reply: None
    """May raise instead of a reply being sent."""

    def texts(self, person: str) -> list[str]:
        return [reply.text for reply in self.got[person]]

    def count(self) -> int:
        return sum(len(replies) for replies in self.got.values())

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, looked at whenever anything happened."""

        async def looking() -> None:
            while not holds():
                self.changed.clear()
                await self.changed.wait()

        await asyncio.wait_for(looking(), PATIENCE)


class Back:
    """The way back to one person."""

    def __init__(self, world: World, address: Mapping[str, Any]) -> None:
        self._world = world
        self._person = address["person"]

    async def send(self, reply: Reply) -> None:
        try:
            self._world.fails(self._person, reply)
            self._world.got[self._person].append(reply)
        finally:
            self._world.changed.set()


OPENED: list[Database] = []
"""What the tests opened; a server waits for who does not hang up."""


def stores_at(address: str, clock: Callable[[], float]) -> Stores:
    OPENED.append(Database(address))
    return sql_stores(OPENED[-1], clock)


def hang_up() -> None:
    while OPENED:
        OPENED.pop().engine.dispose()


def gate_at(address: str, now: Callable[[], float], world: World, says: Says = echo, **settings: Any) -> Gate:
    """Return a gate as a fresh process opens it."""
    stores = stores_at(address, now)
    gate = Gate(PHRASES, Pseudonyms(stores.keys), stores=stores, now=now, **{"seal": SEAL, **settings})

    async def rasa(message: UserMessage) -> None:
        world.asked.append(message.text)
        world.changed.set()
        await says(message)

    gate.serve("nep", lambda address: Back(world, address), rasa)
    return gate


async def bring(gate: Gate, person: str, text: str, event: str = "", **facts: Any) -> bool:
    """Deliver a message, as a channel does."""
    incoming = Incoming("nep", person, text, tenant="T1", place="C1", event=event, **facts)
    return await gate.accept(incoming, {"person": person})


@asynccontextmanager
async def running(*gates: Gate):
    """Run the workers of gates, and stop them in peace."""
    for gate in gates:
        await gate.post.start()
    try:
        yield
    finally:
        for gate in gates:
            await gate.post.stop(grace=0.0)
