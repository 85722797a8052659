"""Every claim can be reached, and law notes say when somebody checked them."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from magdat.files.problems import DocumentError
from magdat.guidance.ageing import not_checked_for
from magdat.guidance.library import load_library

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def library():
    return load_library(ROOT / "leidraad")


def test_each_of_the_forty_claims_has_a_tip_in_our_own_words(library):
    assert {int(tip.claim) for tip in library.tips.values()} == set(range(1, 41))


def test_every_law_note_has_a_source_and_a_day(library):
    for note in library.laws.values():
        assert note.sources
        assert note.checked_on <= dt.date.today()


def test_a_note_is_old_the_day_after_its_year(library):
    newest = max(note.checked_on for note in library.laws.values())
    assert not_checked_for(library, 365, newest + dt.timedelta(days=365)) == [
        item for item in not_checked_for(library, 365, newest + dt.timedelta(days=365)) if item[0].checked_on < newest
    ]
    assert len(not_checked_for(library, 365, newest + dt.timedelta(days=366))) == len(library.laws)


def test_the_oldest_note_comes_first(library):
    ages = [age for _, age in not_checked_for(library, 0, dt.date(2030, 1, 1))]
    assert ages == sorted(ages, reverse=True)
    assert len(ages) == len(library.laws)


def test_faults_in_several_files_come_at_once(tmp_path):
    copy = tmp_path / "leidraad"
    shutil.copytree(ROOT / "leidraad", copy)
    for name, old, new in (
        ("wet/welzijn.yml", "    status: geldig", "    status: misschien"),
        ("tips/altijd.yml", "claim: 1\n", "claim: 41\n"),
        ("platformen.yml", "naam: Facebook", "naam: ''"),
    ):
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_library(copy)
    assert {problem.path.name for problem in caught.value.problems} >= {"welzijn.yml", "altijd.yml", "platformen.yml"}


def test_an_answer_that_names_an_unknown_tip_says_which(tmp_path):
    copy = tmp_path / "leidraad"
    shutil.copytree(ROOT / "leidraad", copy)
    path = copy / "antwoorden" / "sanctie.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("t24_lees_sancties", "t24_lees_sanctie"), encoding="utf-8")
    with pytest.raises(DocumentError, match="t24_lees_sanctie"):
        load_library(copy)


def test_a_border_with_a_topic_that_does_not_exist_is_found_with_its_line(tmp_path):
    copy = tmp_path / "leidraad"
    shutil.copytree(ROOT / "leidraad", copy)
    path = copy / "onderwerpen.yml"
    text = path.read_text(encoding="utf-8")
    line = text[: text.index("      policy_grenzen:")].count("\n") + 1
    path.write_text(text.replace("      policy_grenzen:", "      policy_grens:", 1), encoding="utf-8")
    with pytest.raises(DocumentError, match=rf"onderwerpen\.yml:{line}.*«policy_grens» bestaat niet"):
        load_library(copy)
