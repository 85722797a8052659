"""The served demo page in a real browser, with a stand-in for Rasa's REST channel on the loopback."""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 5_000
"""Milliseconds that a test waits for something to appear."""

expect.set_options(timeout=PATIENCE)


class FakeRasa:
    """Rasa's REST channel as the page sees it: it notes what comes in and says what a test prepared."""

    def __init__(self) -> None:
        """Take a free port; nothing listens yet."""
        self.received: list[dict[str, Any]] = []
        self.answers: dict[str, list[dict[str, Any]]] = {}
        self.status = 200
        self.raw: bytes | None = None
        self.hold = threading.Event()
        self.hold.set()
        self.port = free_port()
        self._server: http.server.ThreadingHTTPServer | None = None

    @property
    def messages(self) -> list[str]:
        """Return the texts that came in."""
        return [item["message"] for item in self.received]

    @property
    def senders(self) -> list[str]:
        """Return who sent them."""
        return [item["sender"] for item in self.received]

    def reset(self) -> None:
        """Forget everything, and listen."""
        self.received, self.answers, self.status, self.raw = [], {}, 200, None
        self.hold.set()
        self.start()

    def answer_to(self, message: str) -> list[dict[str, Any]]:
        """Return what was prepared, else an echo."""
        return self.answers.get(message, [{"recipient_id": "x", "text": f"Ik hoorde: {message}"}])

    def start(self) -> None:
        """Listen, if nothing does yet."""
        if self._server is None:
            self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
            threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Stop listening: from now on nobody can reach it."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


def _handler(fake: FakeRasa) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def _reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", ""))
            self.send_header("Access-Control-Allow-Headers", "content-type")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_OPTIONS(self) -> None:
            self._reply(200, b"")

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.received.append({**body, "path": self.path})
            fake.hold.wait(10)
            body_back = fake.raw if fake.raw is not None else json.dumps(fake.answer_to(body["message"])).encode()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the page may have stopped waiting
                self._reply(fake.status, body_back)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def fake_rasa() -> Iterator[FakeRasa]:
    fake = FakeRasa()
    yield fake
    fake.stop()


@pytest.fixture
def rasa(fake_rasa: FakeRasa) -> FakeRasa:
    fake_rasa.reset()
    return fake_rasa


@pytest.fixture(scope="session")
def address(fake_rasa: FakeRasa) -> Iterator[str]:
    """Serve the page as `python -m launch.page` does, and return where."""
    port = free_port()
    environment = {**os.environ, "MAGDAT_POORT_RASA": str(fake_rasa.port)}
    environment.pop("MAGDAT_RASA_URL", None)
    process = subprocess.Popen([sys.executable, "-m", "launch.page", "--port", str(port)], cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(url, timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        else:
            pytest.fail("python -m launch.page does not answer")
        yield url
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> dict[str, BrowserContext]:
    """Keep a browser profile for each size and wish; every test has tabs of its own in it."""
    return {}


@pytest.fixture
def open_page(browser: Browser, contexts: dict[str, BrowserContext], address: str, rasa: FakeRasa) -> Iterator[Any]:
    """Return a function that opens the page; afterwards, check that the page stayed within its own policy."""
    pages: list[Page] = []
    complaints: list[str] = []

    def opened(width: int = 1280, height: int = 800, **options: Any) -> Page:
        wishes = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce", **options}
        context = contexts.get(str(wishes)) or contexts.setdefault(str(wishes), browser.new_context(**wishes))
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None
        )
        page.goto(address)
        return page

    yield opened
    rasa.hold.set()
    for page in pages:
        page.close()
    assert complaints == []


@pytest.fixture
def page(open_page: Any) -> Page:
    return open_page()


@pytest.fixture(scope="session")
def answers() -> dict[str, list[dict[str, Any]]]:
    """Return what Rasa really sent for a few questions, recorded from the domain."""
    data: dict[str, list[dict[str, Any]]] = json.loads(
        (Path(__file__).parent / "antwoorden.json").read_text(encoding="utf-8")
    )
    return data
