"""While nothing can be written any more, people are answered, and the log of whoever runs it says what is wrong."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest
from restarting import Story, Told, story
from servers import Assistant
from slack_here import Slack

from magdat.storage.schema import CONVERSATIONS

pytestmark = [pytest.mark.server, pytest.mark.timeout(900)]

ROOM_LEFT = 4_096
"""Bytes that a file may have: every one that is there is larger already, so that nothing can be added."""


@contextmanager
def full_disk(pids: list[int]) -> Iterator[None]:
    """Let no file of these processes grow, as on a disk that is full."""
    everybody = [child for pid in pids for child in (pid, *(one.pid for one in psutil.Process(pid).children(True)))]
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in everybody}
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (ROOM_LEFT, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def kept_conversations(state: Path) -> int:
    """Return how many conversations stand in the database."""
    with closing(sqlite3.connect(f"file:{state / 'magdat.sqlite'}?mode=ro", uri=True)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {CONVERSATIONS.name}").fetchone()[0])


@story()
def full_for_a_while(assistant: Assistant, workspace: Slack) -> Story:
    """Tell what people hear meanwhile; how many conversations others left does not matter."""
    log, before = assistant.state / "logs" / "rasa.log", kept_conversations(assistant.state)
    conversation, other = assistant.conversation(), assistant.conversation()
    assert conversation.say("mag ik facebook gebruiken tijdens de pauze?").custom["besluit"] == "ja"
    with full_disk(list(assistant.pids.values())):
        for _ in range(2):  # whatever room is left in a page is used up at some time
            assert conversation.say("en op mijn gsm?").custom["onderwerp"] == "gebruik_werkuren"
            assert other.say("leest de baas mee in mijn mails?").custom["onderwerp"]
        assert kept_conversations(assistant.state) == before + 1, "the disk was not full"
    assert conversation.say("en op mijn gsm?").custom["onderwerp"] == "gebruik_werkuren"
    assert other.say("leest de baas mee in mijn mails?").custom["onderwerp"]
    assert kept_conversations(assistant.state) == before + 2
    kept = log.read_text(encoding="utf-8")
    assert "facebook" not in kept
    assert "gsm" not in kept
    yield from ()


def test_people_are_answered_and_go_on_where_they_were(told: Told) -> None:
    told(full_for_a_while)
