"""Whoever works in a private company reads nothing that concerns only a public service or a school."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_rules import as_yaml, policy_data

from magdat.advice.advise import in_use
from magdat.answers.catalogue import render
from magdat.answers.composer import compose
from magdat.files.problems import Problem
from magdat.guidance.statement_files import read_statements
from magdat.knowledge import Knowledge, open_knowledge
from magdat.policy.answerable import Place, Source
from magdat.policy.open_place import OPEN
from magdat.rehearsal.style_check import check_guidance
from magdat.settings import Settings
from magdat.situation import Situation

QUESTION = "sanctie.lagere_functie"
SENTENCE = "Ben je vast benoemd, dan geldt je statuut."

FILE = """\
onderwerp: sanctie
uitspraken:
  - deelvraag: lagere_functie
    vraag: Kan een lagere functie een straf zijn?
    soort: uitleg
    voor: [betrokkene]
    tekst: Dat staat in het arbeidsreglement. Laat het nakijken.
    tekst_per_sector:
      - {sectoren: [overheid], tekst: "Dan telt je statuut."}
    voorbeelden:
      - {vraag: "kan dat", opening: geen}
"""

Opener = Callable[..., Knowledge]


@pytest.fixture
def company(tmp_path: Path) -> Opener:
    """Give who opens the knowledge of a company in a sector, with further keys of its policy."""

    def opened(sector: str, **keys: Any) -> Knowledge:
        data = policy_data(**keys)
        data["bedrijf"]["sector"] = sector
        path = as_yaml(data, tmp_path / "beleid.yml")
        return open_knowledge(replace(Settings.from_environment({}), policy=path))

    return opened


def told(knowledge: Knowledge, statement: str = QUESTION, **kept: Any) -> str:
    return compose(knowledge, statement.split(".")[0], Situation(), statement=statement, **kept).whole


@pytest.mark.parametrize("sector", ["overheid", "onderwijs", "zorg"])
def test_the_sentence_stands_after_the_text_where_it_concerns_the_company(company: Opener, sector: str) -> None:
    assert f"Teken niets vóór je vakbond meekeek. {SENTENCE}" in told(company(sector))


@pytest.mark.parametrize("sector", ["privé", "social_profit", OPEN])
def test_others_read_the_text_alone(company: Opener, sector: str) -> None:
    answer = told(company(sector))
    assert "Teken niets vóór je vakbond meekeek." in answer
    assert "vast benoemd" not in answer


def test_each_sector_reads_its_own_sentence(company: Opener) -> None:
    name = "camera_gps.voortdurend_of_tijdelijk"
    school, town = told(company("onderwijs"), name), told(company("overheid"), name)
    own = ("Voor gesubsidieerd schoolpersoneel", "Bij de overheid geldt")
    assert [sentence in school for sentence in own] == [True, False]
    assert [sentence in town for sentence in own] == [False, True]


def test_who_asks_about_another_sector_is_answered_everywhere(company: Opener) -> None:
    assert "Ook gesubsidieerd schoolpersoneel valt erbuiten." in told(company("privé"), "cao81.openbare_sector")


def test_it_is_told_behind_what_the_company_itself_says_too(company: Opener) -> None:
    own = {"id": "beroep", "onderwerp": "sanctie", "artikel": "1.1", "soort": "uitleg", "tekst": "Een straf is vrij."}
    found = [
        told(company(sector, formaat=2, regels=None, uitspraken=[own]), company=[Place(Source.STATEMENT, "beroep").id])
        for sector in ("overheid", "privé")
    ]
    assert all("Een straf is vrij." in text and "Teken niets" in text for text in found)
    assert [SENTENCE in text for text in found] == [True, False]


def test_the_page_with_every_answer_says_what_the_assistant_says(company: Opener) -> None:
    pages = [render(company(sector), company(sector).policy.valid_from) for sector in ("overheid", "privé")]
    assert [SENTENCE in page for page in pages] == [True, False]


def test_what_only_others_read_has_to_read_well_too(company: Opener) -> None:
    knowledge = company("privé")
    library = knowledge.library
    statement = library.statements[QUESTION]
    wrong = statement.texts_of_sectors[0].copy(update={"text": "Dat  zegt uw statuut."})
    statements = {**library.statements, QUESTION: statement.copy(update={"texts_of_sectors": (wrong,)})}
    checks = in_use(library)
    faults = {item.fault for item in check_guidance(replace(library, statements=statements), checks)}
    assert {"dubbele spatie", "u-vorm"} <= faults


def faults_of(text: str, folder: Path) -> list[Problem]:
    (folder / "sanctie.yml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    read_statements(folder, problems)
    return problems


def test_the_starting_point_of_the_faults_is_fine(tmp_path: Path) -> None:
    assert faults_of(FILE, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[overheid]", "[overheden]", "waarde die niet bestaat"),
        ("[overheid]", "[]", "leeg"),
        ("sectoren: [overheid], ", "", "sectoren"),
        ("sectoren:", "sector:", "onbekende sleutel"),
        ("Dan telt je statuut.", " ", "is leeg"),
        ("Dan telt je statuut.", "Laat het nakijken.", "staat al in «tekst»"),
    ],
)
def test_a_fault_is_named_on_its_line(old: str, new: str, message: str, tmp_path: Path) -> None:
    found = faults_of(FILE.replace(old, new), tmp_path)
    assert any(message in str(item) for item in found), [str(item) for item in found]
    assert {(item.path.name, item.line) for item in found} == {("sanctie.yml", 9)}
