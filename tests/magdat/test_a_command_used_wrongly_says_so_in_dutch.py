"""Whatever somebody types: one clear Dutch message on stderr, the promised exit code, never a traceback."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
import typer

from magdat import cli

ROOT = Path(__file__).resolve().parents[2]
GOOD = str(ROOT / "beleid" / "beleid.yml")


@pytest.fixture
def bad(tmp_path):
    """One file of each kind that is no policy."""
    (tmp_path / "leeg.yml").write_text("", encoding="utf-8")
    (tmp_path / "latin.yml").write_bytes("titel: café\n".encode("latin-1"))
    (tmp_path / "bom.yml").write_text("a: &a [x, x]\nb: [*a, *a]\n", encoding="utf-8")
    (tmp_path / "stuk.yml").write_text("titel: [a\n", encoding="utf-8")
    (tmp_path / "map").mkdir()
    return tmp_path


def run(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["magdat", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    said = capsys.readouterr()
    return stopped.value.code, said.out, said.err


@pytest.mark.parametrize("name", ["weg.yml", "leeg.yml", "latin.yml", "bom.yml", "stuk.yml", "map"])
@pytest.mark.parametrize(
    "command",
    [
        ["beleid", "controleer", "FILE"],
        ["beleid", "verschil", "FILE", GOOD],
        ["beleid", "verschil", GOOD, "FILE"],
        ["beleid", "waarom", "--onderwerp", "foto_tag", "--beleid", "FILE"],
        ["beleid", "bijlage", "FILE", "--uit", "OUT.html"],
        ["beleid", "test", "FILE"],
        ["antwoorden", "catalogus", "--beleid", "FILE", "--uit", "OUT.html"],
        ["antwoorden", "controleer", "--beleid", "FILE"],
    ],
    ids=" ".join,
)
def test_a_file_that_is_no_policy(name, command, bad, monkeypatch, capsys):
    places = {"FILE": bad / name, "OUT.html": bad / "uit.html"}
    code, _, said = run(monkeypatch, capsys, *(places.get(word, word) for word in command))
    assert code == (2 if name in {"weg.yml", "map"} or "verschil" in command else 1)
    assert name in said
    assert "→" in said
    assert not (bad / "uit.html").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["beleid", "schemas"], "de opdracht «schemas» bestaat niet"),
        (["beleid", "verschil", GOOD], "hier ontbreekt NIEUW"),
        (["beleid", "bijlage"], "hier ontbreekt --uit"),
        (["beleid", "controleer", "a", "b"], "te veel: b"),
        (["beleid", "controleer", "--jsn"], "bedoel je --json?"),
        (["beleid", "waarom", "--moment"], "vraagt een waarde"),
        (["wet", "verouderd", "--dagen", "-1"], "«--dagen» kreeg een waarde die niet past"),
        (["wet", "verouderd", "--dagen", "veel"], "«--dagen» kreeg een waarde die niet past"),
    ],
)
def test_a_command_typed_wrongly(arguments, message, monkeypatch, capsys):
    code, _, said = run(monkeypatch, capsys, *arguments)
    assert code == 2
    assert message in said


@pytest.mark.parametrize(
    "command",
    [
        ["beleid", "bijlage", GOOD, "--uit", "geen/map/bijlage.html"],
        ["beleid", "bijlage", GOOD, "--uit", "geen/map/bijlage.docx"],
        ["beleid", "bijlage", GOOD, "--uit", "geen/map/bijlage.pdf"],
        ["antwoorden", "catalogus", "--uit", "geen/map/alles.html"],
    ],
)
def test_a_place_that_cannot_be_written(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, _, said = run(monkeypatch, capsys, *command)
    assert code == 2
    assert "de map bestaat niet" in said


def commands(command, path=()):
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


@pytest.mark.parametrize("path", list(commands(typer.main.get_command(cli.app))), ids=" ".join)
def test_help_is_in_dutch(path, monkeypatch, capsys):
    code, said, _ = run(monkeypatch, capsys, *path, "--help")
    assert code == 0
    for word in ("Gebruik:", "[OPTIES]", "Opties", "Toon deze uitleg."):
        assert word in said
    english = re.findall(
        r"OPTIONS|COMMAND|ARGS|TEXT|PATH|INTEGER|FLOAT|None|\b(?:file|question|old|new|wanted|sender)\b", said
    )
    assert english == []


def test_a_next_version_that_is_broken_is_told_in_dutch_beside_the_answer(tmp_path, monkeypatch, capsys):
    (tmp_path / "versies").mkdir()
    shutil.copy(GOOD, tmp_path / "beleid.yml")
    (tmp_path / "versies" / "3.0.yml").write_text("titel: [kapot\n", encoding="utf-8")
    monkeypatch.setenv("MAGDAT_BELEID", str(tmp_path / "beleid.yml"))
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path / "toestand"))
    code, _, said = run(monkeypatch, capsys, "antwoorden", "catalogus", "--uit", tmp_path / "alles.html")
    assert code == 0
    assert "3.0.yml:1: dit is geen geldige YAML" in said
    assert f"Het antwoord komt uit {tmp_path / 'beleid.yml'}, versie 2.1." in said
    assert "policy.broken" not in said
