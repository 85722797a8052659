"""Odd requests at every channel of the started assistant: no fault of ours, nothing done for strangers, no word kept.

VERZOEKEN says how many a channel (10000 with `-p no:timeout`), VERZOEKEN_KANALEN to which (all), VERZOEKEN_ZAAD which
ones; VERZOEKEN_VERSLAG names a file for what came of them.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import httpx
import pytest
from free_ports import ADDED
from microsoft import Microsoft, activity, authorization, microsoft, token
from odd_requests import TYPED, Sent, drawn, status
from odd_senders import GOOD, ORIGIN, OTHER, REST_TOKEN, WIDGET, Channel, Work, fresh_address
from odd_services import CHANNELS as EVERY_CHANNEL
from prometheus_client.parser import text_string_to_metric_families
from servers import Assistant, running
from slack_here import Slack, event, slack

MANY = int(os.environ.get("VERZOEKEN") or 80)
"""Requests a channel: half of them of strangers."""

CHANNELS = [item for item in EVERY_CHANNEL if item.name in (os.environ.get("VERZOEKEN_KANALEN") or item.name).split()]
"""Those that get them."""

SEED = int(os.environ.get("VERZOEKEN_ZAAD") or 2711)
AT_ONCE = 6
PATIENCE = 60.0 + MANY / 10
QUESTION, CLAUSE = "mag ik Facebook gebruiken tijdens de pauze?", "Artikel 3.1"
TABLES = ("letters", "conversations", "tickets", "drafts", "deliveries")
WHERE = {"rest": "/webhook", "widget": "/say", "slack": "/webhook", "botframework": "/webhook"}
"""Where messages come in; what else there is may say that it is well."""


@dataclass
class Outcome:
    """What became of the requests to one channel."""

    strangers: list[tuple[int, Sent]] = field(default_factory=list)
    known: list[tuple[int, Sent]] = field(default_factory=list)
    counted_of_strangers: int = 0
    counted: int = 0
    seconds: float = 0.0

    def statuses(self) -> Counter[int]:
        """Return how often each status was the answer."""
        return Counter(found for found, _ in (*self.strangers, *self.known))


@dataclass
class Here:
    """The running assistant, the services that it talks to, and what was sent to it."""

    assistant: Assistant
    workspace: Slack
    bot_framework: Microsoft
    rows_of_strangers: Mapping[str, int] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    """The channels on which an ordinary question was answered at the end."""

    def send(self, channel: Channel, work: Work, known: str) -> tuple[int, Sent]:
        """Send one request as somebody of whom nobody heard before; return the status of the answer.

        Args:
            channel: where.
            work: the request.
            known: a good token of the widget; empty where each gets one of its own.
        """
        sent = work(self.bot_framework.service)
        if "X-Forwarded-For" not in dict(sent.headers):
            sent = replace(sent, headers=(*sent.headers, ("X-Forwarded-For", fresh_address())))
        tokens = {GOOD: known or self.begun(), OTHER: "A" * 43} if channel is WIDGET else {}
        address = f"{self.assistant.rasa}{channel.path}"
        return status(address, sent.written(address, tokens), within=PATIENCE), sent

    def send_all(self, channel: Channel, works: Sequence[Work], known: str = "") -> list[tuple[int, Sent]]:
        """Send some requests, a few at once."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(lambda work: self.send(channel, work, known), works))

    def begun(self) -> str:
        """Return a token of the widget."""
        heads = {"X-Forwarded-For": fresh_address()}
        answer = httpx.post(f"{self.assistant.rasa}/webhooks/widget/begin", json={}, headers=heads, timeout=PATIENCE)
        return str(answer.raise_for_status().json()["token"])

    def counted(self, channel: str) -> int:
        """Return how many messages of a channel the gate counted since the start."""
        ports = self.assistant.environment
        port = int(ports["MAGDAT_POORT_RASA"]) + int(ports["MAGDAT_METINGEN"])
        told = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=20).raise_for_status().text
        samples = [sample for family in text_string_to_metric_families(told) for sample in family.samples]
        name = "magdat_messages_total"
        return int(sum(item.value for item in samples if (item.name, item.labels.get("channel")) == (name, channel)))

    def rows(self) -> dict[str, int]:
        """Return how many rows each table has of what people say."""
        with sqlite3.connect(self.assistant.state / "magdat.sqlite") as stored:
            there = {name for (name,) in stored.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            assert set(TABLES) & there, there
            return {
                name: stored.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in TABLES if name in there
            }


def until(true: Callable[[], bool]) -> bool:
    """Return whether something becomes true in time."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """Start the assistant, send everything to every channel, and ask an ordinary question at the end."""
    with slack(pace=0) as workspace, microsoft() as bot_framework:
        settings = {
            **workspace.settings,
            **bot_framework.settings,
            "MAGDAT_REST_TOKEN": REST_TOKEN,
            "MAGDAT_HERKOMST": ORIGIN,
            "MAGDAT_PROXIES": "1",
            "MAGDAT_METINGEN": str(ADDED),
            "MAGDAT_DOORGEVEN": "eigen",
        }
        with running(tmp_path_factory.mktemp("toestand"), settings=settings) as assistant:
            found = Here(assistant, workspace, bot_framework)
            send_strangers(found)
            send_known(found)
            ask_on_each(found)
            yield found


def send_strangers(here: Here) -> None:
    """Send what may not come in: on all channels before anything that may, so that whatever comes of it is seen."""
    token_of_somebody = here.begun()
    for channel in CHANNELS:
        begun, outcome = time.monotonic(), Outcome()
        outcome.strangers = here.send_all(channel, drawn(channel.strangers, MANY // 2, SEED), token_of_somebody)
        outcome.counted_of_strangers = here.counted(channel.name)
        outcome.seconds = time.monotonic() - begun
        here.outcomes[channel.name] = outcome
    here.rows_of_strangers = here.rows()


def send_known(here: Here) -> None:
    """Send what is signed well or carries a good token, and makes sense or none."""
    for channel in CHANNELS:
        begun, outcome = time.monotonic(), here.outcomes[channel.name]
        outcome.known = here.send_all(channel, drawn(channel.known, MANY - MANY // 2, SEED))
        until(partial(all_counted, here, channel, outcome))
        outcome.counted = here.counted(channel.name) - outcome.counted_of_strangers
        outcome.seconds += time.monotonic() - begun
    until(lambda: here.rows()["letters"] == 0)


def expected(channel: Channel, outcome: Outcome) -> int:
    """Return how many messages the gate has to count at least."""
    return sum(channel.counted(sent) is True for _, sent in outcome.known)


def all_counted(here: Here, channel: Channel, outcome: Outcome) -> bool:
    """Return whether the gate counted every message that it has to count; the widget answers before it does."""
    return here.counted(channel.name) >= expected(channel, outcome)


def ask_on_each(here: Here) -> None:
    """Ask an ordinary question on every channel, as somebody new."""
    rasa, person = here.assistant.rasa, uuid.uuid4().hex
    heads = {"Authorization": f"Bearer {REST_TOKEN}"}
    body = {"sender": person, "message": QUESTION}
    answer = httpx.post(f"{rasa}/webhooks/rest/webhook", json=body, headers=heads, timeout=PATIENCE)
    here.answered |= {"rest"} if CLAUSE in answer.text else set()
    who = {"Authorization": f"Bearer {here.begun()}"}
    said = httpx.post(f"{rasa}/webhooks/widget/say", json={"id": person, "text": QUESTION}, headers=who, timeout=60)
    said.raise_for_status()
    with httpx.stream("GET", f"{rasa}/webhooks/widget/events", headers=who, timeout=PATIENCE) as stream:
        for line in stream.iter_lines():
            here.answered |= {"widget"} if CLAUSE in line else set()
            if line == "event: done":
                break
    here.workspace.bring(rasa, event(QUESTION, user="UNIEUW", channel="DNIEUW")).raise_for_status()
    place = {"id": "a:nieuw", "tenantId": here.bot_framework.settings["MAGDAT_TEAMS_TENANT"]}
    somebody = {"from": {"id": "29:nieuw"}, "conversation": {**place, "conversationType": "personal"}}
    signed = authorization(token(here.bot_framework.service))
    brought = activity(QUESTION, here.bot_framework.service, **somebody)
    httpx.post(f"{rasa}/webhooks/botframework/webhook", json=brought, headers=signed, timeout=60).raise_for_status()
    if until(lambda: CLAUSE in json.dumps(here.workspace.wait_in("DNIEUW", seconds=0))):
        here.answered.add("slack")
    if until(lambda: CLAUSE in json.dumps(here.bot_framework.sent(place="a:nieuw"))):
        here.answered.add("botframework")


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_no_request_is_answered_with_a_fault_of_ours(here: Here, channel: Channel) -> None:
    outcome = here.outcomes[channel.name]
    assert [item for item in (*outcome.strangers, *outcome.known) if item[0] >= 500][:5] == []
    assert len(outcome.strangers) + len(outcome.known) == MANY


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_strangers_are_refused_and_nothing_is_done_for_them(here: Here, channel: Channel) -> None:
    outcome, where = here.outcomes[channel.name], WHERE[channel.name]
    brought = [(found, sent) for found, sent in outcome.strangers if (sent.method, sent.path) == ("POST", where)]
    assert len(brought) > MANY / 20
    assert [item for item in brought if item[0] and not 400 <= item[0] < 500][:5] == []
    assert outcome.counted_of_strangers == 0
    assert set(here.rows_of_strangers.values()) == {0}, here.rows_of_strangers


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_of_the_others_only_messages_are_handled(here: Here, channel: Channel) -> None:
    outcome = here.outcomes[channel.name]
    taken = sum(200 <= found < 300 for found, _ in outcome.known)
    assert 0 < expected(channel, outcome) <= outcome.counted or channel.name in {"slack", "botframework"}
    assert 0 < outcome.counted <= taken
    if channel.name in {"rest", "widget"}:
        assert outcome.counted == expected(channel, outcome)
        wrong = [(found, sent) for found, sent in outcome.known if (200 <= found < 300) != bool(channel.counted(sent))]
        assert wrong[:5] == []


def test_no_word_that_was_typed_is_written_anywhere(here: Here) -> None:
    written = {path: path.read_bytes() for path in here.assistant.state.rglob("*") if path.is_file()}
    assert any(path.suffix == ".log" and content for path, content in written.items()), "no log to look in"
    assert [path.name for path, content in written.items() if TYPED.encode() in content] == []


def test_everybody_else_is_served_after_it(here: Here) -> None:
    assert here.answered == {channel.name for channel in EVERY_CHANNEL}
    assert here.bot_framework.faults == []
    if report := os.environ.get("VERZOEKEN_VERSLAG"):
        Path(report).write_text(table(here), encoding="utf-8")


def table(here: Here) -> str:
    """Return what came of it, as a table of Markdown."""
    heads = ("channel", "requests", "of strangers", "handled of those", "handled of the others", "answers", "seconds")
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for channel in CHANNELS:
        outcome = here.outcomes[channel.name]
        statuses = ", ".join(f"{found or 'cut'}: {count:,}" for found, count in sorted(outcome.statuses().items()))
        cells = (
            channel.name,
            f"{len(outcome.strangers) + len(outcome.known):,}",
            f"{len(outcome.strangers):,}",
            outcome.counted_of_strangers,
            f"{outcome.counted:,}",
            statuses,
            f"{outcome.seconds:.0f}",
        )
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows) + "\n"
