"""Exit 0 is fine, 1 is something wrong, 2 is used wrongly; --json can be read by a machine."""

from __future__ import annotations

import json

import pytest
import typer
from made_rules import ROOT
from typer.testing import CliRunner

from magdat.commands import law
from magdat.commands import policy as policy_commands

app = typer.Typer()
app.add_typer(policy_commands.app, name="beleid")
app.add_typer(law.app, name="wet")

CURRENT, OPEN, OUTDATED = (
    ROOT / "beleid" / "beleid.yml",
    ROOT / "beleid" / "voorbeelden" / "open.yml",
    ROOT / "beleid" / "voorbeelden" / "verouderd_2013.yml",
)


@pytest.fixture(autouse=True)
def _guidance_read_once(monkeypatch, library):
    monkeypatch.setattr(policy_commands, "load_library", lambda directory: library)


def run(*arguments):
    return CliRunner().invoke(app, [str(item) for item in arguments])


def test_a_good_policy_passes():
    result = run("beleid", "controleer", CURRENT)
    assert result.exit_code == 0
    assert "geen fouten" in result.output


def test_warnings_do_not_fail_but_are_shown_with_their_ground():
    result = run("beleid", "controleer", OUTDATED, "--alles")
    assert result.exit_code == 0
    assert "waarschuwing  " in result.output
    assert "steunt op: leidraad, claim 26" in result.output
    assert result.output.index("waarschuwing  ") < result.output.index("tip  ")


def test_only_errors_shows_no_warnings():
    result = run("beleid", "controleer", OUTDATED, "--enkel-fouten")
    assert result.exit_code == 0
    assert "waarschuwing" not in result.output


def test_a_fault_fails(tmp_path):
    path = tmp_path / "kapot.yml"
    path.write_text(CURRENT.read_text(encoding="utf-8").replace("formaat: 2", "formaat: 9"), encoding="utf-8")
    assert run("beleid", "controleer", path).exit_code == 1
    result = run("beleid", "controleer", path, "--json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)
    assert finding["niveau"] == "fout"
    assert finding["regel"] > 1


def test_findings_as_json():
    findings = json.loads(run("beleid", "controleer", OUTDATED, "--json").stdout)
    assert {finding["niveau"] for finding in findings} == {"waarschuwing", "tip"}
    assert all(finding["rust_op"] and finding["remedie"] for finding in findings)


def test_a_decision_that_changes_asks_for_a_review():
    result = run("beleid", "verschil", OUTDATED, CURRENT, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["besluit_verandert"] is True
    assert run("beleid", "verschil", OUTDATED, CURRENT).exit_code == 1


def test_the_same_policy_needs_no_review():
    result = run("beleid", "verschil", CURRENT, CURRENT)
    assert result.exit_code == 0
    assert "Geen enkel antwoord verandert." in result.output


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_the_annex_is_written(suffix, tmp_path):
    path = tmp_path / f"bijlage.{suffix}"
    assert run("beleid", "bijlage", OPEN, "--uit", path).exit_code == 0
    assert path.stat().st_size > 5000


def test_another_kind_of_annex_is_a_wrong_use(tmp_path):
    assert run("beleid", "bijlage", OPEN, "--uit", tmp_path / "bijlage.txt").exit_code == 2


def test_the_schema_is_json():
    assert json.loads(run("beleid", "schema").stdout)["title"] == "Beleid van Mag dat?"


def test_why_names_the_rule_that_wins():
    result = run("beleid", "waarom", "--onderwerp", "gebruik_werkuren", "--moment", "pauze", "--beleid", CURRENT)
    assert result.exit_code == 0
    assert "«pauze» wint" in result.output


def test_law_notes_that_nobody_checked_fail():
    assert run("wet", "verouderd", "--dagen", "36500").exit_code == 0
    result = run("wet", "verouderd", "--dagen", "0", "--json")
    assert result.exit_code == (1 if json.loads(result.stdout) else 0)
