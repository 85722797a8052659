"""scripts/beheer: `magdat` with what the units of deploy/systemd have, and nothing of it left behind."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from composed import ROOT

SCRIPT = ROOT / "scripts" / "beheer"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give what stands in /etc/magdat after the steps of docs/productie.md."""
    subprocess.run([ROOT / "scripts" / "secrets", tmp_path / "geheimen"], check=True, capture_output=True)
    for name in ("slack_token", "slack_signing_secret"):
        (tmp_path / "geheimen" / name).write_text("xoxb-1", encoding="utf-8")
    example = (ROOT / "deploy" / "systemd" / "magdat.env.example").read_text(encoding="utf-8")
    (tmp_path / "magdat.env").write_text(f"{example}MAGDAT_VERBINDINGEN=40\n", encoding="utf-8")
    (tmp_path / "relay.env").write_text("MAGDAT_SMTP_HOST=$(touch gevaar)\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGDAT_")}
    environment = {**kept, "BEHEER_MAP": str(folder), "XDG_RUNTIME_DIR": str(folder), "COLUMNS": "200"}
    return subprocess.run([SCRIPT, *arguments], cwd=folder, env=environment, capture_output=True, text=True)


def now(shown: str, name: str) -> str:
    (found,) = re.findall(rf"{name} +│ ([^│]*?) +│", shown)
    return str(found).strip()


def test_every_file_of_settings_and_every_secret_is_there(folder: Path) -> None:
    done = run(folder, "instellingen")
    assert done.returncode == 0, done.stderr
    assert now(done.stdout, "MAGDAT_HERKOMST") == "https://magdat.example.be https://intranet.example.be"
    assert now(done.stdout, "MAGDAT_VERBINDINGEN") == "40", "the last line counts, as it does for systemd"
    assert now(done.stdout, "MAGDAT_SMTP_HOST") == "$(touch gevaar)", "and no shell looks at a value"
    assert not (folder / "gevaar").exists()
    for secret in ("MAGDAT_DATABASE", "MAGDAT_REDIS", "MAGDAT_SLACK_TOKEN"):
        assert now(done.stdout, secret) == "(ingevuld)", "which a file holds"
    assert now(done.stdout, "MAGDAT_SMTP_PASSWORD") == "", "an empty file is no secret"
    assert not list(folder.glob("magdat-beheer-*")), "what it needed for a moment is gone"


def test_its_exit_is_that_of_the_command(folder: Path) -> None:
    assert run(folder, "kanalen", "slack", "--host", "geen adres").returncode == 2


def test_where_nothing_is_it_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor")
    assert done.returncode == 2
    assert "productie.md" in done.stderr
