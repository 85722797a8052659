"""Two Rasa processes on PostgreSQL and Redis: every message is answered once, and what fails is said calmly."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import databases
import httpx
import pytest
from servers import ANSWER_WITHIN, Assistant, Utterance, running

from magdat.storage.database import Database

pytestmark = pytest.mark.server

CONVERSATIONS, AT_ONCE = 40, 12
QUESTIONS = ("mag ik op facebook in de pauze?", "en op linkedin?", "en op instagram?")
FAULT = "loopt bij mij iets mis"


@dataclass(frozen=True)
class System:
    """Two workers with what they share."""

    assistant: Assistant
    database: databases.ByHand
    redis: databases.ByHand
    first: Utterance
    """What was said while the database was not there yet."""

    def say(self, worker: int, sender: str, message: str) -> Utterance:
        """Say something at one of the workers, as a proxy would that sends it there."""
        answer = httpx.post(
            f"{self.assistant.workers[worker]}/webhooks/rest/webhook",
            json={"sender": sender, "message": message},
            timeout=ANSWER_WITHIN,
        )
        answer.raise_for_status()
        return Utterance(tuple(answer.json()))

    def logs(self) -> str:
        """Return what both workers wrote."""
        folder = self.assistant.state / "logs"
        return "".join((folder / f"{name}.log").read_text(encoding="utf-8") for name in ("rasa", "rasa2"))


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with databases.postgresql_by_hand() as database, databases.redis_by_hand() as redis:
        tables = Database(database.address)
        assert tables.migrate()
        tables.engine.dispose()
        settings = {"MAGDAT_DATABASE": database.address, "MAGDAT_REDIS": redis.address}
        database.stop()
        with running(tmp_path_factory.mktemp("toestand"), settings=settings, workers=2) as assistant:
            first = assistant.say(somebody(), QUESTIONS[0])
            database.start()
            yield System(assistant, database, redis, first)


def somebody() -> str:
    return f"test-{uuid.uuid4().hex}"


def told(answer: Utterance) -> tuple[Any, Any]:
    """Return the topic of an answer, and when its question is about."""
    return answer.custom.get("onderwerp"), (answer.custom.get("context") or {}).get("moment")


def test_it_starts_while_the_database_is_away_and_goes_on_when_it_is_there(system: System) -> None:
    assert FAULT in system.first.text
    assert told(goes_on(system, somebody(), QUESTIONS[0])) == ("gebruik_werkuren", "pauze")
    assert system.assistant.logs("acties", "policy.loaded")


def test_forty_conversations_at_once_go_on_at_whichever_worker(system: System) -> None:
    def talk(number: int) -> list[tuple[Any, Any]]:
        sender = somebody()
        return [told(system.say((number + turn) % 2, sender, text)) for turn, text in enumerate(QUESTIONS)]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = Counter(answer for answers in threads.map(talk, range(CONVERSATIONS)) for answer in answers)
    assert found == {("gebruik_werkuren", "pauze"): CONVERSATIONS * len(QUESTIONS)}
    assert "conversation.overtaken" not in system.logs()


def test_one_conversation_at_both_workers_at_once_has_one_turn_at_a_time(system: System) -> None:
    sender = somebody()
    assert told(system.say(0, sender, QUESTIONS[0])) == ("gebruik_werkuren", "pauze")
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda number: told(system.say(number % 2, sender, "en op linkedin?")), range(4)))
    assert answers == [("gebruik_werkuren", "pauze")] * 4
    assert "conversation.overtaken" not in system.logs()
    assert "lock.lost" not in system.logs()


def test_a_database_that_goes_away_is_said_calmly_and_waited_for(system: System) -> None:
    sender = somebody()
    system.say(0, sender, QUESTIONS[0])
    system.database.stop()
    try:
        said = [system.say(worker, sender, "en op linkedin?") for worker in (0, 1)]
    finally:
        system.database.start()
    assert [FAULT in answer.text for answer in said] == [True, True]
    assert told(goes_on(system, sender)) == ("gebruik_werkuren", "pauze")


def test_a_redis_that_goes_away_is_said_calmly_and_waited_for(system: System) -> None:
    sender = somebody()
    system.say(0, sender, QUESTIONS[0])
    system.redis.stop()
    try:
        said = system.say(1, sender, "en op linkedin?")
    finally:
        system.redis.start()
    assert FAULT in said.text
    assert told(goes_on(system, sender)) == ("gebruik_werkuren", "pauze")


def goes_on(system: System, sender: str, message: str = "en op linkedin?") -> Utterance:
    """Return the first answer that is one; until then people hear that something is wrong, and nothing else."""
    until = time.monotonic() + ANSWER_WITHIN
    while FAULT in (answer := system.say(1, sender, message)).text:
        assert time.monotonic() < until
        time.sleep(0.2)
    return answer


class Talk:
    """A widget that listens at the first worker, and whose messages come in at the second."""

    def __init__(self, assistant: Assistant) -> None:
        self._at = [f"{address}/webhooks/widget" for address in assistant.workers]
        self._who = {"Authorization": f"Bearer {httpx.post(f'{self._at[0]}/begin', json={}).json()['token']}"}
        self.heard: Counter[str] = Counter()
        self._named = str(uuid.uuid4())
        threading.Thread(target=self._listen, daemon=True).start()

    def say(self, text: str) -> int:
        """Say something at the second worker; return the status."""
        return httpx.post(f"{self._at[1]}/say", json={"id": self._named, "text": text}, headers=self._who).status_code

    def _listen(self) -> None:
        kind = ""
        with httpx.stream("GET", f"{self._at[0]}/events", headers=self._who, timeout=ANSWER_WITHIN) as answer:
            for line in answer.iter_lines():
                name, _, value = line.partition(": ")
                kind = value if name == "event" else kind
                if name == "data" and json.loads(value).get("answers") == self._named:
                    self.heard[kind] += 1


def test_of_a_worker_that_is_killed_everybody_hears_at_the_other(system: System) -> None:
    sender = somebody()
    assert told(system.say(1, sender, QUESTIONS[0])) == ("gebruik_werkuren", "pauze")
    talks = [Talk(system.assistant) for _ in range(8)]
    with ThreadPoolExecutor(len(talks)) as threads:
        assert set(threads.map(lambda talk: talk.say(QUESTIONS[0]), talks)) == {202}
    os.kill(system.assistant.pids["rasa2"], signal.SIGKILL)
    until = time.monotonic() + ANSWER_WITHIN
    while any(talk.heard["done"] + talk.heard["fault"] == 0 for talk in talks):
        assert time.monotonic() < until, [talk.heard for talk in talks]
        time.sleep(0.1)
    assert {talk.heard["done"] + talk.heard["fault"] for talk in talks} == {1}
    assert any(talk.heard["fault"] for talk in talks), "otherwise it was killed too late to tell anything"
    assert told(system.say(0, sender, "en op linkedin?")) == ("gebruik_werkuren", "pauze"), "the other one goes on"
