"""An action server that takes no connection yet is tried again; what was sent is never sent twice."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from launch import action_calls


def run(asked: Coroutine[Any, Any, Any]) -> Any:
    """Wait for something on a loop of its own: another test of this process may have left one running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def endpoint(port: int) -> EndpointConfig:
    """Return the endpoint as Rasa has it once it made an action."""
    made = EndpointConfig(f"http://127.0.0.1:{port}/webhook")
    action_calls.follow(made)
    return made


class Served:
    """A small action server that counts what it is asked."""

    def __init__(self, port: int, answer: Any = None) -> None:
        self._port, self._answer = port, answer
        self.asked: list[dict[str, Any]] = []

    async def _webhook(self, request: web.Request) -> Any:
        self.asked.append(await request.json())
        if self._answer is not None:
            return await self._answer(request)
        return web.json_response({"events": [], "responses": []})

    async def __aenter__(self) -> Served:
        app = web.Application()
        app.router.add_post("/webhook", self._webhook)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()


def test_one_that_comes_up_late_is_asked_once_and_answers() -> None:
    async def late() -> tuple[Any, list[dict[str, Any]]]:
        port = free_port()
        asking = asyncio.ensure_future(endpoint(port).request(json={"next_action": "a"}))
        await asyncio.sleep(1.2)
        async with Served(port) as served:
            return await asyncio.wait_for(asking, 5), served.asked

    reply, asked = run(late())
    assert reply == {"events": [], "responses": []}
    assert asked == [{"next_action": "a"}]


async def hangs_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def fails(request: web.Request) -> web.StreamResponse:
    return web.Response(status=500)


async def hangs(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(5)
    return web.Response()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (hangs_up, aiohttp.ServerDisconnectedError),
        (fails, ClientResponseError),
        (hangs, asyncio.TimeoutError),
    ],
)
def test_what_was_sent_and_failed_is_not_sent_again(answer: Any, error: type[Exception]) -> None:
    async def asked() -> int:
        port = free_port()
        async with Served(port, answer) as served:
            with pytest.raises(error):
                await endpoint(port).request(json={}, timeout=aiohttp.ClientTimeout(total=0.5))
            await asyncio.sleep(0.7)
            return len(served.asked)

    assert run(asked()) == 1


def test_one_that_stays_away_is_given_up_and_holds_up_nobody_after_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_calls, "PATIENCE", 0.6)

    async def times() -> list[float]:
        gone, took = endpoint(free_port()), []
        for _ in range(2):
            started = time.monotonic()
            with pytest.raises(aiohttp.ClientConnectorError):
                await gone.request(json={})
            took.append(time.monotonic() - started)
        return took

    first, second = run(times())
    assert 0.6 <= first < 2
    assert second < 0.3, "the next action of that turn, and the next turn, wait no more"


def test_patience_begins_anew_after_an_answer_and_after_a_quiet_while() -> None:
    now = [100.0]
    away = action_calls.Away(lambda: now[0])
    assert away.refused() == action_calls.PATIENCE
    now[0] += 5
    assert away.refused() == action_calls.PATIENCE - 5
    away.took()
    assert away.refused() == action_calls.PATIENCE
    now[0] += action_calls.PATIENCE
    assert away.refused() == 0
    now[0] += action_calls.QUIET + 1
    assert away.refused() == action_calls.PATIENCE


def test_the_gate_waits_longer_than_that() -> None:
    from channels.gate import PATIENCE

    assert action_calls.PATIENCE + 6 <= PATIENCE, "what is asked just before it is back must still be answered"


def test_rasa_calls_its_action_server_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "__init__", RemoteAction.__init__)
    action_calls.use()
    made = EndpointConfig("http://127.0.0.1:9/webhook")
    RemoteAction("action_antwoord", made)
    away = made.away
    RemoteAction("action_antwoord", made)
    assert (type(made), made.away) == (action_calls.Followed, away), "one patience over all its actions"
