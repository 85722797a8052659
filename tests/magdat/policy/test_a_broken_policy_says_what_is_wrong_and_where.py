"""Loading errors: in Dutch, with the line and the remedy, all at once."""

from __future__ import annotations

import pytest
from made_rules import EXAMPLES, ROOT

from magdat.files.problems import DocumentError
from magdat.policy.loading import load_policy

GOOD = """\
formaat: 1
titel: Beleid
versie: "1.0"
geldig_vanaf: 2026-01-01
herzien_voor: 2027-01-01
bedrijf:
  naam: Proefbedrijf
  werknemers: 10
  sector: privé
  overlegorganen:
    ondernemingsraad: nee
    cpbw: nee
    vakbondsafvaardiging: nee
vindplaats:
  plaats: op het intranet
contacten:
  hr:
    functie: de personeelsdienst
    telefoon: "+32 9 000 00 01"
artikels:
  - nummer: "1"
    titel: Gebruik
bepalingen:
  - onderwerp: pesten
    artikel: "1.9"
    tekst: Praat erover.
    contact: hr
regels:
  - id: altijd
    onderwerp: gebruik_werkuren
    artikel: "1.1"
    besluit: ja
    tekst: Dat mag.
"""


def problems_of(text, library, tmp_path):
    path = tmp_path / "beleid.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    with pytest.raises(DocumentError) as caught:
        load_policy(path, library)
    return caught.value.problems


def line_of(text, words):
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


def test_the_starting_point_of_these_tests_is_fine(library, tmp_path):
    path = tmp_path / "beleid.yml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_policy(path, library).policy.company.name == "Proefbedrijf"


@pytest.mark.parametrize("path", [ROOT / "beleid" / "beleid.yml", *EXAMPLES], ids=lambda path: path.stem)
def test_the_policies_that_ship_have_no_fault(path, library):
    policy = load_policy(path, library).policy
    assert policy.rules or policy.statements


CHANGES = [
    ("titel: Beleid", "titel: Beleid\nkleur: rood", "kleur: rood", "onbekende sleutel"),
    ("titel: Beleid", "titel: Beleid\ntitel: Nog eens", "titel: Nog eens", "twee keer"),
    ("geldig_vanaf: 2026-01-01", "geldig_vanaf: 2026-02-30", "2026-02-30", "geen datum"),
    ("geldig_vanaf: 2026-01-01", "geldig_vanaf: morgen", "morgen", "geen datum"),
    ("geldig_vanaf: 2026-01-01", "geldig_vanaf: 2026", "geldig_vanaf", "geen datum"),
    ("geldig_vanaf: 2026-01-01", "geldig_vanaf: [2026]", "geldig_vanaf", "geen datum"),
    ("    besluit: ja", "    besluit: ja\n    voorbeelden: ja", "voorbeelden: ja", "hoort een lijst te zijn"),
    ("    besluit: ja", "    besluit: [ja]", "besluit: [ja]", "waarde die niet bestaat"),
    ("herzien_voor: 2027-01-01", "herzien_voor: 2025-01-01", "herzien_voor", "ligt niet na"),
    ("  werknemers: 10", "  werknemers: tien", "werknemers", "geheel getal"),
    ("  sector: privé", "  sector: bakkerij", "sector", "waarde die niet bestaat"),
    ("onderwerp: gebruik_werkuren", "onderwerp: gebruik_werkuur", "gebruik_werkuur", "bestaat niet"),
    ("onderwerp: gebruik_werkuren", "onderwerp: cao81", "onderwerp: cao81", "beslist een beleid niet"),
    ("    contact: hr", "    contact: baas", "contact: baas", "staat niet onder «contacten»"),
    ("  hr:", "  chef:", "chef:", "geen contact dat antwoorden kennen"),
    ('    telefoon: "+32 9 000 00 01"', "", "hr:", "niet te bereiken"),
    ("    tekst: Dat mag.", '    tekst: ""', 'tekst: ""', "is leeg"),
    ("    tekst: Dat mag.", "", "- id: altijd", "ontbreekt"),
    ("    tekst: Dat mag.", "    tekst: Dat mag.\n    waarom:", "    waarom:", "is leeg"),
    ("    tekst: Dat mag.", '    tekst: Dat mag.\n    waarom: " "', "    waarom:", "is leeg"),
    ("herzien_voor: 2027-01-01", "herzien_voor:", "herzien_voor", "is leeg"),
    ("    besluit: ja", "    als: {moment: }\n    besluit: ja", "moment", "is leeg"),
    ("    besluit: ja", "    als:\n    besluit: ja", "    als:", "is leeg"),
    ("    besluit: ja", "    besluit: niet_geregeld", "niet_geregeld", "beslist altijd iets"),
    ("    besluit: ja", "    besluit: voorwaardelijk", "- id: altijd", "zonder voorwaarden"),
    ("    besluit: ja", "    als: {platform: fesbook}\n    besluit: ja", "fesbook", "platform «fesbook» is onbekend"),
    ("    besluit: ja", "    als: {afdeling: kelder}\n    besluit: ja", "kelder", "afdeling «kelder» is onbekend"),
    ("    besluit: ja", "    als: {moment: [pauze, pauze]}\n    besluit: ja", "pauze", "dubbel"),
    ('    artikel: "1.1"', '    artikel: "7.1"', '"7.1"', "er is geen artikel «7»"),
    ('    artikel: "1.1"', "    artikel: 1.10", "1.10", "artikel"),
    ("titel: Beleid", "titel: a: b", "titel: a: b", "geen geldige YAML"),
    ("titel: Beleid", "titel: &a Beleid", "&a", "niet toegelaten"),
]


