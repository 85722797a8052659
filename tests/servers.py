"""The assistant as it really runs: action server and Rasa started as `make start` does, spoken to over REST."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from free_ports import free_ports, free_ports_in_a_row
from rich.console import Console

from launch.services import MODEL, services
from launch.supervisor import Supervisor
from magdat.handoff.keeping import as_key
from magdat.handoff.tickets import Author
from magdat.policy.service_desks import CONFIDENTIAL
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.staff.inviting import Invitations
from magdat.storage.errors import StorageError
from magdat.storage.schema import LETTERS
from magdat.storage.stores import Stores, open_stores

SOMEBODY = f"iemand-{0:032x}"
"""A sender as the REST channel wants it, and the same in every run."""

ANSWER_WITHIN = 60.0
"""Seconds in which an answer must come, on a busy machine too."""


@dataclass(frozen=True)
class Utterance:
    """What came back to one message."""

    messages: tuple[dict[str, Any], ...]

    @property
    def text(self) -> str:
        """Return all that a person reads, in order."""
        return "\n\n".join(str(message["text"]) for message in self.messages if message.get("text"))

    @property
    def customs(self) -> list[dict[str, Any]]:
        """Return the machine-readable messages, in order."""
        return [message["custom"] for message in self.messages if message.get("custom")]

    @property
    def custom(self) -> dict[str, Any]:
        """Return the machine-readable form of the answer itself; empty when there is none.

        A remark in passing (``ook``) comes with a form of its own, and is not the answer.
        """
        return next((custom for custom in reversed(self.customs) if "ook" not in custom), {})

    @property
    def buttons(self) -> list[dict[str, str]]:
        """Return the buttons, in order."""
        return [button for message in self.messages for button in message.get("buttons") or ()]


@dataclass(frozen=True)
class Assistant:
    """A running assistant."""

    rasa: str
    """Rasa's address, without a slash at the end."""

    state: Path
    """The folder that the assistant writes in: logs, conversations, outbox."""

    environment: Mapping[str, str] = field(repr=False)
    """The settings that it was started with."""

    workers: tuple[str, ...] = ()
    """The addresses of all its Rasa processes, the first one's included."""

    pids: Mapping[str, int] = field(default_factory=dict)
    """The process of each service."""

    def say(self, sender: str, message: str) -> Utterance:
        """Send a message as ``sender`` and return what comes back."""
        answer = httpx.post(
            f"{self.rasa}/webhooks/rest/webhook", json={"sender": sender, "message": message}, timeout=ANSWER_WITHIN
        )
        answer.raise_for_status()
        return Utterance(tuple(answer.json()))

    def logs(self, service: str, line: str, *, times: int = 1, seconds: float = 20.0) -> bool:
        """Return whether a service logged a line so many times, as soon as it did or the time is over."""
        path, deadline = self.state / "logs" / f"{service}.log", time.monotonic() + seconds
        while path.read_text(encoding="utf-8").count(line) < times:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    def wait_until_all_is_said(self) -> None:
        """Wait until nothing of Slack or Teams waits for an answer or to be sent; the database is a file."""
        deadline = time.monotonic() + ANSWER_WITHIN
        while True:
            with contextlib.closing(sqlite3.connect(self.state / "magdat.sqlite")) as stored:
                ((waiting,),) = stored.execute(f"SELECT count(*) FROM {LETTERS.name}")
            if not waiting:
                return
            assert time.monotonic() < deadline, f"{waiting} messages still wait"
            time.sleep(0.1)

    def may_close(self, number: str, way: str) -> bool:
        """Return whether a desk may close a question, as soon as it may or the time is over.

        What a person wrote stands at the desk a moment before that is noted, and until then it closes nothing.
        """
        tickets, key, deadline = stores_in(self.state).tickets, as_key(number), time.monotonic() + ANSWER_WITHIN
        assert key is not None, number
        while any(line.author is Author.PERSON for line in tickets.lines(key, tickets.heard_by(way, key))):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    def conversation(self) -> Conversation:
        """Return a conversation with somebody who was never here before."""
        return Conversation(self, f"test-{uuid.uuid4().hex}")


