"""Under load parts are killed, stopped and slowed down: what was taken is answered once, in order, or with an apology.

One round here; `STORINGEN_RONDES=30 .venv/bin/python -m pytest` with this file is the long form (docs/bedrijf.md).
"""

from __future__ import annotations

import os
import threading
import time
import uuid
from pathlib import Path

import httpx
import pytest
from breakable import Breakable, breakable
from servers import ANSWER_WITHIN
from slack_here import Slack, event, slack

QUESTIONS = (
    "mag ik facebook gebruiken tijdens de pauze?",
    "mag ik een gesprek met mijn baas opnemen?",
    "mag een collega een foto van mij op instagram zetten?",
)
SORRY = "loopt bij mij iets mis"
PEOPLE = 5
ROUNDS = int(os.environ.get("STORINGEN_RONDES", "1"))
AWAY = 3.0
"""Seconds that a part is away."""


class Person:
    """Somebody who asks one thing after the other in Slack, which brings each until it is taken."""

    def __init__(self, number: int, workspace: Slack, rasa: str) -> None:
        self.channel = f"D{number}"
        self._user = f"U{number}"
        self._workspace = workspace
        self._rasa = rasa
        self.asked: list[str] = []

    def ask(self, text: str) -> None:
        body = event(text, user=self._user, channel=self.channel, event_id=f"Ev{uuid.uuid4().hex}")
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            try:
                if self._workspace.bring(self._rasa, body).status_code == 200:
                    self.asked.append(text)
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.3)
        raise AssertionError("a message was not taken for five minutes")

    def heard(self) -> list[str]:
        return [str(item["text"]) for item in self._workspace.posted if item["channel"] == self.channel]


@pytest.mark.server
@pytest.mark.timeout(600 + 120 * ROUNDS)
def test_what_was_accepted_is_answered_once_and_in_order(tmp_path: Path) -> None:
    with slack(pace=0.0) as workspace, breakable(tmp_path, workspace.settings) as parts:
        people = [Person(number, workspace, parts.rasa) for number in range(PEOPLE)]
        answers = undisturbed(people[0])
        for person in people[1:]:
            person.ask(QUESTIONS[0])
            workspace.wait_in(person.channel, 2, ANSWER_WITHIN)
        before = {person.channel: (len(person.asked), len(person.heard())) for person in people}
        ended, strange = threading.Event(), list[str]()
        load = [threading.Thread(target=talk, args=(person, ended, strange)) for person in people]
        load += [threading.Thread(target=ask_over_rest, args=(parts.rasa, ended, strange)) for _ in range(2)]
        for thread in load:
            thread.start()
        try:
            for _ in range(ROUNDS):
                a_round(parts)
        finally:
            ended.set()
            for thread in load:
                thread.join(timeout=320)
        apologies = 0
        for person in people:
            asked, heard = before[person.channel]
            expected = [answers[text] for text in person.asked[asked:]]
            found = wait_for(person, heard + len(expected))[heard:]
            apologies += sum(SORRY in text for text in found)
            told = [text if SORRY not in text else wanted for text, wanted in zip(found, expected)]
            wrong = [(said[:200], wanted[:200]) for said, wanted in zip(told, expected) if said != wanted]
            assert (wrong, len(found)) == ([], len(expected)), person.channel
        assert parts.drained(), "a double would come of what still waits"
        assert sum(len(person.heard()) for person in people) == sum(
            before[person.channel][1] + len(person.asked) - before[person.channel][0] for person in people
        )
        assert strange == []
        assert {error for _, error in workspace.refused} == set()
        print(f"{sum(len(person.asked) for person in people)} messages, {apologies} apologies, {ROUNDS} rounds")


def undisturbed(person: Person) -> dict[str, str]:
    """Return what each question is answered, one message each, once the assistant introduced itself."""
    person.ask(QUESTIONS[0])
    wait_for(person, 2)
    for number, text in enumerate(QUESTIONS, start=3):
        person.ask(text)
        assert len(wait_for(person, number)) == number
    return dict(zip(QUESTIONS, person.heard()[2:]))


def wait_for(person: Person, count: int) -> list[str]:
    deadline = time.monotonic() + 90
    while len(person.heard()) < count and time.monotonic() < deadline:
        time.sleep(0.1)
    return person.heard()


def talk(person: Person, ended: threading.Event, strange: list[str]) -> None:
    number = 0
    while not ended.is_set():
        try:
            person.ask(QUESTIONS[number % len(QUESTIONS)])
        except AssertionError as error:
            strange.append(f"{person.channel}: {error}")
            return
        number += 1
        ended.wait(0.8)


def ask_over_rest(rasa: str, ended: threading.Event, strange: list[str]) -> None:
    """Ask all the time; note what is neither an answer nor an apology. Who gets no connection was not accepted."""
    while not ended.is_set():
        said = {"sender": f"rest-{uuid.uuid4().hex}", "message": QUESTIONS[0]}
        try:
            answer = httpx.post(f"{rasa}/webhooks/rest/webhook", json=said, timeout=ANSWER_WITHIN)
            texts = " ".join(str(item.get("text", "")) for item in answer.json()) if answer.is_success else answer.text
            if answer.status_code != 200 or not ("Ja." in texts or SORRY in texts):
                strange.append(f"{answer.status_code} {texts[:80]}")
        except httpx.TransportError as error:
            if isinstance(error, httpx.TimeoutException):
                strange.append("no answer in time")
        ended.wait(0.5)


def a_round(parts: Breakable) -> None:
    """Break one part after the other; the long form breaks the action server too."""
    time.sleep(1.0)
    parts.kill("rasa")
    parts.up()
    if ROUNDS > 1:  # the action server falls in test_whatever_is_killed_… too, and a start takes long
        with parts.slow("acties"):
            time.sleep(AWAY)
        parts.kill("acties")
        time.sleep(1.0)
        parts.up()
    with parts.without_database():
        time.sleep(AWAY)
    time.sleep(1.0)
    with parts.without_valkey():
        time.sleep(AWAY)
    time.sleep(1.0)
