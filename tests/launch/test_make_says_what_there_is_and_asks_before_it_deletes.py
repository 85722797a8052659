"""`make help`, `make status`, and a `make clean` that removes nothing unless somebody says so."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from composed import ROOT
from rich.console import Console
from servers import free_ports

from launch.status import show_status


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give a folder with the Makefile, something to remove, and something to keep."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "clean", tmp_path / "scripts")
    for name in (".cache/vectors/x", ".toestand/logs/rasa.log", ".toestand/magdat.sqlite", "models/magdat.tar.gz"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def by_hand() -> dict[str, str]:
    """Give the environment of somebody who types the command, also where the tests themselves are run by make."""
    return {name: value for name, value in os.environ.items() if name not in {"FORCE", "MAKEFLAGS", "MAKELEVEL"}}


def clean(place: Path, *arguments: str, answer: str | None = None) -> subprocess.CompletedProcess[str]:
    kept = by_hand()
    command = ["make", "clean", *arguments]
    if answer is None:
        return subprocess.run(command, cwd=place, env=kept, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    ours, theirs = pty.openpty()
    try:
        os.write(ours, f"{answer}\n".encode())
        return subprocess.run(command, cwd=place, env=kept, stdin=theirs, capture_output=True, text=True)
    finally:
        os.close(ours)
        os.close(theirs)


def left(place: Path) -> set[str]:
    return {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()} - {"Makefile", "scripts/clean"}


@pytest.mark.parametrize("answer", [None, "n", ""])
def test_nothing_goes_where_nobody_says_yes(place: Path, answer: str | None) -> None:
    before = left(place)
    done = clean(place, answer=answer)
    assert done.returncode != 0
    assert left(place) == before
    assert ("FORCE=1" in done.stderr) == (answer is None)


@pytest.mark.parametrize(("arguments", "answer"), [(("FORCE=1",), None), ((), "ja"), ((), "y")])
def test_what_can_be_made_again_goes_and_what_is_kept_stays(
    place: Path, arguments: tuple[str, ...], answer: str | None
) -> None:
    done = clean(place, *arguments, answer=answer)
    assert done.returncode == 0, done.stderr
    assert left(place) == {".toestand/magdat.sqlite"}


def test_help_names_every_target_with_what_it_does() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, env=by_hand(), capture_output=True, text=True, check=True)
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", text, re.M))
    assert {line.split()[1] for line in done.stdout.splitlines()} == targets
    assert all(len(line.split()) > 3 for line in done.stdout.splitlines())


def test_python_keeps_what_it_compiles_whatever_the_environment_says() -> None:
    probe = ["make", "--silent", "--eval", "probe:; @echo [$$PYTHONDONTWRITEBYTECODE]", "probe"]
    environment = {**by_hand(), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(probe, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_status_says_that_nothing_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    for name, port in zip(("RASA", "ACTIES", "PAGINA", "BUREAU"), free_ports(4)):
        monkeypatch.setenv(f"MAGDAT_POORT_{name}", str(port))
    assert show_status(Console(width=200)) == 1
    assert capsys.readouterr().out.count("not started") == 4
