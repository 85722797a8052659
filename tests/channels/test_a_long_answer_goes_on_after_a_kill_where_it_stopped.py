"""A process that is killed between two messages of one answer: the next one says what is left of it, and no more."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import pytest
from microsoft import activity, microsoft
from own_loop import run_apart
from slack_here import TOKEN, slack
from teams_here import Connector, connector_of
from waiting_channel import PATIENCE, PHRASES, ROOT, Clock, World, gate_at, running, say

from channels.base import Incoming
from channels.gate import Gate
from channels.slack.answers import SlackAnswers
from channels.slack.web import WebApi
from channels.teams_activity import address_of
from channels.teams_answers import TeamsAnswers
from magdat.storage.letters import LEASE, Way
from magdat.teams.settings import TeamsSettings

PARTS = ("aap", "noot", "mies", "wim")
EACH = 5000
LONG = "\n\n".join(f"{name} " * EACH for name in PARTS)
"""An answer that takes several messages."""

DIES_AT = 3
"""The message before which the first process is killed."""

KILLED = """
import asyncio, json, sys
from test_a_long_answer_goes_on_after_a_kill_where_it_stopped import asked_and_killed
asyncio.run(asked_and_killed(sys.argv[1], json.loads(sys.argv[2])))
"""

Where = Mapping[str, Any]


def gate_to(where: Where, database: str, clock: Clock) -> Gate:
    """Return a gate as a fresh process opens it, before a Rasa that has much to say."""

    async def rasa(message: Any) -> None:
        await say(message, LONG)

    gate = gate_at(database, clock, World())
    if where["channel"] == "slack":
        gate.serve("slack", partial(SlackAnswers, WebApi(TOKEN, where["api"]), PHRASES), rasa)
    else:
        settings = TeamsSettings.from_environment(where["settings"])
        assert settings is not None
        gate.serve("botframework", partial(TeamsAnswers, connector_of(settings)), rasa)
    return gate


async def asked_and_killed(database: str, where: Where) -> None:
    """Ask, and fall dead between two messages of the answer."""
    brought = 0

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        async def call(*given: Any) -> Any:
            nonlocal brought
            brought += 1
            if brought == DIES_AT:
                os._exit(9)
            return await real(*given)

        return call

    WebApi.call = dying(WebApi.call)  # type: ignore[method-assign]
    Connector.call = dying(Connector.call)  # type: ignore[method-assign]
    gate = gate_to(where, database, Clock())
    incoming = Incoming(where["channel"], "U1", "mag dat?", place="C1", event="Ev1")
    await gate.accept(incoming, where["address"])
    await gate.post.start()
    await asyncio.Event().wait()


def said_in_two_lives(database: str, clock: Clock, where: Where) -> None:
    """Have the question answered by a process that is killed, and by one that comes after it."""
    paths = ":".join(str(path) for path in (ROOT, ROOT / "tests", ROOT / "tests" / "channels"))
    command = [sys.executable, "-c", KILLED, database, json.dumps(where)]
    killed = subprocess.run(
        command, env={"PYTHONPATH": paths}, capture_output=True, text=True, check=False, timeout=4 * PATIENCE
    )
    assert killed.returncode == 9, killed.stderr

    async def goes_on() -> None:
        clock.now += LEASE + 1
        gate = gate_to(where, database, clock)
        async with running(gate):
            while any(gate.post._letters.waiting(way).letters for way in Way):
                await asyncio.sleep(0.02)

    run_apart(asyncio.wait_for(goes_on(), PATIENCE))


@pytest.fixture(params=["for one person", "where nothing can be read back"])
def address_on_slack(request: pytest.FixtureRequest) -> Iterator[tuple[Any, dict[str, Any]]]:
    with slack(pace=0.0) as workspace:
        workspace.desk.people.append({"type": "message", "channel": "C1", "user": "U1", "text": "?", "ts": "16.1"})
        to = {"channel": "C1", "person": "U1", "thread": "16.1"}
        if request.param == "for one person":
            to["hidden"] = "yes"
        else:
            workspace.desk.shut["C1"] = "missing_scope"
        yield workspace, {"channel": "slack", "api": f"{workspace.address}/api/", "address": to}


def test_on_slack_nothing_is_said_twice_or_left_out(address: str, clock: Clock, address_on_slack: Any) -> None:
    workspace, where = address_on_slack
    said_in_two_lives(address, clock, where)
    shown = json.dumps([item.get("blocks") for item in workspace.posted])
    assert [shown.count(name) for name in PARTS] == [EACH] * len(PARTS)


def test_in_teams_nothing_is_said_twice_or_left_out(address: str, clock: Clock) -> None:
    with microsoft() as server:
        to = address_of(activity("mag dat?", server.service))
        said_in_two_lives(address, clock, {"channel": "botframework", "settings": server.settings, "address": to})
        shown = json.dumps(server.sent())
    assert [shown.count(name) for name in PARTS] == [EACH] * len(PARTS)
