"""An answer of several messages, of which Slack takes one and refuses the next: nobody reads anything twice."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import Any

import pytest
from own_loop import run_apart
from slack_here import TOKEN, Slack, slack
from slack_served import PHRASES

from channels.base import NotSent, Reply
from channels.parts import KeptParts
from channels.slack.answers import SlackAnswers
from channels.slack.web import WebApi
from magdat.privacy.seal import Seal
from magdat.storage.memory.letters import MemoryLetters

PARTS = ("aap", "noot", "mies")
LONG = Reply("\n\n".join(f"{name} " * 1500 for name in PARTS))
"""An answer that takes a message for each of its parts, and somewhat more."""


class Refusing(Slack):
    """A Slack that takes one message by a method, and refuses what comes after it as long as there is a fault."""

    method, fault = "chat.postMessage", ""

    def _called(self, method: str, authorization: str, content: Any) -> tuple[int, dict[str, Any]]:
        if self.fault and method == self.method and content["channel"] == "C1" and self.of(method):
            return 200, {"ok": False, "error": self.fault}
        return super()._called(method, authorization, content)


@pytest.fixture
def workspace() -> Iterator[Refusing]:
    with slack(pace=0.0, kind=Refusing) as made:
        assert isinstance(made, Refusing)
        made.desk.people.append({"type": "message", "channel": "C1", "user": "U1", "text": "?", "ts": "16.1"})
        yield made


def send(workspace: Refusing, tries: int, **address: str) -> None:
    """Send an answer as the worker of the queue does: each attempt has a way back of its own."""

    async def sent() -> None:
        web = WebApi(TOKEN, f"{workspace.address}/api/")
        parts = KeptParts(MemoryLetters(), Seal.passing(), deque(), "een")
        try:
            for attempt in range(tries):
                to = {"channel": "C1", "person": "U1", "thread": "16.1", **address}
                outgoing = SlackAnswers(web, PHRASES, to).marked("een", again=attempt > 0, parts=parts)
                if attempt < tries - 1:
                    with pytest.raises(NotSent):
                        await outgoing.send(LONG)
                    workspace.fault = ""
                else:
                    await outgoing.send(LONG)
        finally:
            await web.close()

    run_apart(sent())


def said(workspace: Slack) -> list[int]:
    """Return how often each word of the answer can be read."""
    shown = json.dumps([item.get("blocks") for item in workspace.posted])
    return [shown.count(name) for name in PARTS]


def test_where_a_channel_closes_in_the_middle_the_person_alone_gets_the_rest(workspace: Refusing) -> None:
    workspace.fault = "restricted_action_thread_locked"
    send(workspace, 1)
    assert said(workspace) == [1500, 1500, 1500]
    assert len(workspace.of("chat.postMessage")) == 1
    alone = workspace.of("chat.postEphemeral")
    assert "aap" not in json.dumps(alone)
    assert "Alleen jij" in json.dumps(alone[0])


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.postEphemeral"])
def test_what_was_said_before_slack_wanted_an_administrator_is_not_said_again(workspace: Refusing, method: str) -> None:
    workspace.method, workspace.fault = method, "token_expired"
    send(workspace, 2, **({"hidden": "yes"} if method == "chat.postEphemeral" else {}))
    assert said(workspace) == [1500, 1500, 1500]


@pytest.mark.parametrize("shut", ["missing_scope", "is_archived"])
def test_nor_where_it_may_not_be_read_back(workspace: Refusing, shut: str) -> None:
    workspace.fault, workspace.desk.shut["C1"] = "token_expired", shut
    send(workspace, 2)
    assert said(workspace) == [1500, 1500, 1500]
