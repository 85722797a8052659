"""The Slack channel on a server that really listens, with the real gate and a Rasa of our own behind it."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from free_ports import free_port
from rasa.core.channels.channel import UserMessage
from sanic import Sanic
from slack_here import SECRET, TOKEN
from slack_here import Slack as Workspace

from channels.base import Incoming
from channels.gate import Gate
from channels.slack.answers import SlackAnswers
from channels.slack.channel import Slack
from channels.slack.erasing import Eraser
from channels.slack.home import Home
from channels.slack.listening import Listening
from channels.slack.threads import Threads
from channels.slack.web import WebApi
from magdat.privacy.pseudonym import Pseudonyms
from magdat.storage.errors import StorageError
from magdat.storage.stores import Stores, memory_stores
from magdat.wording.phrases import load_phrases
from magdat.wording.starters import load_starters

GUIDANCE = Path(__file__).resolve().parents[2] / "leidraad"
PHRASES = load_phrases(GUIDANCE / "zinnen.yml")

Answers = Callable[[str], list[dict[str, Any]]]
"""What Rasa says to a text."""


class WatchedGate(Gate):
    """The gate, whose database may be full."""

    full = False
    accepted: list[Incoming]
    refused: list[bool]
    """Of what could not be kept: whether Slack brings it again."""

    async def accept(self, incoming: Incoming, address: Mapping[str, Any], *, again: bool = True) -> bool:
        if self.full:
            self.refused.append(again)
            raise StorageError("vol")
        fresh = await super().accept(incoming, address, again=again)
        if fresh:
            self.accepted.append(incoming)
        return fresh


@dataclass
class Served:
    """A channel that listens."""

    rasa: str
    gate: WatchedGate
    stores: Stores
    pseudonyms: Pseudonyms
    reached: list[str] = field(default_factory=list)
    """What reached Rasa."""

    marks: list[str] = field(default_factory=list)
    """The marks of the buttons that were pressed, as the actions hear them."""

    @property
    def accepted(self) -> list[Incoming]:
        return self.gate.accepted

    def idle(self, left: int = 0, seconds: float = 20.0) -> None:
        """Wait until everything that came in was answered, and every answer sent but for so many."""
        deadline = time.monotonic() + seconds
        while self.waiting() > left:
            assert time.monotonic() < deadline, "something still waits"
            time.sleep(0.01)

    def waiting(self) -> int:
        letters: Any = self.stores.letters
        return len(letters._rows)


def echo(text: str) -> list[dict[str, Any]]:
    """Answer with what was asked."""
    return [{"text": f"gehoord: {text}"}]


@contextlib.contextmanager
def served(workspace: Workspace, answers: Answers = echo) -> Iterator[Served]:
    """Serve the channel for a workspace until the end of the block."""
    stores, web = memory_stores(), WebApi(TOKEN, f"{workspace.address}/api/")
    pseudonyms = Pseudonyms(stores.keys)
    gate = WatchedGate(PHRASES, pseudonyms, stores=stores)
    gate.accepted, gate.refused = [], []
    port = free_port()
    channel = Served(f"http://127.0.0.1:{port}", gate, stores, pseudonyms)

    async def rasa(message: UserMessage) -> None:
        channel.reached.append(str(message.text))
        assert message.output_channel is not None
        channel.marks.append((message.metadata or {}).get("hoort_bij", ""))
        for said in answers(str(message.text)):
            await message.output_channel.send_response(message.sender_id, said)
        # As Rasa's tracker store does before the reply is sent (channels/tracker_store.py).
        if "wis mijn gesprek" in str(message.text):
            stores.conversations.erase([message.sender_id])
        else:
            stores.conversations.keep(message.sender_id, "{}")

    gate.serve("slack", partial(SlackAnswers, web, PHRASES), rasa)
    home = Home(PHRASES, load_starters(GUIDANCE), 30)
    threads = Threads(stores.conversations, stores.letters, pseudonyms)
    listening = Listening(gate, threads, Eraser(stores, pseudonyms), web, home, PHRASES)
    blueprint = Slack(web, TOKEN, SECRET).routes(listening)
    gate.post.run_with(blueprint)
    app = Sanic(f"slack_{port}", configure_logging=False)
    app.blueprint(blueprint, url_prefix="/webhooks/slack")
    with running(app, port):
        yield channel


@contextlib.contextmanager
def running(app: Sanic, port: int) -> Iterator[None]:
    """Run a server in a thread, and stop it as a signal would."""
    started, loops = threading.Event(), []

    async def note(_: object, loop: asyncio.AbstractEventLoop) -> None:
        loops.append(loop)
        started.set()

    app.register_listener(note, "after_server_start")
    run = {"host": "127.0.0.1", "port": port, "register_sys_signals": False, "access_log": False, "debug": False}
    thread = threading.Thread(target=lambda: app.run(**run), daemon=True)
    thread.start()
    assert started.wait(20)
    try:
        yield
    finally:
        loops[0].call_soon_threadsafe(loops[0].stop)
        thread.join(20)
