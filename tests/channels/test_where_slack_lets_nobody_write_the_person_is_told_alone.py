"""A channel or thread that is closed to the bot: who asked gets the answer alone, and nothing waits for a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from own_loop import run_apart
from slack_here import TOKEN, Slack, slack
from slack_served import PHRASES

from channels.base import NotSent, Reply, Undeliverable
from channels.parts import NoParts
from channels.slack.answers import SlackAnswers
from channels.slack.web import WebApi

CLOSED = [
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "restricted_action_of_next_year",
    "cannot_reply_to_message",
    "not_in_channel",
    "is_archived",
]

ANSWER = Reply(
    "Ja. Dat mag.",
    ({"title": "Meer weten", "payload": "/meer_weten"},),
    {"duimen": {"op": '/bevestigen{"duim": "x"}', "neer": '/ontkennen{"duim": "x"}'}},
)


@pytest.fixture
def workspace() -> Iterator[Slack]:
    with slack(pace=0.0) as made:
        made.desk.people.append({"type": "message", "channel": "C1", "user": "U1", "text": "?", "ts": "16.1"})
        yield made


def send(workspace: Slack, *, again: bool = False, **address: str) -> None:
    """Send an answer as the worker of the queue does."""

    async def sent(to: Mapping[str, Any]) -> None:
        web = WebApi(TOKEN, f"{workspace.address}/api/")
        try:
            await SlackAnswers(web, PHRASES, to).marked("een", again=again, parts=NoParts()).send(ANSWER)
        finally:
            await web.close()

    run_apart(sent({"channel": "C1", "person": "U1", "thread": "16.1", **address}))


@pytest.mark.parametrize("fault", CLOSED)
def test_who_asked_sees_it_where_they_asked(workspace: Slack, fault: str) -> None:
    workspace.refuses["chat.postMessage C1"] = fault
    send(workspace)
    card, buttons = workspace.of("chat.postEphemeral")
    assert (card["channel"], card["user"]) == ("C1", "U1")
    told = json.dumps([card, buttons], ensure_ascii=False)
    assert "Dat mag." in told
    assert "Alleen jij" in told
    assert "Meer weten" in told
    assert "👍" not in told, "what only one person sees has no thumbs"
    assert workspace.of("chat.postMessage") == []


@pytest.mark.parametrize("fault", CLOSED)
def test_or_in_their_direct_messages(workspace: Slack, fault: str) -> None:
    workspace.refuses["C1"] = fault
    send(workspace)
    assert {item["channel"] for item in workspace.of("chat.postMessage")} == {"U1"}
    assert "Dat mag." in json.dumps(workspace.posted)


def test_also_where_nothing_can_be_read_back_there(workspace: Slack) -> None:
    workspace.refuses["C1"] = workspace.desk.shut["C1"] = "channel_not_found"
    send(workspace, again=True)
    assert {item["channel"] for item in workspace.of("chat.postMessage")} == {"U1"}


def test_between_two_there_is_no_other_place(workspace: Slack) -> None:
    workspace.refuses["D1"] = "messages_tab_disabled"
    with pytest.raises(Undeliverable):
        send(workspace, channel="D1", thread="")
    assert workspace.refused == [("chat.postMessage", "messages_tab_disabled")]


def test_what_an_administrator_may_mend_still_waits(workspace: Slack) -> None:
    workspace.refuses["chat.postMessage C1"] = "missing_scope"
    with pytest.raises(NotSent):
        send(workspace)
    assert workspace.posted == []
