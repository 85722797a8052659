"""Topics on which the company is silent, most asked first; the counts are those of today's data."""

from __future__ import annotations

import pytest
from made_coverage import coverage, stated, stating
from made_rules import ROOT

from bench.demand import counted, told
from magdat.coverage.demand import load_demand
from magdat.coverage.groups import load_groups
from magdat.files.problems import DocumentError

GUIDANCE = ROOT / "leidraad"


def test_the_counts_are_not_out_of_date():
    assert (GUIDANCE / "gevraagd.yml").read_text(encoding="utf-8") == told(counted()), (
        "run «python -m bench.demand --schrijf»"
    )


def test_a_question_on_two_topics_counts_for_both(tmp_path):
    path = tmp_path / "vragen.tsv"
    path.write_text('kern\tonderwerp\tbron\tgebruik\neen "vraag\tbewijs / pesten\tkrant\tvrij\n', encoding="utf-8")
    assert counted(path) == {"bewijs": 1, "pesten": 1}


def test_silent_topics_come_most_asked_first(library):
    silent = coverage(library).silent
    assert [topic.asked for topic in silent] == sorted((topic.asked for topic in silent), reverse=True)
    assert {"camera_gps", "buiten_bereik_hr"} <= {topic.id for topic in silent}
    assert not {"gebruik_werkuren", "bot_privacy"} & {topic.id for topic in silent}


def test_whoever_says_anything_is_not_silent(library):
    found = coverage(library, **stating(stated(topic="camera_gps")))
    assert "camera_gps" not in {topic.id for topic in found.silent}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("virtueel_absenteisme, ", "", "het onderwerp «virtueel_absenteisme» ontbreekt → zet het bij een groep"),
        ("virtueel_absenteisme, ", "virtueel_absentie, ", "bestaat niet → bedoel je «virtueel_absenteisme»?"),
        ("virtueel_absenteisme, ", "virtueel_absenteisme, deconnectie, ", "«deconnectie» staat er al"),
        ("niemand:", "nieman:", "onbekende sleutel"),
    ],
)
def test_a_fault_in_the_groups_is_named(old, new, message, library, tmp_path):
    path = tmp_path / "dekking.yml"
    path.write_text((GUIDANCE / "dekking.yml").read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_groups(path, library)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"), [("fototag: 3", "gevraagd.yml:2: het onderwerp «fototag»"), ("pesten: 0", "geheel getal")]
)
def test_a_fault_in_the_counts_is_named(line, message, library, tmp_path):
    path = tmp_path / "gevraagd.yml"
    path.write_text(f"gevraagd:\n  {line}\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_demand(path, library)
    assert message in str(caught.value)
