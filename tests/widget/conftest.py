"""The served widget in a real browser, with a stand-in for the assistant's web channel on the loopback."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from free_ports import free_port
from playwright.sync_api import Browser, BrowserContext, Page, expect
from stand_in import StandIn

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 5_000
"""Milliseconds that a test waits for something to appear."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    found = StandIn()
    yield found
    found.stop()


@pytest.fixture
def rasa(stand_in: StandIn) -> StandIn:
    stand_in.reset()
    return stand_in


@pytest.fixture(scope="session")
def address(stand_in: StandIn) -> Iterator[str]:
    """Serve the page as `python -m launch.page` does, and return where."""
    with page_served(stand_in) as url:
        yield url


@contextlib.contextmanager
def page_served(stand_in: StandIn, **settings: str) -> Iterator[str]:
    """Serve the page with these settings until the end of the block."""
    port = free_port()
    environment = {**os.environ, "MAGDAT_POORT_RASA": str(stand_in.port), **settings}
    environment.pop("MAGDAT_RASA_URL", None)
    process = subprocess.Popen([sys.executable, "-m", "launch.page", "--port", str(port)], cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}/"
    stand_in.listed.add(url.rstrip("/"))
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


class Intranet(http.server.BaseHTTPRequestHandler):
    """A company's own site: pages that tests write, under a policy that allows the widget and no more."""

    pages: dict[str, str]
    policy: str

    def do_GET(self) -> None:
        body = self.pages.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.policy)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def intranet(address: str, stand_in: StandIn) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve pages of another site, and return its address and the pages by path."""
    site = address.rstrip("/")
    policy = (
        f"default-src 'none'; script-src {site}; connect-src {stand_in.url}; img-src {site};"
        " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
    pages: dict[str, str] = {}
    handler = type("Handler", (Intranet,), {"pages": pages, "policy": policy})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_address[1]}"
        stand_in.listed.add(origin)
        yield origin, pages
        server.shutdown()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> dict[str, BrowserContext]:
    """Keep a browser profile for each size and wish; every test has tabs of its own in it."""
    return {}


@pytest.fixture
def open_tab(browser: Browser, contexts: dict[str, BrowserContext], rasa: StandIn) -> Iterator[Any]:
    """Return a function that opens an address; afterwards, check that the page stayed within its own policy."""
    used: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(url: str, width: int = 1280, height: int = 800, own: bool = False, **options: Any) -> Page:
        wishes = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce", **options}
        if own:  # a clock that a test sets is set for the whole profile
            context = browser.new_context(**wishes)
        else:
            context = contexts.get(str(wishes)) or contexts.setdefault(str(wishes), browser.new_context(**wishes))
        used.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None
        )
        page.goto(url)
        return page

    yield opened
    rasa.hold.set()
    for context in used:
        for page in context.pages:
            page.close()
    assert complaints == []


@pytest.fixture
def open_page(open_tab: Any, address: str) -> Any:
    """Return a function that opens the page that is all widget."""
    return functools.partial(open_tab, f"{address}chat.html")


@pytest.fixture
def open_intranet(open_tab: Any, address: str) -> Any:
    """Return a function that opens the page of the example company, where the widget floats."""
    return functools.partial(open_tab, address)


@pytest.fixture
def open_bare(open_tab: Any, intranet: tuple[str, dict[str, str]], address: str) -> Any:
    """Return a function that opens a page of another site with one script and one tag."""
    site, pages = intranet

    def opened(tag: str, more: str = "", **options: Any) -> Page:
        path = f"/{len(pages)}"
        pages[path] = (
            f'<!doctype html><html lang="nl"><head><title>Een intranet</title>{more}'
            f'<script src="{address}magdat.js" defer></script></head>'
            f"<body><main><h1>Een intranet</h1><p>Tekst.</p>{tag}</main></body></html>"
        )
        page: Page = open_tab(site + path, **options)
        return page

    return opened


@pytest.fixture
def page(open_page: Any) -> Page:
    return open_page()


@pytest.fixture(scope="session")
def answers() -> dict[str, list[dict[str, Any]]]:
    """Return what the assistant really said to a few questions, as its web channel pushes it."""
    data: dict[str, list[dict[str, Any]]] = json.loads(
        (Path(__file__).parent / "antwoorden.json").read_text(encoding="utf-8")
    )
    return data
