"""Ready is not alive: what is missing is named, quickly, and looked at no more often than needed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from magdat.files.problems import DocumentError
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.watching import readiness
from magdat.watching.readiness import FRESH, Readiness, parts


def refuses() -> bool:
    raise StorageError("weg")


def broken() -> bool:
    raise DocumentError([])


def test_what_is_missing_is_named_and_nothing_else() -> None:
    checks = {"database": refuses, "redis": lambda: True, "policy": broken, "model": lambda: False}
    assert Readiness(checks).missing() == ("database", "policy", "model")
    assert Readiness({"database": lambda: True}).missing() == ()


def test_a_part_that_does_not_answer_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "WAITS", 0.05)
    released = threading.Event()
    ready = Readiness({"database": lambda: released.wait(60), "redis": lambda: True})
    assert ready.missing() == ("database",)
    released.set()


def test_who_asks_time_and_again_makes_no_more_work() -> None:
    now, looked = [0.0], []
    ready = Readiness({"database": lambda: not looked.append(1)}, clock=lambda: now[0])
    for _ in range(50):
        assert ready.missing() == ()
    assert len(looked) == 1
    now[0] = FRESH
    ready.missing()
    assert len(looked) == 2


def test_a_file_and_a_redis_that_are_there_are_ready_and_a_server_that_is_not_is_named(
    tmp_path: Path, redis: str
) -> None:
    here = Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path), "MAGDAT_REDIS": redis})
    assert Readiness(parts(here)).missing() == ()
    gone = {
        "MAGDAT_TOESTAND": str(tmp_path),
        "MAGDAT_DATABASE": "postgresql://magdat@127.0.0.1:9/magdat",
        "MAGDAT_REDIS": "redis://127.0.0.1:9/0",
    }
    assert Readiness(parts(Settings.from_environment(gone))).missing() == ("database", "redis")
