"""Whether the channel is there may be asked by every website; nothing else may."""

from __future__ import annotations

import pytest
from widget_here import ORIGIN, Here

STRANGER = "https://elders.example.com"


@pytest.mark.parametrize("origin", [ORIGIN, STRANGER])
def test_a_browser_shows_every_website_that_it_is_there(widget: Here, origin: str) -> None:
    answer = widget.client.get(f"{widget.address}/", headers={"Origin": origin})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers.get_list("access-control-allow-origin") in (["*"], [origin])
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("path", ["begin", "begin/"])
def test_and_shows_a_stranger_nothing_else(widget: Here, path: str) -> None:
    answer = widget.post(path, {}, None, Origin=STRANGER)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
