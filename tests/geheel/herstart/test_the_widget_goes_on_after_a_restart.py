"""A widget comes back to its conversation after a restart, has what it missed, and what it has erased is gone."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from restarting import Story, Told, story
from servers import Assistant
from slack_here import Slack
from widget_talk import Talk, up_to

from magdat.storage.schema import CONVERSATIONS

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]


def kept(state: Path) -> int:
    """Return of how many conversations something is kept."""
    with closing(sqlite3.connect(state / "magdat.sqlite")) as database:
        return int(database.execute(f"SELECT count(*) FROM {CONVERSATIONS.name}").fetchone()[0])


@story()
def a_widget(assistant: Assistant, workspace: Slack) -> Story:
    with ExitStack() as left_open:
        talk = Talk(assistant)
        events = left_open.enter_context(talk.events())
        question = talk.say(text := "mag ik facebook gebruiken tijdens de pauze?")
        told = up_to(events, "done")
        first, last = told[0][0], told[-1][0]
        assistant = yield None
    log = assistant.state / "logs" / "rasa.log"
    again = Talk(assistant, talk.token)
    assert again.known
    with again.events(first) as events:
        assert up_to(events, "done") == told[1:], "what this widget does not have comes again, under its own number"
    with again.events(last) as events:
        assert again.post("say", {"id": question, "text": text}).status_code == 202
        second = again.say("en op linkedin?")
        found = up_to(events, "done")
    assert {data["answers"] for _, _, data in found} == {second}, "what was answered before is not answered again"
    assert min(number for number, _, _ in found) > last, "and what it has does not"
    (card,) = [data["custom"] for _, kind, data in found if kind == "reply" and "context" in data["custom"]]
    assert (card["context"]["moment"], card["context"]["platform"]) == ("pauze", "linkedin")
    before, erased = kept(assistant.state), log.read_text(encoding="utf-8").count("conversation.erased")
    assert again.post("erase", {}).status_code == 200
    assert again.post("say", {"id": "12345678", "text": "x"}).status_code == 401
    assert not Talk(assistant, again.token).known
    assert kept(assistant.state) == before - 1, "nothing of it is kept"
    written = log.read_text(encoding="utf-8")
    assert written.count("conversation.erased") > erased, "what the action server remembers went too"
    assert again.token not in written
    assert "linkedin" not in written


def test_a_restart_keeps_the_conversation_and_erasing_ends_it(told: Told) -> None:
    told(a_widget)
