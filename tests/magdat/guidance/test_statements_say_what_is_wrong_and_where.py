"""A fault in leidraad/uitspraken/ is named with its file, its line and what to do about it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from magdat.files.problems import DocumentError
from magdat.guidance.library import load_library
from magdat.guidance.statement_files import dangling, read_statements
from magdat.guidance.statements import LONGEST_QUESTION

ROOT = Path(__file__).resolve().parents[3]

GOOD = """\
onderwerp: sanctie
uitspraken:
  - deelvraag: welke_sancties
    vraag: Welke straffen bestaan er?
    soort: lijst
    voor: [doener]
    tekst: De straffen staan in het arbeidsreglement.
    voorbeelden:
      - {vraag: "welke straf krijg ik", opening: geen}
    meer:
      raad: [t24]
      wet: [reglement]
  - deelvraag: in_beroep_gaan
    vraag: Hoe ga ik in beroep?
    soort: stappen
    voor: [betrokkene]
    tekst: Schrijf een brief.
    voorbeelden:
      - {vraag: "hoe ga ik in beroep", opening: geen}
"""
TOPICS = frozenset({"sanctie"})


def faults(text, tmp_path, name="sanctie.yml"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    problems = []
    files = read_statements(tmp_path, problems)
    return [*problems, *dangling(files, TOPICS, {"t24": None}, {"reglement": None})]


def line_of(text, words):
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def test_the_starting_point_of_these_tests_is_fine(tmp_path):
    assert faults(GOOD, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("soort: lijst", "soort: lijstje", "waarde die niet bestaat"),
        ("opening: geen", "opening: misschien", "waarde die niet bestaat"),
        ("soort: lijst", "soort: lijst\n    begint_nooit_met: [ja, misschien]", "waarde die niet bestaat"),
        ("soort: lijst", "soort: lijst\n    begint_nooit_met: [geen]", "schrijf hier «ja», «nee» of allebei"),
        ("voor: [doener]", "voor: [baas]", "waarde die niet bestaat"),
        ("voor: [doener]", "voor: []", "leeg"),
        ("soort: lijst", "soort: lijst\n    kleur: rood", "onbekende sleutel"),
        ("soort: lijst", "soort: lijst\n    beslist: baas", "waarde die niet bestaat"),
        ("tekst: Schrijf een brief.", 'tekst: " "', "is leeg"),
        ("Welke straffen bestaan er?", "x" * (LONGEST_QUESTION + 1), "past niet op een knop"),
        ("deelvraag: welke_sancties", "deelvraag: Welke sancties", "deelvraag"),
    ],
    ids=lambda item: item[:30],
)
def test_each_fault_is_named_on_its_line(old, new, message, tmp_path):
    text = GOOD.replace(old, new, 1)
    found = faults(text, tmp_path)
    assert any(message in str(item) for item in found), [str(item) for item in found]
    assert line_of(text, new.splitlines()[-1].strip()) in {item.line for item in found}
    assert {item.path for item in found} == {tmp_path / "sanctie.yml"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("raad: [t24]", "raad: [t25]", "de tip «t25» bestaat niet"),
        ("wet: [reglement]", "wet: [regelement]", "de wetsnotitie «regelement» bestaat niet"),
        ("deelvraag: in_beroep_gaan", "deelvraag: welke_sancties", "«sanctie.welke_sancties» staat er dubbel"),
    ],
    ids=["tip", "law", "twice"],
)
def test_what_a_statement_names_has_to_exist_and_its_name_is_its_own(old, new, message, tmp_path):
    text = GOOD.replace(old, new)
    (problem,) = faults(text, tmp_path)
    assert message in problem.message
    last = max(number for number, line in enumerate(text.splitlines(), start=1) if new in line)
    assert problem.line == last
    assert problem.remedy


def test_a_file_with_another_name_than_its_topic_is_named(tmp_path):
    (problem,) = faults(GOOD, tmp_path, "straf.yml")
    assert problem.line == 1
    assert problem.remedy == "schrijf straf"


def test_a_topic_that_does_not_exist_is_named(tmp_path):
    (problem,) = faults(GOOD.replace("onderwerp: sanctie", "onderwerp: sancties"), tmp_path, "sancties.yml")
    assert "het onderwerp «sancties» bestaat niet" in problem.message


def test_every_fault_in_every_file_comes_at_once_from_the_whole_guidance(tmp_path):
    copy = tmp_path / "leidraad"
    shutil.copytree(ROOT / "leidraad", copy)
    (copy / "uitspraken" / "sanctie.yml").write_text(GOOD.replace("soort: lijst", "soort: lijstje"), encoding="utf-8")
    (copy / "uitspraken" / "pesten.yml").write_text("onderwerp: pesten\nuitspraken: []\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_library(copy)
    assert {problem.path.name for problem in caught.value.problems} == {"sanctie.yml", "pesten.yml"}


def test_a_topic_without_statements_says_which_file_to_make(tmp_path):
    copy = tmp_path / "leidraad"
    shutil.copytree(ROOT / "leidraad", copy)
    (copy / "uitspraken" / "vakbond.yml").unlink()
    with pytest.raises(DocumentError, match=r"uitspraken/vakbond\.yml:1: er is geen uitspraak voor «vakbond»"):
        load_library(copy)
