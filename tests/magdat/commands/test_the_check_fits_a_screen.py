"""`magdat beleid controleer`: errors whole, then law, then guidance, folded and counted; --alles shows the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_rules import EXAMPLES
from screens import CURRENT, OUTDATED, on_a_screen, run

from magdat.commands.folded import kinds_of, weight
from magdat.files.problems import Problem, Severity


@pytest.mark.parametrize("path", [CURRENT, *EXAMPLES], ids=lambda path: path.stem)
def test_at_most_a_screen_is_shown(path, monkeypatch):
    lines = on_a_screen(monkeypatch, "beleid", "controleer", path)
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_law_comes_before_guidance_and_tips_come_last_all_counted():
    output = run("beleid", "controleer", OUTDATED).output
    found = re.findall(r"^(?:Volgens de (wet|leidraad)|(Tips)): (\d+)", output, re.MULTILINE)
    assert [law or tips for law, tips, _ in found] == ["wet", "leidraad", "Tips"]
    total = re.search(r"(\d+) waarschuwingen, (\d+) tips\. --alles", output)
    assert int(found[0][2]) + int(found[1][2]) == int(total[1])
    assert int(found[2][2]) == int(total[2])


def test_everything_is_shown_when_asked():
    output = run("beleid", "controleer", OUTDATED, "--alles").output
    warnings, tips = (len(re.findall(rf"^{level}  ", output, re.MULTILINE)) for level in ("waarschuwing", "tip"))
    assert f"{warnings} waarschuwingen, {tips} tips." in output
    assert "--alles" not in output


def test_what_fits_is_shown_as_always():
    path = next(path for path in EXAMPLES if path.stem == "open")
    assert run("beleid", "controleer", path).output == run("beleid", "controleer", path, "--alles").output


def test_open_places_are_told_as_one(tmp_path):
    text = OUTDATED.read_text(encoding="utf-8")
    for key in ("werknemers", "sector", "cpbw"):
        text = re.sub(rf"({key}): .*", r"\1: nog in te vullen", text)
    path = tmp_path / "beleid.yml"
    path.write_text(text, encoding="utf-8")
    output = run("beleid", "controleer", path).output
    assert "Na te kijken in de tekst: 3 waarschuwingen" in output
    assert "«bedrijf.werknemers» is nog in te vullen … en nog 2 zoals deze" in output


def test_errors_are_shown_whole_however_many(tmp_path):
    path = tmp_path / "beleid.yml"
    text, broken = re.subn(r"soort: (verbod|raad|uitleg|plicht)\b", "soort: iets", CURRENT.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    result = run("beleid", "controleer", path)
    assert result.exit_code == 1
    assert result.output.count("heeft een waarde die niet bestaat") == broken > 24
    assert "--alles" not in result.output


def test_findings_without_a_kind_are_never_folded():
    items = [Problem(Path("a.yml"), line, "stuk", severity=Severity.TIP) for line in (1, 2)]
    assert len(kinds_of(items)) == 2


def test_law_weighs_more_than_guidance(library):
    def weighed(*grounds):
        return weight(Problem(Path("a.yml"), 1, "x", rests_on=grounds), library)

    assert (weighed("claim 1", "cao81"), weighed("claim 1"), weighed()) == (0, 1, 2)
