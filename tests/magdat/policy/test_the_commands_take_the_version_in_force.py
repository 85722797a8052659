"""Without a file, every command about the policy takes the version that answers come from, and says which it is."""

from __future__ import annotations

import datetime as dt

import pytest
import typer
from made_rules import ROOT, as_yaml, policy_data
from typer.testing import CliRunner

from magdat.commands import in_use
from magdat.commands import policy as policy_commands
from magdat.understanding import Understanding

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")


class Nobody:
    """An interpreter that understands nothing."""

    def parse(self, texts):
        return [Understanding(text, (), {}) for text in texts]


class Day(dt.date):
    @classmethod
    def today(cls):
        return cls(2026, 7, 1)


@pytest.fixture(autouse=True)
def company(tmp_path, monkeypatch, library):
    """A company whose version 3.0 has taken over from the file, and whose 4.0 lies ready."""
    (tmp_path / "versies").mkdir()
    as_yaml(policy_data(versie="2.0"), tmp_path / "beleid.yml")
    for number, day in (("3.0", "2026-06-01"), ("4.0", "2026-12-01")):
        as_yaml(policy_data(versie=number, geldig_vanaf=day), tmp_path / "versies" / f"{number}.yml")
    monkeypatch.setenv("MAGDAT_BELEID", str(tmp_path / "beleid.yml"))
    monkeypatch.setenv("MAGDAT_LEIDRAAD", str(ROOT / "leidraad"))
    monkeypatch.setattr(in_use.dt, "date", Day)
    monkeypatch.setattr(policy_commands, "open_interpreter_of", lambda policy: Nobody())
    return tmp_path


COMMANDS = [
    ("controleer", "--enkel-fouten"),
    ("test",),
    ("waarom", "--onderwerp", "gebruik_werkuren"),
    ("bijlage", "--uit", "bijlage.html"),
]


def run(folder, *arguments):
    placed = [str(folder / word) if word == "bijlage.html" else str(word) for word in arguments]
    return CliRunner().invoke(app, ["beleid", *placed])


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_the_version_in_force_is_taken_and_named(arguments, company):
    result = run(company, *arguments)
    assert result.exit_code == 0
    assert str(company / "versies" / "3.0.yml") in result.output
    assert "versie 3.0" in result.output
    assert "versie 2.0" not in result.output


@pytest.mark.parametrize("arguments", COMMANDS[1:], ids=lambda arguments: arguments[0])
def test_what_is_wrong_with_another_file_is_told_and_stops_nothing(arguments, company):
    (company / "beleid.yml").write_text("titel: [kapot\n", encoding="utf-8")
    result = run(company, *arguments)
    assert result.exit_code == 0
    assert f"{company / 'beleid.yml'}:1: dit is geen geldige YAML" in result.output
    assert "versie 3.0" in result.output


def test_the_check_names_the_faults_of_every_file_and_what_is_used_meanwhile(company):
    (company / "beleid.yml").write_text("titel: [kapot\n", encoding="utf-8")
    (company / "versies" / "4.0.yml").write_text("titel: Kapot\n", encoding="utf-8")
    result = run(company, "controleer")
    assert result.exit_code == 1
    for name in ("beleid.yml", "4.0.yml"):
        assert f"{name}:1: " in result.output
    assert f"Intussen antwoordt hij uit {company / 'versies' / '3.0.yml'}, versie 3.0" in result.output


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_without_anything_to_use_the_policy_file_says_what_is_wrong(arguments, company):
    (company / "beleid.yml").write_text("titel: [kapot\n", encoding="utf-8")
    (company / "versies" / "3.0.yml").unlink()
    result = run(company, *arguments)
    assert result.exit_code == 1
    assert "beleid.yml:1: dit is geen geldige YAML" in f"{result.output}{result.exception}"


def test_a_file_that_is_named_is_taken_whatever_is_in_force(company):
    result = run(company, "controleer", company / "beleid.yml", "--enkel-fouten")
    assert "versie 2.0" in result.output
