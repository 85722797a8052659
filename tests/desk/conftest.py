"""The desk page as tests use it: served on this machine, over HTTP or in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from served import Served, served

from magdat.knowledge import Knowledge, open_knowledge

PATIENCE = 15_000
"""Milliseconds that a test waits for something to appear."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return open_knowledge()


@pytest.fixture
def desk(knowledge: Knowledge) -> Iterator[Served]:
    """Give a served page without any users or questions."""
    found, server, thread = served(knowledge)
    yield found
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def open_as(browser: Browser, desk: Served) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page as somebody; afterwards, check that it stayed within its own policy."""
    used: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(name: str | None, path: str = "/", width: int = 1280, height: int = 800, **options: Any) -> Page:
        wishes = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce", "locale": "nl-BE"}
        context = browser.new_context(**{**wishes, **options})
        used.append(context)
        if name is not None:
            context.add_cookies([{"name": "bureau", "value": desk.token(name), "url": desk.url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None
        )
        page.goto(desk.url + path)
        return page

    yield opened
    for context in used:
        context.close()
    assert complaints == []
