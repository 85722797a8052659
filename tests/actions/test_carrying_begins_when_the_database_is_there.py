"""A process that carries starts without its database, says why once, and carries as soon as it is there."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
import structlog

from actions import delivery
from magdat.settings import Settings

WAITS = "waiting to deliver"


def test_it_waits_says_so_once_and_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LOOK_EVERY", 0.05)
    monkeypatch.setenv("MAGDAT_DOORGEVEN", "webhook")
    monkeypatch.setenv("MAGDAT_WEBHOOK_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("MAGDAT_WEBHOOK_SECRET", "geheim-van-de-test-geheim-van-de-test")
    folder = tmp_path / "databank"
    folder.write_text("no folder", encoding="utf-8")  # nothing can be opened below a file, not even by root
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    monkeypatch.setenv("MAGDAT_DATABASE", f"sqlite:///{folder / 'magdat.sqlite'}")
    carrying = delivery.Delivery(Settings.from_environment())
    with structlog.testing.capture_logs() as logged:
        carrying.begin()
        try:
            waiting = next(thread for thread in threading.enumerate() if thread.name == WAITS)
            until(lambda: any(line["event"] == "handoff.waits" for line in logged))
            folder.unlink()
            folder.mkdir()
            waiting.join(20)
            assert not waiting.is_alive()
            assert [line for line in logged if line["event"] == "handoff.off"] == []
            assert any(thread.name.startswith("courier") for thread in threading.enumerate())
            assert carrying.well()
        finally:
            carrying.end(5)
    assert [line["event"] for line in logged].count("handoff.waits") == 1


def until(done: object) -> None:
    deadline = time.monotonic() + 20
    while not done():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)
