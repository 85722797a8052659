"""A second Rasa on one SQLite is refused with a sentence, and so are several without what they need together."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from launch.services import ROOT, services
from magdat.settings import Settings
from magdat.storage import alone
from magdat.storage.alone import NotAlone, claim
from magdat.variables import all_faults

SERVER = {"MAGDAT_DATABASE": "postgresql://magdat@127.0.0.1/magdat", "MAGDAT_REDIS": "redis://127.0.0.1/0"}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Give an SQLite that nobody uses."""
    monkeypatch.setattr(alone, "_claimed", {})
    return Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path / "toestand")})


def started(settings: Settings) -> subprocess.CompletedProcess[str]:
    """Start Rasa by hand on the same state folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")}
    environment |= {"MAGDAT_TOESTAND": str(settings.state)}
    command = [sys.executable, "-m", "launch.rasa_cli", "run", "--port", "1"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_a_second_one_on_the_same_file_ends_with_a_sentence(settings: Settings) -> None:
    claim(settings)
    claim(settings)  # the same process may say it twice
    ended = started(settings)
    assert ended.returncode == 1
    assert f"Another Rasa (process {os.getpid()}) is at work on {settings.state / 'magdat.sqlite'}" in ended.stderr
    for needed in ("PostgreSQL", "MAGDAT_REDIS", "MAGDAT_WERKERS"):
        assert needed in ended.stderr
    assert "Traceback" not in ended.stderr


def test_one_that_was_killed_holds_up_nobody(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    if (child := os.fork()) == 0:
        claim(settings)
        os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    claim(settings)
    monkeypatch.setattr(alone, "_claimed", {})
    with pytest.raises(NotAlone):
        claim(settings)


def test_redis_alone_does_not_make_two_on_one_file_safe(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with_redis = replace(settings, redis=SERVER["MAGDAT_REDIS"])
    claim(with_redis)
    monkeypatch.setattr(alone, "_claimed", {})
    with pytest.raises(NotAlone, match="Another Rasa"):
        claim(with_redis)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, ["MAGDAT_DATABASE on PostgreSQL and MAGDAT_REDIS"]),
        ({"MAGDAT_DATABASE": SERVER["MAGDAT_DATABASE"]}, ["need MAGDAT_REDIS"]),
        ({"MAGDAT_DATABASE": "sqlite:////tmp/x", "MAGDAT_REDIS": SERVER["MAGDAT_REDIS"]}, ["MAGDAT_DATABASE on Pos"]),
        (SERVER, []),
        ({**SERVER, "MAGDAT_VERBINDINGEN": "9"}, ["4 Rasa processes with what runs beside them need 14"]),
        ({**SERVER, "MAGDAT_POORT_ACTIES": "5007"}, ["MAGDAT_POORT_ACTIES is 5007", "5005 to 5008"]),
    ],
)
def test_several_are_refused_with_what_is_missing(environment: dict[str, str], told: list[str]) -> None:
    found = all_faults({**environment, "MAGDAT_WERKERS": "4"})
    assert len(found) == (1 if told else 0), found
    for part in told:
        assert part in found[0]


def test_each_has_a_port_of_its_own() -> None:
    found = {item.name: item.port for item in services({"MAGDAT_WERKERS": "3", "MAGDAT_POORT_RASA": "6005"})}
    assert {name: port for name, port in found.items() if name.startswith("rasa")} == {
        "rasa": 6005,
        "rasa2": 6006,
        "rasa3": 6007,
    }


@pytest.mark.parametrize("workers", [1, 2, 4, 8, 16, 32])
def test_connections_are_shared_out_so_that_they_fit(workers: int) -> None:
    settings = Settings.from_environment({**SERVER, "MAGDAT_WERKERS": str(workers)})
    assert 2 <= settings.connections_each <= 10
    assert settings.connections_each * (workers + 3) <= settings.connections <= 97
