"""launch.pulse: systemd hears of a service that answers, and nothing of one that hangs, until it answers again.

There is no systemd here: a socket stands in its place, and a service that really runs is really stopped by a signal.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest
from free_ports import free_port

from launch import pulse
from launch.services import ROOT

SPAN = 3.0
"""Seconds after which systemd would end a service that it hears nothing of."""

WITHIN = 60.0


@dataclass
class Watched:
    process: psutil.Process
    heard: socket.socket
    port: int

    def answers(self) -> bool:
        """Return whether it answers, as soon as it does: until then it is starting, and hangs for nobody."""
        deadline = time.monotonic() + WITHIN
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.HTTPError):
                return httpx.get(f"http://127.0.0.1:{self.port}/health").status_code == 200
            time.sleep(0.1)
        return False

    def told(self, seconds: float) -> bool:
        """Return whether something is said within so many seconds."""
        self.heard.settimeout(seconds)
        try:
            return self.heard.recv(100) == b"WATCHDOG=1"
        except TimeoutError:
            return False

    def silent(self) -> bool:
        """Return whether, sooner or later, nothing is said for so long that systemd would end it."""
        deadline = time.monotonic() + WITHIN
        while time.monotonic() < deadline:
            if not self.told(SPAN):
                return True
        return False


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")}
    port = free_port()
    given = {
        "PYTHONPATH": str(ROOT),
        "MAGDAT_TOESTAND": str(tmp_path),
        "MAGDAT_POORT_ACTIES": str(port),
        "MAGDAT_DOORGEVEN": "geen",
        "NOTIFY_SOCKET": str(tmp_path / "notify"),
        "WATCHDOG_USEC": str(int(SPAN * 1e6)),
    }
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(given["NOTIFY_SOCKET"])
        with subprocess.Popen([sys.executable, "-m", "launch", "acties"], cwd=ROOT, env={**kept, **given}) as process:
            yield Watched(psutil.Process(process.pid), heard, port)
            process.kill()


def test_one_that_hangs_is_passed_over_in_silence(watched: Watched) -> None:
    assert watched.told(WITHIN), "who starts is well"
    assert watched.answers()
    assert "NOTIFY_SOCKET" not in watched.process.environ(), "whoever it starts has nothing to say to systemd"
    (beside,) = watched.process.children()
    watched.process.suspend()
    assert watched.silent()
    watched.process.resume()
    assert watched.told(WITHIN)
    watched.process.kill()
    _, there = psutil.wait_procs([beside], timeout=WITHIN)
    assert there == [], "who asks ends with whom it asks"


def test_one_that_does_not_listen_yet_does_not_hang() -> None:
    assert not pulse.hangs(f"http://127.0.0.1:{free_port()}/", 5.0)


def test_one_that_takes_connections_and_answers_none_does() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert pulse.hangs(f"http://127.0.0.1:{server.getsockname()[1]}/", 0.1)


def test_an_abstract_socket_is_spoken_to_too() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(f"\0magdat-{os.getpid()}")
        pulse.tell(f"@magdat-{os.getpid()}")
        heard.settimeout(10)
        assert heard.recv(100) == b"WATCHDOG=1"


def test_without_systemd_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("nobody asked for it")

    monkeypatch.setattr(pulse.subprocess, "Popen", never)
    for environment in ({}, {"NOTIFY_SOCKET": "/run/systemd/notify"}):
        pulse.accompany("http://127.0.0.1:1/", environment)
        assert environment == {}
