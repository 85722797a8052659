"""What is in flight when everything is told to stop is answered now, or by whoever starts next: once, with no fault."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import psutil
import pytest
from servers import ANSWER_WITHIN, Assistant, Utterance, running
from slack_here import event, slack
from test_the_widget_asks_and_hears_over_its_stream import Event, Talk

QUESTION = "mag ik facebook gebruiken tijdens de pauze?"
PEOPLE = 6


def told(talk: Talk, ready: Callable[[], object], found: list[Event]) -> None:
    """Read a stream until it ends by itself."""
    with talk.events() as events:
        ready()
        found.extend(events)


@pytest.mark.server
def test_every_channel_finishes_or_hands_back(tmp_path: Path) -> None:
    with slack(pace=0.0) as workspace, ThreadPoolExecutor(2 * PEOPLE) as pool:
        with ExitStack() as until_stopped:
            assistant = until_stopped.enter_context(running(tmp_path, settings=workspace.settings))
            assistant.conversation().say(QUESTION)  # what is read late is read
            talks = [Talk(assistant) for _ in range(2)]
            listening, streams = threading.Barrier(len(talks) + 1), [[] for _ in talks]
            heard = [pool.submit(told, talk, listening.wait, found) for talk, found in zip(talks, streams)]
            listening.wait(60)
            said = [talk.say(QUESTION) for talk in talks]
            for number in range(PEOPLE):
                body = event(QUESTION, user=f"U{number}", channel=f"D{number}", event_id=f"Ev-{number}")
                assert workspace.bring(assistant.rasa, body).status_code == 200
            asked = [pool.submit(ask, assistant) for _ in range(PEOPLE)]
            wait_until_asked(assistant, PEOPLE)
        # Everything was told to stop, and did.
        for found, name in zip(streams, said):
            kinds = [kind for _, kind, data in found if data["answers"] == name]
            assert (kinds[-1], "reply" in kinds, "fault" in kinds) == ("done", True, False)
        assert [item.exception() for item in heard] == [None] * len(heard), "a stream ends, and its widget comes back"
        answers = [item.result() for item in asked]
        assert [answer.custom.get("besluit") for answer in answers] == ["ja"] * PEOPLE
        with running(tmp_path, settings=workspace.settings):
            for number in range(PEOPLE):
                assert workspace.wait_in(f"D{number}", 2, ANSWER_WITHIN)[-1]["text"].startswith("Ja.")
        posted = [message["channel"] for message in workspace.posted]
        assert sorted(posted) == sorted(f"D{number}" for number in range(PEOPLE) for _ in range(2)), "once each"
    log = (tmp_path / "logs" / "rasa.log").read_text(encoding="utf-8")
    assert "Traceback" not in log


def ask(assistant: Assistant) -> Utterance:
    address, who = f"{assistant.rasa}/webhooks/rest/webhook", f"stop-{uuid.uuid4().hex}"
    answer = httpx.post(address, json={"sender": who, "message": QUESTION}, timeout=ANSWER_WITHIN)
    answer.raise_for_status()
    return Utterance(tuple(answer.json()))


def wait_until_asked(assistant: Assistant, count: int) -> None:
    """Wait until so many requests are on their way: Rasa has a connection of each."""
    port, seen = int(assistant.rasa.rpartition(":")[2]), 0
    for _ in range(600):
        seen = sum(
            1 for item in psutil.net_connections("tcp4") if item.laddr and item.laddr.port == port and item.raddr
        )
        if seen >= count:
            return
        threading.Event().wait(0.02)
    pytest.fail(f"only {seen} connections")
