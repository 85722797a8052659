"""deploy/systemd beside docker-compose.yml: the same commands and secrets, each unit closed in."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from composed import COMPANY, ROOT, configured

from launch.services import MIGRATION, every_service
from magdat.secret_files import FILES
from magdat.variables import all_faults, unknown

UNITS = ROOT / "deploy" / "systemd"
SERVICES = configured(COMPANY)["services"]
NAMES = [*(service.name for service in every_service({})), MIGRATION]
DOCTOR = "doctor"
"""What a timer starts every night; it stands in no compose file."""


def values(name: str, key: str) -> list[str]:
    """Return every value of a key in the unit of a service."""
    text = (UNITS / f"magdat-{name}.service").read_text(encoding="utf-8")
    return re.findall(rf"^{key}=(.*)$", text, re.M)


def test_there_is_a_unit_for_each_service_and_one_target_for_all() -> None:
    every = [*NAMES, DOCTOR, "rasa@"]
    assert {path.name for path in UNITS.glob("*.service")} == {f"magdat-{name}.service" for name in every}
    target = (UNITS / "magdat.target").read_text(encoding="utf-8")
    assert set(re.findall(r"magdat-\w+\.service", target)) == {f"magdat-{name}.service" for name in NAMES}


def test_every_further_rasa_is_as_the_first_and_has_the_name_that_the_launcher_knows() -> None:
    first, further = (
        (UNITS / f"magdat-{name}.service").read_text(encoding="utf-8").splitlines() for name in ("rasa", "rasa@")
    )
    other = [pair for pair in zip(first, further, strict=True) if len(set(pair)) > 1]
    assert [line.partition("=")[0] for line, _ in other] == ["Description", "ExecStart"]
    started = other[1][1].replace("%i", "2").split()
    assert started == f"{other[1][0]}2".split()
    assert started[-1] in {item.name for item in every_service({"MAGDAT_WERKERS": "2"})}


@pytest.mark.parametrize("name", NAMES)
def test_each_has_the_command_and_the_secrets_of_compose(name: str) -> None:
    (command,) = values(name, "ExecStart")
    assert command.split() == [f"/opt/magdat/{SERVICES[name]['command'][0]}", *SERVICES[name]["command"][1:]]
    loaded = dict(value.split(":") for value in values(name, "LoadCredential"))
    secrets = {item["source"] for item in SERVICES[name].get("secrets", [])} - {"teams_certificate"}
    assert loaded == {secret: f"/etc/magdat/geheimen/{secret}" for secret in secrets}
    given = dict(pair.split("=", 1) for line in values(name, "Environment") for pair in line.split())
    told = {key: value for key, value in given.items() if key in FILES}
    assert told == {f"MAGDAT_{secret.upper()}_BESTAND": f"%d/{secret}" for secret in secrets}
    limits = SERVICES[name]["deploy"]["resources"]["limits"]
    assert int(values(name, "MemoryMax")[0].removesuffix("M")) * 2**20 == int(limits["memory"])
    assert values(name, "TasksMax") == [str(limits["pids"])]


def test_every_night_the_doctor_looks_with_the_settings_and_secrets_of_all() -> None:
    timer = (UNITS / f"magdat-{DOCTOR}.timer").read_text(encoding="utf-8")
    assert "OnCalendar=" in timer
    assert "WantedBy=timers.target" in timer
    assert values(DOCTOR, "ExecStart") == ["/opt/magdat/.venv/bin/magdat doctor --streng"]
    for key in ("EnvironmentFile", "LoadCredential", "Environment"):
        of_all = {value.lstrip("-") for name in NAMES for value in values(name, key)}
        assert {value.lstrip("-") for value in values(DOCTOR, key)} == of_all


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stays_down_because_something_else_was_away(name: str) -> None:
    assert values(name, "Requires") == values(name, "BindsTo") == []
    assert values(name, "StartLimitIntervalSec") == ["0"]
    assert values(name, "Restart") == ["on-failure" if name == MIGRATION else "always"]
    if name not in {MIGRATION, "pagina"}:
        assert all(f"magdat-{MIGRATION}.service" in values(name, key)[0].split() for key in ("After", "Wants"))


@pytest.mark.parametrize("name", [name for name in NAMES if name != MIGRATION])
def test_who_hangs_is_ended_in_time_and_started_again(name: str) -> None:
    assert values(name, "WatchdogSec") == ["60"]
    assert values(name, "WatchdogSignal") == ["SIGKILL"], "who hangs may hear nothing else"
    assert values(name, "NotifyAccess") == ["all"], "a process beside the service tells how it is"
    assert "AF_UNIX" in values(name, "RestrictAddressFamilies")[0].split()


def test_the_example_of_settings_is_right() -> None:
    lines = (UNITS / "magdat.env.example").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("=", 1) for line in lines if line and not line.startswith("#")]
    given = {name: value.strip('"') for name, value in pairs}
    assert all_faults(given) == []
    assert list(unknown(given)) == []


def test_systemd_finds_nothing_wrong_and_each_unit_closed_in(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.fail("This test needs systemd-analyze: run «apt-get install systemd» (as root), then try again.")
    for unit in UNITS.glob("magdat*.*"):
        if unit.suffix in {".service", ".target", ".timer"}:
            text = unit.read_text(encoding="utf-8").replace("/opt/magdat/.venv/bin", str(Path(sys.executable).parent))
            (tmp_path / unit.name.replace("@", "@2")).write_text(text)  # of a template, the second
    units = sorted(tmp_path.iterdir())
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    told = [line for line in checked.stderr.splitlines() if "magdat" in line]
    assert (checked.returncode, told) == (0, [])
    services = [unit for unit in units if unit.suffix == ".service"]
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", *services]
    measured = subprocess.run(command, capture_output=True, text=True, check=False)
    assert measured.returncode == 0, measured.stdout[-2000:]
