"""In the thread of a question that was passed on the assistant says nothing: what stands there is for the person."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from slack_here import Slack, event, in_thread, mention, slack
from slack_served import Served, served

from channels.slack import desks
from channels.slack.desks import is_at_a_desk
from magdat.storage.errors import StorageError

THREAD, OTHER = "1600000021.000001", "1600000022.000001"


@pytest.fixture
def workspace() -> Iterator[Slack]:
    with slack(pace=0.0) as workspace:
        yield workspace


@pytest.fixture
def channel(workspace: Slack) -> Iterator[Served]:
    with served(workspace) as channel:
        yield channel


@pytest.fixture(autouse=True)
def ways(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    def called(way: str, external: str) -> str | None:
        return "MD-0001" if (way, external) == ("slack", f"C1:{THREAD}") else None

    counter = SimpleNamespace(desk=SimpleNamespace(called=called))
    monkeypatch.setattr(desks, "open_counter", lambda _settings: counter)
    monkeypatch.setenv("MAGDAT_DOORGEVEN", "hr=slack,eigen")
    return monkeypatch


def test_who_names_the_bot_there_gets_no_answer_there(workspace: Slack, channel: Served) -> None:
    workspace.bring(channel.rasa, mention("wat zegt het beleid?", thread_ts=THREAD))
    workspace.bring(channel.rasa, in_thread("en na het werk?", THREAD))
    workspace.bring(channel.rasa, mention("mag ik?", thread_ts=OTHER))
    workspace.wait_for(1)
    channel.idle()
    assert [said.text.strip() for said in channel.accepted] == ["mag ik?"]
    assert [item["thread_ts"] for item in workspace.posted] == [OTHER]


def test_whose_conversation_was_there_before_says_it_to_the_desk_too(workspace: Slack, channel: Served) -> None:
    name = channel.pseudonyms.at("U1", "slack", "T0TEST", f"C1/{THREAD}")
    channel.stores.conversations.keep(name, "{}")
    workspace.bring(channel.rasa, in_thread("dat mag", THREAD))
    assert channel.accepted == []


def test_elsewhere_nothing_changes(workspace: Slack, channel: Served) -> None:
    workspace.bring(channel.rasa, event("mag ik?", channel="D1", thread_ts=THREAD))
    workspace.bring(channel.rasa, mention("mag ik?", ts=THREAD, channel="C2"))
    workspace.wait_for(2)
    assert len(channel.accepted) == 2


def test_without_desks_on_slack_nobody_looks(ways: pytest.MonkeyPatch) -> None:
    assert is_at_a_desk("C1", THREAD)
    ways.setenv("MAGDAT_DOORGEVEN", "eigen")
    assert not is_at_a_desk("C1", THREAD)


def test_what_may_be_an_answer_is_read_by_nobody_else_while_desks_are_off(
    workspace: Slack, channel: Served, ways: pytest.MonkeyPatch
) -> None:
    def off(_: object) -> None:
        raise ValueError("een instelling")

    def away(_: object) -> None:
        raise StorageError("weg")

    ways.setattr(desks, "open_counter", off)
    assert workspace.bring(channel.rasa, mention("wat nu?", thread_ts=THREAD)).status_code == 200
    ways.setattr(desks, "open_counter", away)
    assert workspace.bring(channel.rasa, mention("wat nu?", thread_ts=THREAD)).status_code == 503
    assert channel.accepted == []
