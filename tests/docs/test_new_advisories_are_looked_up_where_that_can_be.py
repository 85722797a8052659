"""scripts/audit with a pip-audit that stands in for the real one: there, a mirror without advisories, or no way out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from launch.advisories import answers, canary

ROOT = Path(__file__).resolve().parents[2]
STAND_IN = f"""#!{sys.executable}
import json, os, re, sys
given = dict(zip(sys.argv[1:], sys.argv[2:]))
if os.environ["INDEX"] == "away":
    sys.exit("ERROR: Could not connect to the index")
lines = open(given["-r"]).read().splitlines()
packages = [re.match(r"([^=]+)==([^ ]+)", line).groups() for line in lines]
if os.environ["INDEX"] == "mirror":
    report = [dict(name=name, skip_reason="not found on PyPI") for name, _ in packages]
else:
    known = {{name: ["CVE-2024-37065"] for name in ("skops",)}}
    if os.environ["INDEX"] == "new":
        known["rich"] = ["PYSEC-2099-1"]
    report = [
        dict(name=name, version=version, vulns=[dict(id=one, aliases=[]) for one in known.get(name, [])])
        for name, version in packages
    ]
json.dump(dict(dependencies=report), open(given["--output"], "w"))
sys.exit(any(item.get("vulns") for item in report))
"""


def audited(folder: Path, index: str, asked: str) -> subprocess.CompletedProcess[str]:
    for name in ("advisories.yml", "SECURITY.md", "requirements.txt", "requirements-sporen.txt", "launch", "magdat"):
        (folder / name).symlink_to(ROOT / name)
    for name, text in (
        (".venv/bin/python", f'#!/bin/sh\nexec {sys.executable} "$@"\n'),
        ("scripts/tools", "#!/bin/sh\n"),
    ):
        place = folder / name
        place.parent.mkdir(parents=True)
        place.write_text(text, encoding="utf-8")
        place.chmod(0o755)
    shutil.copy(ROOT / "scripts" / "audit", folder / "scripts" / "audit")
    pip_audit = folder / ".cache/tools/bin/pip-audit"
    pip_audit.parent.mkdir(parents=True)
    pip_audit.write_text(STAND_IN, encoding="utf-8")
    pip_audit.chmod(0o755)
    env = {"PATH": os.environ["PATH"], "INDEX": index, "PYTHONPATH": str(folder)}
    command = [str(folder / "scripts" / "audit"), asked]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_the_one_that_is_asked_first_has_an_advisory_that_was_confirmed() -> None:
    first = canary(answers())
    assert first.package == "skops"
    assert set(first.advisories) - set(first.unconfirmed)


@pytest.mark.parametrize("asked", ["--online", "--if-reachable"])
def test_where_advisories_are_known_a_new_one_fails_both(tmp_path: Path, asked: str) -> None:
    done = audited(tmp_path, "new", asked)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "PYSEC-2099-1 has no answer" in done.stderr


@pytest.mark.parametrize("asked", ["--online", "--if-reachable"])
def test_and_without_a_new_one_neither(tmp_path: Path, asked: str) -> None:
    done = audited(tmp_path, "there", asked)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("index", ["mirror", "away"])
def test_where_none_can_be_reached_one_says_so_and_only_who_insists_fails(tmp_path: Path, index: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    insisted, asked = audited(tmp_path / "a", index, "--online"), audited(tmp_path / "b", index, "--if-reachable")
    assert insisted.returncode == 1
    assert insisted.stderr.startswith("✗ No index with advisories can be reached")
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert asked.stdout.startswith("! No index with advisories can be reached")
    assert "are answered" in asked.stdout, "what can be checked without is checked"
    why = {"mirror": "it knows nothing of skops 0.9.0, nor CVE-2024-37065", "away": "Could not connect to the index"}
    assert why[index] in asked.stdout
