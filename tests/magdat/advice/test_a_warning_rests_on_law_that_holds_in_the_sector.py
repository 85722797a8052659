"""A cao does not hold for a public body, so nothing that a public body is told rests on one."""

from __future__ import annotations

import pytest
from made_advice import company, problems, wording
from made_rules import ROOT

from magdat.advice.advise import REQUIRED
from magdat.advice.catalogue import load_checks
from magdat.files.problems import DocumentError
from magdat.sector import Sector

MONITORING = {"artikel": "1.2", "wijze": "permanent_op_naam", "tekst": "We kijken wat je schrijft."}
OPEN = {"id": "kijken", "onderwerp": "controle_privacy", "artikel": "1.3", "besluit": "ja", "tekst": "Dat mag."}


@pytest.mark.parametrize("sector", Sector, ids=lambda sector: sector.value)
def test_every_ground_of_every_check_holds(sector, library):
    for check in wording().checks:
        for ground in check.in_sector(sector).rests_on:
            assert ground not in library.laws or library.laws[ground].holds_for(sector), check.id


def test_a_public_body_reads_nothing_of_cao_81():
    for check in wording().checks:
        worded = check.in_sector(Sector.PUBLIC)
        assert "cao" not in f"{worded.message} {worded.remedy}".lower().split(), check.id


def test_monitoring_in_a_public_body_is_held_against_the_gdpr(library, tmp_path):
    found = problems(library, tmp_path, bedrijf=company(sector="overheid", cpbw="ja"), controle=MONITORING)
    expected = {
        "controle_doelen": "avg_beginselen",
        "controle_informatie": "avg_art13",
        "controle_individualisering": "avg_beginselen",
        "controle_permanent": "avg_beginselen",
        "controle_inhoud": "avg_beginselen",
    }
    for check, ground in expected.items():
        (item,) = found[check]
        assert ground in item.rests_on
        assert not any(name.startswith("cao") for name in item.rests_on)
    assert "controle_overleg" in found


def test_the_private_sector_still_hears_of_cao_81(library, tmp_path):
    found = problems(library, tmp_path, controle=MONITORING)
    assert "cao81" in found["controle_doelen"][0].rests_on
    assert "vier doelen van cao 81" in found["controle_doelen"][0].message


def test_an_employer_that_may_look_at_anything_is_warned_in_either_sector(library, tmp_path):
    for sector, ground in (("privé", "cao81"), ("overheid", "avg_beginselen")):
        (item,) = problems(library, tmp_path, bedrijf=company(sector=sector), regels=[OPEN])["controle_zonder_grens"]
        assert ground in item.rests_on


def rewritten(library, tmp_path, old, new):
    text = (ROOT / "leidraad" / "controles.yml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "controles.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_checks(path, library, REQUIRED)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "        rust_op: [claim 28, avg_beginselen]",
            "        rust_op: [cao81]",
            "geldt niet voor de sector «overheid»",
        ),
        ("rust_op: [claim 2]", "rust_op: [hoorplicht_overheid]", "geldt niet voor de sector «privé»"),
        ("        rust_op: [claim 28, avg_beginselen]", "        rust_op: [cao82]", "geen claim en geen wetsnotitie"),
        ("      overheid:\n", "      gemeente:\n", "kies uit"),
        ("boodschap: de controle noemt geen doel", 'boodschap: "{{ hoeveel }}"', "vult niemand in"),
    ],
)
def test_a_ground_that_does_not_hold_somewhere_is_refused(old, new, message, library, tmp_path):
    with pytest.raises(DocumentError) as caught:
        rewritten(library, tmp_path, old, new)
    assert message in str(caught.value)


def test_a_check_can_be_for_one_sector_alone(library, tmp_path):
    limited = "rust_op: [hoorplicht_overheid]\n    sectoren: [overheid]"
    checks = rewritten(library, tmp_path, "rust_op: [claim 2]", limited)
    (check,) = [item for item in checks.checks if item.sectors]
    assert check.counts_for(Sector.PUBLIC)
    assert not check.counts_for(Sector.PRIVATE)
