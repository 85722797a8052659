"""The widget's channel on a server that really runs, a Rasa of our own behind it, and a widget that talks to it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from free_ports import free_port
from rasa.core.channels.channel import UserMessage
from sanic import Sanic
from sanic_cors import CORS

from channels.gate import open_gate
from channels.widget import Widget

ORIGIN = "https://intranet.example.be"
PATIENCE = 30.0
HEARTBEAT = 0.3


@dataclass
class Rasa:
    """What stands behind the channel: it answers with what it heard, in two messages as Rasa does."""

    heard: list[UserMessage] = field(default_factory=list)
    takes: float = 0.0
    fails: bool = False
    may_answer: threading.Event | None = None
    """Where there is one, nothing is answered before it is set."""

    @property
    def texts(self) -> list[str]:
        return [str(message.text) for message in self.heard]

    async def answer(self, message: UserMessage) -> None:
        await asyncio.sleep(self.takes)
        while self.may_answer is not None and not self.may_answer.is_set():
            await asyncio.sleep(0.01)
        if self.fails:
            raise RuntimeError("kapot")
        self.heard.append(message)
        way_back, buttons = message.output_channel, [{"title": "Meer weten", "payload": "/meer_weten"}]
        assert way_back is not None
        await way_back.send_response(message.sender_id, {"text": f"antwoord op {message.text}", "buttons": buttons})
        await way_back.send_response(message.sender_id, {"custom": {"onderwerp": "pauze", "besluit": "ja"}})


@dataclass(frozen=True)
class Event:
    """One server-sent event."""

    number: int
    kind: str
    data: dict[str, Any]


class Listening:
    """A stream that somebody reads, in a thread of its own."""

    def __init__(self, address: str, token: str, last: int | None, headers: dict[str, str]) -> None:
        self.events: list[Event] = []
        self.pings = 0
        self.over = threading.Event()
        self._told = threading.Condition()
        self._client = httpx.Client(timeout=httpx.Timeout(PATIENCE, read=60), verify=False)
        asked = {"Authorization": f"Bearer {token}", **({"Last-Event-ID": str(last)} if last is not None else {})}
        request = self._client.build_request("GET", f"{address}/events", headers={**asked, **headers})
        self.response = self._client.send(request, stream=True)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Go away, as a browser does that closes a tab."""
        with contextlib.suppress(Exception):
            stream: Any = self.response.extensions["network_stream"]
            stream.get_extra_info("socket").shutdown(2)
        self._thread.join(PATIENCE)
        self._client.close()

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event.data for event in self.events if event.kind == kind]

    def wait(self, true: Callable[[Listening], bool], seconds: float = PATIENCE) -> Listening:
        """Wait until something is true of what came in."""
        with self._told:
            assert self._told.wait_for(lambda: true(self), seconds), (self.events, self.pings)
        return self

    def wait_for(self, kind: str, times: int = 1) -> Listening:
        return self.wait(lambda _: len(self.of(kind)) >= times)

    def _read(self) -> None:
        with contextlib.suppress(httpx.HTTPError, OSError):
            found: dict[str, str] = {}
            for line in self.response.iter_lines():
                if line:
                    name, _, value = line.partition(": ")
                    found[name] = value
                    continue
                with self._told:
                    if "event" in found:
                        self.events.append(Event(int(found["id"]), found["event"], json.loads(found["data"])))
                    else:
                        self.pings += 1
                    self._told.notify_all()
                found = {}
        with self._told:
            self.over.set()
            self._told.notify_all()


@dataclass
class Here:
    """The running channel."""

    address: str
    rasa: Rasa
    loop: asyncio.AbstractEventLoop
    open: list[Listening] = field(default_factory=list)
    stopped: bool = False
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=PATIENCE, verify=False))

    def post(self, path: str, body: Any = None, token: str | None = None, **headers: str) -> httpx.Response:
        who = {"Authorization": f"Bearer {token}"} if token is not None else {}
        return self.client.post(f"{self.address}/{path}", json=body, headers={**who, **headers})

    def begin(self, token: str | None = None, **more: str) -> str:
        """Begin, and return the token."""
        answer = self.post("begin", {**({"token": token} if token else {}), **more})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["token"])

    def say(self, token: str, text: str = "mag dat?", name: str | None = None) -> httpx.Response:
        return self.post("say", {"id": name or str(uuid.uuid4()), "text": text}, token)

    def get_status(self, path: str, token: str | None) -> int:
        """Return with which status something is given."""
        who = {"Authorization": f"Bearer {token}"} if token is not None else {}
        with self.client.stream("GET", f"{self.address}/{path}", headers=who) as answer:
            return answer.status_code

    def listen(self, token: str, last: int | None = None, **headers: str) -> Listening:
        """Open a stream; it is closed at the end of the test."""
        stream = Listening(self.address, token, last, headers)
        self.open.append(stream)
        assert stream.response.status_code == 200, stream.response.status_code
        return stream


@contextlib.contextmanager
def widget_here(patch: pytest.MonkeyPatch, settings: dict[str, str], heartbeat: float = HEARTBEAT) -> Iterator[Here]:
    """Start the channel on a free port, in Sanic as Rasa configures it; stop it as a signal would."""
    for name, value in {"MAGDAT_HERKOMST": ORIGIN, **settings}.items():
        patch.setenv(name, value)
    patch.setattr("channels.widget.HEARTBEAT", heartbeat)
    open_gate.cache_clear()
    rasa, port = Rasa(), free_port()
    app = Sanic(f"widget-{uuid.uuid4().hex}", configure_logging=False)
    # As rasa.server.configure_cors does; tests/geheel has Rasa's own.
    app.config.update(CORS_AUTOMATIC_OPTIONS=True, CORS_SUPPORTS_CREDENTIALS=True, CORS_EXPOSE_HEADERS="filename")
    CORS(app, resources={r"/*": {"origins": [ORIGIN]}}, automatic_options=True)
    app.blueprint(Widget.from_credentials(None).blueprint(rasa.answer), url_prefix="/webhooks/widget")
    started: Future[asyncio.AbstractEventLoop] = Future()
    app.register_listener(lambda _, loop: started.set_result(loop), "after_server_start")
    run = {"host": "127.0.0.1", "port": port, "register_sys_signals": False, "access_log": False, "debug": False}
    thread = threading.Thread(target=lambda: app.run(**run), daemon=True)
    thread.start()
    here = Here(f"http://127.0.0.1:{port}/webhooks/widget", rasa, started.result(PATIENCE))
    try:
        yield here
    finally:
        stop(here)
        thread.join(PATIENCE)
        for stream in here.open:
            stream.close()
        here.client.close()
        open_gate.cache_clear()
        assert not thread.is_alive(), "the server stops, whatever is open"


def heard(here: Here, token: str, last: int | None, true: Callable[[Event], bool]) -> list[Event]:
    """Return what comes after a number up to what something is true of, over as many streams as the widget opens.

    A stream ends after what a person of a desk wrote, and whoever comes back with its number says that it arrived.
    """
    events: list[Event] = []
    while not any(map(true, events)):
        stream = here.listen(token, last).wait(lambda found: any(map(true, found.events)) or found.over.is_set())
        assert stream.events or any(map(true, events)), "the stream ended, and nothing came"
        events += stream.events
        last = events[-1].number
    return events


def stop(here: Here) -> None:
    """Stop the server as a signal does."""
    if not here.stopped:
        here.stopped = True
        here.loop.call_soon_threadsafe(here.loop.stop)


def until(true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Return whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
