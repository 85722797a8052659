"""Whatever somebody types: one clear Dutch message on stderr, the promised exit code, never a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

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


def test_help_is_in_dutch(monkeypatch, capsys):
    code, said, _ = run(monkeypatch, capsys, "beleid", "controleer", "--help")
    assert code == 0
    for word in ("Gebruik:", "Opties", "Toon deze uitleg."):
        assert word in said
