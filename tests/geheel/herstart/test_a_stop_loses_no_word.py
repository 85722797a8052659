"""What is in flight when everything is told to stop is answered now, or by whoever starts next: once, with no fault."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import psutil
import pytest
from restarting import LAST, Story, Told, story
from servers import ANSWER_WITHIN, Assistant, Utterance
from slack_here import Slack, event
from widget_talk import Event, Talk

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]

QUESTION = "mag ik facebook gebruiken tijdens de pauze?"
PEOPLE = 6


def heard_until_it_ends(talk: Talk, ready: Callable[[], object], found: list[Event]) -> None:
    """Read a stream until it ends by itself."""
    with talk.events() as events:
        ready()
        found.extend(events)


@story(LAST)
def in_flight(assistant: Assistant, workspace: Slack) -> Story:
    with ThreadPoolExecutor(2 * PEOPLE) as pool:
        assistant.conversation().say(QUESTION)  # what is read late is read
        talks = [Talk(assistant) for _ in range(2)]
        listening, streams = threading.Barrier(len(talks) + 1), [[] for _ in talks]
        heard = [pool.submit(heard_until_it_ends, talk, listening.wait, found) for talk, found in zip(talks, streams)]
        listening.wait(60)
        said = [talk.say(QUESTION) for talk in talks]
        for number in range(PEOPLE):
            body = event(QUESTION, user=f"U{number}", channel=f"D{number}", event_id=f"Ev-{number}")
            assert workspace.bring(assistant.rasa, body).status_code == 200
        before = connections(assistant)
        asked = [pool.submit(ask, assistant) for _ in range(PEOPLE)]
        wait_until_asked(assistant, before)
        posted_before = list[int]()
        later = yield lambda: posted_before.append(len(workspace.posted))
        # Everything was told to stop, and did.
        for found, name in zip(streams, said):
            kinds = [kind for _, kind, data in found if data["answers"] == name]
            assert (kinds[-1], "reply" in kinds, "fault" in kinds) == ("done", True, False)
        assert [item.exception() for item in heard] == [None] * len(heard), "a stream ends, and its widget comes back"
        answers = [item.result() for item in asked]
        assert [answer.custom.get("besluit") for answer in answers] == ["ja"] * PEOPLE
        for number in range(PEOPLE):
            answer = workspace.wait_in(f"D{number}", 2, ANSWER_WITHIN)[-1]
            assert answer["text"].startswith("Ja.")
            assert "Artikel 3.1" in json.dumps(answer)
        mine = {f"D{number}" for number in range(PEOPLE)}
        posted = [message["channel"] for message in workspace.posted if message["channel"] in mine]
        assert sorted(posted) == sorted(channel for channel in mine for _ in range(2)), "once each"
        assert posted_before[0] < 2 * PEOPLE, "something had to wait for the restart"
        assert "Traceback" not in (later.state / "logs" / "rasa.log").read_text(encoding="utf-8")


def test_every_channel_finishes_or_hands_back(told: Told) -> None:
    told(in_flight)


def ask(assistant: Assistant) -> Utterance:
    address, who = f"{assistant.rasa}/webhooks/rest/webhook", f"stop-{uuid.uuid4().hex}"
    answer = httpx.post(address, json={"sender": who, "message": QUESTION}, timeout=ANSWER_WITHIN)
    answer.raise_for_status()
    return Utterance(tuple(answer.json()))


def connections(assistant: Assistant) -> set[int]:
    """Return the other ends of the connections that Rasa has now."""
    port = int(assistant.rasa.rpartition(":")[2])
    found = psutil.net_connections("tcp4")
    return {item.raddr.port for item in found if item.laddr and item.laddr.port == port and item.raddr}


def wait_until_asked(assistant: Assistant, before: set[int]) -> None:
    """Wait until every request is on its way: Rasa has a connection of each that it had not before."""
    seen: set[int] = set()
    for _ in range(600):
        seen |= connections(assistant) - before
        if len(seen) >= PEOPLE:
            return
        threading.Event().wait(0.02)
    pytest.fail(f"only {len(seen)} connections")
