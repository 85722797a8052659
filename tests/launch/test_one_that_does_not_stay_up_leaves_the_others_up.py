"""A service that stops time and again waits ever longer, on its own: the others run on, and a person can see why."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from rich.console import Console
from servers import free_ports

from launch import status
from launch.kept import LONGEST_PAUSE, STEADY, Kept
from launch.services import ROOT, Service
from launch.supervisor import RESTARTS, facts, noted
from magdat.commands.reach import restless

START = """
import sys
from rich.console import Console
import launch.supervisor as supervisor
from launch.services import Service
page, desk = (("-m", "launch.page", "--port", port) for port in sys.argv[1:3])
boot = "import pathlib, sys; pathlib.Path(sys.argv[3]).exists() and sys.exit('the key is missing')"
once = ("-c", boot + "; sys.argv[3:] = []; from launch.page import main; main()", "--port", *sys.argv[2:4])
running = [Service("pagina", "page", int(sys.argv[1]), "/", "/", page),
           Service("bureau", "desk page", int(sys.argv[2]), "/", "/", once)]
start = supervisor.Supervisor(running, Console(width=200))
try:
    with supervisor.ended_by_signals():
        start.start()
        print("up", flush=True)
        start.watch()
except KeyboardInterrupt:
    pass
finally:
    start.stop()
"""
"""Two services, of which the second cannot start any more once a file is there."""


def until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.server
def times(pattern: str, told: str) -> int:
    found = re.search(pattern, told)
    assert found is not None, told
    return int(found[1])


def test_the_others_run_on_and_a_person_sees_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, (page, desk) = tmp_path / "broken", free_ports(2)
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    monkeypatch.setenv("MAGDAT_POORT_PAGINA", str(page))
    monkeypatch.setenv("MAGDAT_POORT_BUREAU", str(desk))
    start = subprocess.Popen(
        [sys.executable, "-c", START, str(page), str(desk), str(broken)],
        cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert start.stdout is not None
    try:
        assert any(line.strip() == "up" for line in start.stdout)
        first = {item["name"]: item["pid"] for item in noted()}
        broken.touch()
        psutil.Process(first["bureau"]).kill()
        told = next(line for line in start.stdout if "in a row" in line)
        assert f"desk page stopped with code 1, {RESTARTS + 1} times in a row; the others run on" in told
        assert "the key is missing" in "".join(next(start.stdout) for _ in range(2))
        assert noted()[0]["pid"] == first["pagina"]
        shown = Console(width=300, record=True, file=io.StringIO())
        assert status.show_status(shown) == 1
        # It is tried again meanwhile, and the count goes on.
        assert times(r"stopped by itself (\d+) time\(s\) in a row", shown.export_text()) > RESTARTS
        (found,) = restless(tmp_path)
        assert times(r"^bureau viel (\d+) keer na elkaar vanzelf stil", found.message) > RESTARTS
        broken.unlink()
        until(lambda: len(noted()) == 2 and "again" not in facts()[1])
    finally:
        start.terminate()
        assert start.wait(timeout=30) == 0


def test_it_waits_ever_longer_until_it_has_run_for_a_while() -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    kept = Kept(Service("bureau", "desk page", 1, "/", "/", ()), ended)
    pauses = [kept.stopped(RESTARTS) for _ in range(RESTARTS + 8)]
    assert pauses[: RESTARTS + 3] == [0.0] * RESTARTS + [2.0, 4.0, 8.0]
    assert pauses[-1] == LONGEST_PAUSE
    kept._begun -= STEADY
    assert kept.stopped(RESTARTS) == 0.0
