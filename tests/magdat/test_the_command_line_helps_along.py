"""The version, completion in the shell, a hint for a mistyped command, one sentence for a missing file."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from magdat import cli
from magdat.commands import output

ROOT = Path(__file__).resolve().parents[2]


def run(monkeypatch, capsys, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["magdat", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


def test_the_version_is_that_of_the_package(monkeypatch, capsys) -> None:
    code, said, _ = run(monkeypatch, capsys, "--version")
    assert (code, said) == (0, f"magdat {importlib.metadata.version('magdat')}\n")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["beleid", "kontroleer"], "bedoel je «controleer»?"),
        (["doktor"], "bedoel je «doctor»?"),
        (["Vraag", "x"], "bedoel je «vraag»?"),
        (["privacy", "opschonnen"], "bedoel je «opschonen»?"),
    ],
)
def test_a_mistyped_command_gets_a_hint(arguments, hint, monkeypatch, capsys) -> None:
    code, _, said = run(monkeypatch, capsys, *arguments)
    assert code == 2
    assert hint in said


def test_a_command_that_looks_like_none_gets_no_hint(monkeypatch, capsys) -> None:
    _, _, said = run(monkeypatch, capsys, "xyzzy")
    assert "bestaat niet → magdat --help" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["beleid", "controleer", "weg.yml"],
        ["beleid", "test", "weg.yml"],
        ["evalueer", "weg.yml"],
        ["instellingen", "--schrijf", "weg.yml"],
    ],
    ids=" ".join,
)
def test_a_missing_file_is_one_sentence(arguments, monkeypatch, capsys) -> None:
    code, out, said = run(monkeypatch, capsys, *arguments)
    assert (code, out) == (2, "")
    assert said == "✗ weg.yml: het bestand bestaat niet → kijk de naam en de map na\n"


def test_a_missing_folder_is_one_sentence(monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.setenv("MAGDAT_LEIDRAAD", str(tmp_path / "weg"))
    code, _, said = run(monkeypatch, capsys, "beleid", "controleer")
    assert code == 2
    assert said == f"✗ {tmp_path / 'weg'}: de map bestaat niet → kijk de naam na\n"


def completed(line: str) -> list[str]:
    """Return what bash is offered for a line that is half typed."""
    program = "from magdat.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "_MAGDAT_COMPLETE": "complete_bash", "COMP_WORDS": line}
    environment["COMP_CWORD"] = str(len(line.split(" ")) - 1)
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    return done.stdout.split()


def test_the_shell_completes_commands_and_options() -> None:
    assert completed("magdat do") == ["doctor", "doorgeven"]
    assert {"controleer", "verschil", "versie"} <= set(completed("magdat beleid "))
    assert "--json" in completed("magdat doctor --")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell, monkeypatch, capsys) -> None:
    code, said, _ = run(monkeypatch, capsys, "voltooiing", shell)
    assert code == 0
    assert "_MAGDAT_COMPLETE" in said


def test_a_spinner_turns_only_where_somebody_watches(monkeypatch) -> None:
    for terminal in (True, False):
        console = Console(force_terminal=terminal, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        monkeypatch.setattr(output, "errors", console)
        with output.busy("Even denken …") as shown:
            assert (shown is not None) is terminal