@dataclass(frozen=True)
class Conversation:
    """One person talking to a running assistant."""

    assistant: Assistant
    sender: str

    def say(self, message: str) -> Utterance:
        """Send a message and return what comes back."""
        return self.assistant.say(self.sender, message)


@contextlib.contextmanager
def running(
    state: Path,
    *,
    policy: Path | None = None,
    settings: Mapping[str, str] | None = None,
    names: tuple[str, ...] = ("acties", "rasa"),
    workers: int = 1,
) -> Iterator[Assistant]:
    """Start the named services on free ports, and stop them at the end.

    Args:
        state: an empty folder for all that they write.
        policy: another policy file than beleid/beleid.yml.
        settings: more MAGDAT_… settings.
        names: which services; leave the demo page out unless it is what is tested.
        workers: how many Rasa processes; several need a database and a Redis that they share.
    """
    if not MODEL.is_file():
        pytest.fail(f"{MODEL} is missing: run «make train» first", pytrace=False)
    rasa, (actions, page, desk, relay) = free_ports_in_a_row(workers), free_ports(4)
    chosen = {
        "MAGDAT_POORT_ACTIES": str(actions),
        "MAGDAT_POORT_RASA": str(rasa[0]),
        "MAGDAT_POORT_PAGINA": str(page),
        "MAGDAT_POORT_BUREAU": str(desk),
        "MAGDAT_POORT_RELAY": str(relay),
        "MAGDAT_ACTIES_URL": f"http://127.0.0.1:{actions}/webhook",
        "MAGDAT_WERKERS": str(workers),
        "MAGDAT_TOESTAND": str(state),
        # A helpdesk that is always away: without a way out nobody is asked what may be passed on.
        "MAGDAT_WEBHOOK_URL": "http://127.0.0.1:9/",
        "MAGDAT_WEBHOOK_SECRET": "geheim",
        **({"MAGDAT_BELEID": str(policy)} if policy else {}),
        **(settings or {}),
    }
    with pytest.MonkeyPatch.context() as patch:
        # What the developer set for an assistant of their own must not leak into this one.
        for name in [name for name in os.environ if name.startswith("MAGDAT_")]:
            patch.delenv(name)
        for name, value in chosen.items():
            patch.setenv(name, value)
        wanted = [service for service in services() if service.name.rstrip("0123456789") in names]
        supervisor = Supervisor(wanted, Console(quiet=True))
    try:
        supervisor.start()
        pids = {item["name"]: item["pid"] for item in json.loads((state / "services.json").read_text(encoding="utf-8"))}
        if "acties" in names:
            somebody_reads(chosen)
        addresses = tuple(f"http://127.0.0.1:{port}" for port in rasa)
        yield Assistant(addresses[0], state, chosen, addresses, pids)
    finally:
        supervisor.stop()


def somebody_reads(environment: Mapping[str, str]) -> None:
    """Invite somebody to every desk of beleid/beleid.yml: what nobody reads is not passed on to our own page.

    Who starts again on what was kept finds them there; a database that a test keeps away knows nobody.
    """
    settings = Settings.from_environment(environment)
    with contextlib.suppress(StorageError):
        agents = open_stores(settings).agents
        if agents.of("iemand") is None:
            invitations = Invitations(agents, Seal.opened(settings.state, settings.post_key))
            invitations.invite("iemand", ("helpdesk", "hr", "it", "dpo", "vakbond", *CONFIDENTIAL))


def stores_in(state: Path) -> Stores:
    """Return what is kept in a folder of an assistant."""
    return open_stores(Settings.from_environment({"MAGDAT_TOESTAND": str(state)}))
