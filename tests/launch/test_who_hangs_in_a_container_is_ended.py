"""`python -m launch.health --anders-weg`: Docker starts again who stops, and nobody who only hangs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import free_ports

from launch import health

HANGS = """
import socket, sys
with socket.create_server(("127.0.0.1", int(sys.argv[1]))):
    print("there", flush=True)
    sys.stdin.read()
"""
"""Takes connections, as a kernel does for any process that listens, and answers none."""


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    (port,) = free_ports(1)
    monkeypatch.setenv("MAGDAT_POORT_BUREAU", str(port))
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    command = [sys.executable, "-c", HANGS, str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def test_after_several_questions_in_a_row(hanging: subprocess.Popen[str]) -> None:
    for _ in range(health.HANGS_AFTER - 1):
        assert health.main(["--anders-weg", "bureau"]) == 1
        assert hanging.poll() is None
    assert health.main(["--anders-weg", "bureau"]) == 1
    assert hanging.wait(20) == -9
    for _ in range(health.HANGS_AFTER):  # nobody is there, and nobody is ended
        assert health.main(["--anders-weg", "bureau"]) == 1


def test_only_when_it_is_asked(hanging: subprocess.Popen[str]) -> None:
    for _ in range(health.HANGS_AFTER + 1):
        assert health.main(["bureau"]) == 1
    assert hanging.poll() is None
