"""`scripts/secrets` draws what only we know and keeps what is there; `scripts/pin-images` writes digests."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from composed import COMPANY, ROOT, configured

from magdat.secret_files import FILES, with_secrets
from magdat.variables import all_faults

DIGEST = f"sha256:{'0123456789abcdef' * 4}"


def secrets(folder: Path) -> str:
    done = subprocess.run([ROOT / "scripts" / "secrets", folder], capture_output=True, text=True, check=True)
    return done.stdout


def test_every_secret_of_compose_is_made_once_and_fits(tmp_path: Path) -> None:
    folder = tmp_path / "geheimen"
    secrets(folder)
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert set(found) == set(configured(COMPANY, COMPOSE_PROFILES="beheer")["secrets"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    drawn = [value for value in found.values() if re.fullmatch(r"[0-9a-f]{64}", value)]
    assert len(set(drawn)) == len(drawn) == 7
    named = {key: str(folder / secret.removeprefix("MAGDAT_").lower()) for key, secret in FILES.items()}
    given = with_secrets({key: path for key, path in named.items() if Path(path).exists()})
    assert all_faults(given) == []
    assert found["postgres_wachtwoord"] in given["MAGDAT_DATABASE"]
    (folder / "slack_token").write_text("van Slack", encoding="utf-8")
    (folder / "rest_token").unlink()
    assert "rest_token" in secrets(folder)
    assert {**found, "slack_token": "van Slack"}.items() - {
        (path.name, path.read_text(encoding="utf-8")) for path in folder.iterdir()
    } == {("rest_token", found["rest_token"])}


@pytest.mark.parametrize(("answer", "status"), [(DIGEST, 0), ("<nil>", 1)])
def test_a_digest_is_written_behind_each_tag_or_nothing_is(tmp_path: Path, answer: str, status: int) -> None:
    # Docker itself is not here, nor a registry: this stands where it answers what a tag is.
    (tmp_path / "docker").write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    (tmp_path / "docker").chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    file = tmp_path / ".env"
    before = (ROOT / ".env.example").read_text(encoding="utf-8") + "IMAGE_MAGDAT=magdat:local\n"
    file.write_text(before, encoding="utf-8")
    for _ in range(2):
        done = subprocess.run(
            [ROOT / "scripts" / "pin-images", file], env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stderr
    pinned = re.sub(r"^(IMAGE_(?!MAGDAT)\w+=\S+)$", rf"\1@{DIGEST}", before, flags=re.M)
    assert file.read_text(encoding="utf-8") == (before if status else pinned)
    assert {path.name for path in tmp_path.iterdir()} == {"docker", ".env"}


def test_the_image_holds_what_traces_take() -> None:
    script = (ROOT / "scripts" / "image-tree").read_text(encoding="utf-8")
    assert "pip install --quiet --no-deps --require-hashes -r requirements-sporen.txt\n" in script
    assert "opentelemetry-exporter-otlp-proto-http==" in (ROOT / "requirements-sporen.txt").read_text(encoding="utf-8")
