"""What is in flight when everything is told to stop is answered now, or by whoever starts next: once, with no fault."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
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
    with ExitStack() as at_the_end:
        pool = ThreadPoolExecutor(2 * PEOPLE)
        # What fails here must not wait for streams that end when everything stops: that would never come.
        at_the_end.callback(pool.shutdown, wait=False)
        assistant.conversation().say(QUESTION)  # what is read late is read
        talks = [Talk(assistant) for _ in range(2)]
        listening, streams = threading.Barrier(len(talks) + 1), [[] for _ in talks]
        heard = [pool.submit(heard_until_it_ends, talk, listening.wait, found) for talk, found in zip(talks, streams)]
        listening.wait(60)
        said = [talk.say(QUESTION) for talk in talks]
        for number in range(PEOPLE):
            body = event(QUESTION, user=f"U{number}", channel=f"D{number}", event_id=f"Ev-{number}")
            assert workspace.bring(assistant.rasa, body).status_code == 200
        sent = threading.Semaphore(0)
        asked = [pool.submit(ask, assistant, sent) for _ in range(PEOPLE)]
        assert all(sent.acquire(timeout=ANSWER_WITHIN) for _ in asked), "every request is on its way"
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


def ask(assistant: Assistant, sent: threading.Semaphore) -> Utterance:
    """Ask over REST, and say as soon as the whole request went out."""

    def follow(step: str, _: object) -> None:
        if step == "http11.send_request_body.complete":
            sent.release()

    address, who = f"{assistant.rasa}/webhooks/rest/webhook", f"stop-{uuid.uuid4().hex}"
    body = {"sender": who, "message": QUESTION}
    with httpx.Client(timeout=ANSWER_WITHIN) as client:
        answer = client.post(address, json=body, extensions={"trace": follow})
    answer.raise_for_status()
    return Utterance(tuple(answer.json()))
