import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest
from free_ports import free_ports

from launch.services import ROOT
from launch.supervisor import stop_noted

START = """
import sys
from rich.console import Console
import launch.supervisor as supervisor
from launch.services import Service
port = int(sys.argv[1])
service = Service("pagina", "page", port, "/", "/", ("-m", "launch.page", "--port", str(port)))
running = supervisor.Supervisor([service], Console())
try:
    with supervisor.ended_by_signals():
        running.start()
        print("up", flush=True)
        running.watch()
except KeyboardInterrupt:
    print("ended", flush=True)
finally:
    running.stop()
"""
"""What `make start` does, with the lightest of the services."""


def starter(port: int, state: Path) -> subprocess.Popen[str]:
    """Return a start, as soon as its service answers or it gave up."""
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(port)],
        cwd=ROOT,
        env={**os.environ, "MAGDAT_TOESTAND": str(state)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == "up":
            break
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda item: item.name)
def test_every_service_stops(tmp_path: Path, number: signal.Signals) -> None:
    process = starter(free_ports(1)[0], tmp_path)
    (service,) = psutil.Process(process.pid).children()
    process.send_signal(number)
    process.send_signal(number)  # an impatient second time
    assert process.wait(timeout=30) == 0
    assert not service.is_running()
    assert not (tmp_path / "services.json").exists()


def test_a_start_that_make_stop_stopped_says_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process = starter(free_ports(1)[0], tmp_path)
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    assert stop_noted() == ["pagina"]
    assert process.wait(timeout=30) == 0
    assert stop_noted() == []


def kill_the_service(start: subprocess.Popen[str]) -> None:
    """Kill the one service of a start, as soon as it is there, and wait until it is gone."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        running = [child for child in psutil.Process(start.pid).children() if child.status() != psutil.STATUS_ZOMBIE]
        if running:
            running[0].kill()
            psutil.wait_procs(running[:1], timeout=20)
            return
        time.sleep(0.1)
    raise AssertionError("no service runs")


def test_a_service_that_stops_by_itself_is_started_again(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    process = starter(port, tmp_path)
    kill_the_service(process)
    with httpx.Client(transport=httpx.HTTPTransport(retries=8)) as client:  # which wait longer each time
        assert client.get(f"http://127.0.0.1:{port}/").status_code == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0


def test_what_the_services_keep_is_for_their_own_account(tmp_path: Path) -> None:
    process = starter(free_ports(1)[0], tmp_path)
    kept = [*(tmp_path / "logs").iterdir(), tmp_path / "services.json"]
    assert [path.stat().st_mode & 0o077 for path in kept] == [0] * len(kept)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0


def test_a_start_that_finds_its_port_taken_leaves_the_other_start_alone(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    first = starter(port, tmp_path)
    try:
        second = starter(port, tmp_path)
        assert second.wait(timeout=30) == 1
        assert second.stderr is not None
        assert f"Port {port} (page) is in use by" in second.stderr.read()
        assert (tmp_path / "services.json").exists(), "«make stop» still knows what the first one started"
    finally:
        first.terminate()
        first.wait(timeout=30)
