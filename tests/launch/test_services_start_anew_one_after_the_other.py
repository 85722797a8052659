"""`python -m launch herstart`: each service stops in peace and answers again before the next one is touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from servers import free_ports

from launch.services import ROOT

START = """
import sys
from rich.console import Console
import launch.supervisor as supervisor
from launch.services import Service
ports = [int(port) for port in sys.argv[1:]]
names = ("pagina", "bureau")
page = ("-m", "launch.page", "--port")
running = [Service(name, name, port, "/", "/", (*page, str(port))) for name, port in zip(names, ports)]
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


def again(state: Path, *names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "launch", "herstart", *names],
        cwd=ROOT,
        env={**os.environ, "MAGDAT_TOESTAND": str(state)},
        capture_output=True,
        text=True,
        timeout=120,
    )


def noted(state: Path) -> dict[str, int]:
    return {item["name"]: item["pid"] for item in json.loads((state / "services.json").read_text(encoding="utf-8"))}


@pytest.mark.server
def test_all_of_them_or_one(tmp_path: Path) -> None:
    start = subprocess.Popen(
        [sys.executable, "-c", START, *map(str, free_ports(2))],
        cwd=ROOT,
        env={**os.environ, "MAGDAT_TOESTAND": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert start.stdout is not None
    assert any(line.strip() == "up" for line in start.stdout)
    try:
        first = noted(tmp_path)
        assert again(tmp_path).returncode == 0
        second = noted(tmp_path)
        assert not set(first.values()) & set(second.values())
        assert not [pid for pid in first.values() if psutil.pid_exists(pid)]
        assert again(tmp_path, "bureau").returncode == 0
        third = noted(tmp_path)
        assert (third["pagina"] == second["pagina"], third["bureau"] == second["bureau"]) == (True, False)
        assert "there is no service «iets»" in again(tmp_path, "iets").stdout
    finally:
        start.terminate()
        start.wait(timeout=30)
    assert "Nothing runs here" in again(tmp_path).stdout
