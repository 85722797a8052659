"""deploy/proxy/Caddyfile as Caddy reads it: names are looked up anew within seconds, and who is listed is asked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from composed import ROOT

SECOND = 1_000_000_000
"""What Caddy counts in."""


def proxies(**settings: str) -> list[dict[str, Any]]:
    """Return what passes on, with these settings of the proxy."""
    if shutil.which("caddy") is None:
        pytest.fail("This test needs Caddy: run «apt-get install caddy» (as root), then try again.")
    given = {"PATH": os.environ["PATH"], "PROXY_SITE": "http://a.example", "PROXY_BUREAU": "http://b.example"}
    command = ["caddy", "adapt", "--config", str(ROOT / "deploy/proxy/Caddyfile"), "--adapter", "caddyfile"]
    done = subprocess.run(
        command, env={**given, "PROXY_TLS": "ervoor", **settings}, capture_output=True, text=True, check=True
    )
    return list(found_in(json.loads(done.stdout)))


def found_in(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if part.get("handler") == "reverse_proxy":
            yield part
        part = list(part.values())
    for item in part if isinstance(part, list) else ():
        yield from found_in(item)


def test_a_name_is_looked_up_every_few_seconds() -> None:
    found = [proxy["dynamic_upstreams"] for proxy in proxies()]
    assert {item["name"] for item in found} == {"rasa", "pagina", "bureau"}
    assert all(item["refresh"] <= 2 * SECOND for item in found), "Caddy's own rhythm is a minute"


def test_who_is_listed_is_asked_whether_it_answers() -> None:
    found = proxies(PROXY_RASA="adressen", PROXY_RASA_ADRESSEN="127.0.0.1:5005 127.0.0.1:5006")
    named = {proxy["dynamic_upstreams"]["name"] for proxy in found if "dynamic_upstreams" in proxy}
    assert named == {"pagina", "bureau"}, "every way to Rasa goes by the list"
    for proxy in (proxy for proxy in found if "dynamic_upstreams" not in proxy):
        assert [item["dial"] for item in proxy["upstreams"]] == ["127.0.0.1:5005", "127.0.0.1:5006"]
        assert proxy["health_checks"]["active"]["uri"] == "/webhooks/gezondheid/open"
