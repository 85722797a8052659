"""Where another server listens already, ours is not started: its answers would be taken for ours."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bench import two_servers


def test_a_taken_port_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        monkeypatch.setitem(two_servers.OURS_PORTS, "MAGDAT_POORT_RASA", port)
        with pytest.raises(SystemExit, match=f"{port} is in use: set MAGDAT_POORT_RASA"), two_servers.ours(tmp_path):
            pytest.fail("it was started")
    assert not list(tmp_path.iterdir())
