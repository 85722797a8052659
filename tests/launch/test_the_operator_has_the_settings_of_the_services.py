"""scripts/beheer: `magdat` with what the units of deploy/systemd have, and nothing left behind but by a restore."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from composed import ROOT

from magdat.settings import Settings
from magdat.storage.backup import make
from magdat.storage.stores import open_database

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
    environment["BEHEER_TOESTAND"] = str(folder / "blijft")
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
    assert not (folder / "blijft").exists()


def backup(folder: Path, key: str) -> Path:
    """Return a copy of an assistant with a key of its own."""
    there = folder / "elders"
    given = {"MAGDAT_TOESTAND": str(there), "MAGDAT_BELEID": str(there / "beleid.yml"), "MAGDAT_POST_SLEUTEL": key}
    settings = Settings.from_environment(given)
    there.mkdir()
    settings.policy.write_text("titel: Beleid\nversie: '1'\n", encoding="utf-8")
    database = open_database(settings)
    database.migrate()
    database.engine.dispose()
    make(settings, given, folder / "kopie", None)
    return folder / "kopie"


def test_the_settings_and_the_key_of_a_restore_stay_for_whoever_restores(folder: Path) -> None:
    """As docs/bedrijf.md has it: the secret of now is set aside, and the key of then is put in its place afterwards."""
    key, secret = "ab" * 32, folder / "geheimen" / "post_sleutel"
    copy = backup(folder, key)
    (folder / "geheimen" / "database").write_text(f"sqlite:///{folder / 'nieuw.sqlite'}", encoding="utf-8")
    with (folder / "magdat.env").open("a", encoding="utf-8") as settings:
        settings.write(f"MAGDAT_BELEID={folder / 'beleid' / 'beleid.yml'}\n")
    refused = run(folder, "opslag", "herstel", str(copy))
    assert refused.returncode == 2
    assert "niet de sleutel van de reservekopie" in refused.stderr
    assert not (folder / "nieuw.sqlite").exists()
    secret.rename(secret.with_suffix(".opzij"))
    secret.write_text("", encoding="utf-8")
    done = run(folder, "opslag", "herstel", str(copy))
    assert done.returncode == 0, done.stderr
    kept = folder / "blijft"
    assert str(kept / "post.sleutel") in done.stdout
    assert (kept / "post.sleutel").read_text(encoding="ascii").split() == [key]
    assert key in (kept / "hersteld-instellingen.json").read_text(encoding="utf-8")
    for path, mode in ((kept, 0o700), (kept / "post.sleutel", 0o600), (kept / "hersteld-instellingen.json", 0o600)):
        assert stat.S_IMODE(path.stat().st_mode) == mode, path
    assert not list(folder.glob("magdat-beheer-*"))


def test_its_exit_is_that_of_the_command(folder: Path) -> None:
    assert run(folder, "kanalen", "slack", "--host", "geen adres").returncode == 2


def test_where_nothing_is_it_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor")
    assert done.returncode == 2
    assert "productie.md" in done.stderr
