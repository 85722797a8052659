"""The Teams channel by itself: its routes in this process, in front of a gate that only notes what comes through."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from microsoft import Microsoft, authorization, token
from noting_gate import NotingGate
from own_loop import run_apart
from sanic import Sanic

from channels.teams import Teams
from channels.teams_answers import Connector
from channels.teams_cards import Seal
from channels.teams_tokens import IncomingTokens
from magdat.storage.memory.short_lived import MemoryEventIds
from magdat.teams.login import Login
from magdat.teams.settings import TeamsSettings
from magdat.wording.phrases import load_phrases

ROOT = Path(__file__).resolve().parents[2]
PHRASES = load_phrases(ROOT / "leidraad" / "zinnen.yml")
WEBHOOK = "/webhooks/botframework/webhook"
GOOD = "<a good one>"
"""A token as Microsoft signs it."""

_NUMBERS = itertools.count()


@dataclass(repr=False)
class TeamsHere:
    """A channel of one test."""

    microsoft: Microsoft
    gate: NotingGate
    channel: Teams
    app: Sanic

    def bring(self, *bodies: Any, signed: str | None = GOOD) -> list[httpx.Response]:
        """Bring activities all at once, and wait for what happens beside the requests."""
        return run_apart(self._bring(bodies, token(self.microsoft.service) if signed == GOOD else signed))

    def visit(self, method: str) -> httpx.Response:
        """Open the address in a browser."""

        async def opened() -> httpx.Response:
            await self._start()
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://hier") as client:
                return await client.request(method, WEBHOOK)

        return run_apart(opened())

    async def _start(self) -> None:
        if not self.app.router.finalized:
            self.app.__class__.test_mode = True  # Sanic changes its own code as it starts, and then does so twice
            await self.app._startup()

    async def _bring(self, bodies: tuple[Any, ...], signed: str | None) -> list[httpx.Response]:
        await self._start()
        shown = {name: value.encode("latin-1") for name, value in authorization(signed).items()}
        headers = {"Content-Type": b"application/json", **shown}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://hier") as client:
            contents = [body if isinstance(body, bytes) else json.dumps(body).encode() for body in bodies]
            asked = [client.post(WEBHOOK, content=content, headers=headers) for content in contents]
            answers = list(await asyncio.gather(*asked))
            while self.channel._beside:
                await asyncio.gather(*self.channel._beside)
        await self.channel._connector.close()
        return answers


def settings_of(microsoft: Microsoft, **other: str) -> TeamsSettings:
    """Return the settings of the app, with some of them otherwise."""
    settings = TeamsSettings.from_environment({**microsoft.settings, **other})
    assert settings is not None
    return settings


def connector_of(settings: TeamsSettings) -> Connector:
    """Return the way to the Bot Framework of these settings."""
    return Connector(settings, Login(settings), PHRASES, Seal(b"sleutel"))


@contextmanager
def teams_here(microsoft: Microsoft, **other: str) -> Iterator[TeamsHere]:
    """Give a channel that talks to this Microsoft."""
    settings, gate = settings_of(microsoft, **other), NotingGate()
    tokens = IncomingTokens(settings.app_id, settings.keys)
    channel = Teams(tokens, connector_of(settings), gate, MemoryEventIds(), 30)  # type: ignore[arg-type]
    app = Sanic(f"teams_here_{next(_NUMBERS)}", configure_logging=False)
    app.blueprint(channel.blueprint(None), url_prefix="/webhooks/botframework")  # type: ignore[arg-type]
    yield TeamsHere(microsoft, gate, channel, app)