@pytest.mark.parametrize(
    ("old", "new", "at", "message"), CHANGES, ids=[change[3] + " / " + change[2] for change in CHANGES]
)
def test_each_fault_is_named_on_its_line(old, new, at, message, library, tmp_path):
    text = GOOD.replace(old, new, 1)
    found = problems_of(text, library, tmp_path)
    assert any(message in problem.message for problem in found), [str(problem) for problem in found]
    problem = next(problem for problem in found if message in problem.message)
    assert problem.line == line_of(text, at)
    assert problem.remedy or "bestaat niet" in problem.message


def test_several_faults_come_at_once_each_on_its_line(library, tmp_path):
    text = GOOD.replace("titel: Beleid", "titel: Beleid\nkleur: rood").replace("sector: privé", "sector: bakkerij")
    text = text.replace("werknemers: 10", "werknemers: 0")
    found = problems_of(text, library, tmp_path)
    assert [problem.line for problem in found] == [line_of(text, words) for words in ("kleur", "werknemers", "sector")]


def test_several_faults_of_meaning_come_at_once(library, tmp_path):
    text = GOOD.replace("contact: hr", "contact: baas").replace("onderwerp: gebruik_werkuren", "onderwerp: gebruik")
    found = problems_of(text, library, tmp_path)
    assert [problem.line for problem in found] == [line_of(text, "contact: baas"), line_of(text, "onderwerp: gebruik")]


def test_a_missing_file_says_so(library, tmp_path):
    with pytest.raises(DocumentError, match="bestaat niet"):
        load_policy(tmp_path / "weg.yml", library)


def test_a_directory_is_no_policy(library, tmp_path):
    with pytest.raises(DocumentError, match="map"):
        load_policy(tmp_path, library)


@pytest.mark.parametrize("text", ["", "\n\n", "# enkel commentaar\n"])
def test_an_empty_file_says_so(text, library, tmp_path):
    (problem,) = problems_of(text, library, tmp_path)
    assert "leeg" in problem.message


def test_a_file_that_is_not_utf8_names_the_line(library, tmp_path):
    (problem,) = problems_of(GOOD.encode().replace("privé".encode(), "privé".encode("latin-1")), library, tmp_path)
    assert problem.line == line_of(GOOD, "privé")
    assert "UTF-8" in problem.message


def test_a_yaml_bomb_is_refused_before_it_grows(library, tmp_path):
    bomb = "a0: &a0 [lol, lol]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    (problem,) = problems_of(bomb, library, tmp_path)
    assert problem.line == 1
    assert "niet toegelaten" in problem.message


def test_deep_nesting_is_refused(library, tmp_path):
    assert problems_of("[" * 400 + "]" * 400, library, tmp_path)


def test_a_list_is_no_policy(library, tmp_path):
    (problem,) = problems_of("- een\n- twee\n", library, tmp_path)
    assert "sleutels" in problem.message


def test_an_id_that_occurs_twice_names_the_first_line(library, tmp_path):
    text = GOOD + GOOD[GOOD.index("  - id: altijd") :].replace("Dat mag.", "Dat mag altijd.")
    found = problems_of(text, library, tmp_path)
    double = next(problem for problem in found if "bestaat al" in problem.message)
    first, second = (number for number, line in enumerate(text.splitlines(), start=1) if "id: altijd" in line)
    assert double.line == second
    assert f"regel {first}" in double.message


def test_two_rules_that_contradict_each_other_name_both_lines_and_the_situation(library, tmp_path):
    text = (
        GOOD
        + """\
  - id: pauze
    onderwerp: gebruik_werkuren
    artikel: "1.2"
    als: {moment: pauze}
    besluit: ja
    tekst: In de pauze mag het.
  - id: werktoestel
    onderwerp: gebruik_werkuren
    artikel: "1.3"
    als: {toestel: werk}
    besluit: nee
    tekst: Op een toestel van het werk niet.
"""
    )
    (problem,) = problems_of(text, library, tmp_path)
    assert problem.line == line_of(text, "id: werktoestel")
    assert f"regel {line_of(text, 'id: pauze')}" in problem.message
    assert "moment: pauze, toestel: werk" in problem.message


def test_a_rule_that_never_wins_names_the_one_that_beats_it(library, tmp_path):
    rules = "".join(
        f"""\
  - id: pauze-{device or "alle"}
    onderwerp: gebruik_werkuren
    artikel: "1.2"
    als: {{moment: pauze{f", toestel: {device}" if device else ""}}}
    besluit: ja
    tekst: Pauze {device}.
"""
        for device in ("", "eigen", "werk")
    )
    (problem,) = problems_of(GOOD + rules, library, tmp_path)
    assert problem.line == line_of(GOOD + rules, "id: pauze-alle")
    assert "wint nooit: «pauze-eigen»" in problem.message
