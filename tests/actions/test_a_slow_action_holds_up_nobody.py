"""An action that does not end holds up neither the health of the server nor another action, and is answered calmly."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from free_ports import free_ports

from launch.services import ROOT

pytestmark = pytest.mark.server

TYPED = "Jan Peeters 0470 12 34 56"
DEADLINE = 60.0

PACKAGE = """
import os, time
from rasa_sdk import Action
from pathlib import Path
HERE = Path(os.environ["HERE"])

class Slow(Action):
    def name(self):
        return "action_slow"
    def run(self, dispatcher, tracker, domain):
        (HERE / "begun").touch()
        while not (HERE / "end").exists():
            time.sleep(0.02)
        dispatcher.utter_message(text="too late")
        return []

class Quick(Action):
    def name(self):
        return "action_quick"
    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="here you are")
        return []
"""

SERVE = """
import sys
from actions import web
from magdat.privacy.discreet_log import keep_log_discreet
keep_log_discreet()
web.WITHIN = 2.0
web.create_app("slow_and_quick", secret="").run("127.0.0.1", int(sys.argv[1]), workers=1, access_log=False, motd=False)
"""


@dataclass
class Server:
    """A started action server."""

    address: str
    folder: Path
    log: Path

    def ask(self, action: str) -> Any:
        tracker = {"sender_id": "p-1", "slots": {}, "latest_message": {"text": TYPED}, "events": []}
        call = {"next_action": action, "sender_id": "p-1", "tracker": tracker, "domain": {}}
        return httpx.post(f"{self.address}/webhook", json=call, timeout=DEADLINE).json()

    def healthy(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health", timeout=DEADLINE).status_code == 200
        except httpx.HTTPError:
            return False


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "slow_and_quick.py").write_text(PACKAGE)
    (port,) = free_ports(1)
    env = {
        **os.environ,
        "HERE": str(tmp_path),
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
        "PYTHONWARNINGS": "ignore",
    }
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port)], cwd=ROOT, env=env, stdout=output, stderr=output
        )
    started = Server(f"http://127.0.0.1:{port}", tmp_path, log)
    try:
        until(started.healthy)
        yield started
    finally:
        (tmp_path / "end").touch()
        process.terminate()
        process.wait(DEADLINE)


def test_others_are_served_meanwhile_and_it_is_answered_calmly(server: Server) -> None:
    with ThreadPoolExecutor(1) as thread:
        slow = thread.submit(server.ask, "action_slow")
        until((server.folder / "begun").exists)
        assert server.healthy()
        assert server.ask("action_quick")["responses"][0]["text"] == "here you are"
        assert not slow.done(), "all that was while it ran"
        given = slow.result(DEADLINE)
    assert given["events"] == []
    assert "loopt bij mij iets mis" in given["responses"][0]["text"]
    (server.folder / "end").touch()
    logged = server.log.read_text()
    assert "action.too_slow" in logged
    assert "action_slow" in logged
    assert TYPED not in logged
