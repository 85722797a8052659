"""Warnings and tips: what issue 4 asks to be noticed is noticed, on its line, with what it rests on."""

from __future__ import annotations

import pytest
from made_advice import TODAY, advice, company, found
from made_rules import AS_THEY_WERE_WRITTEN, EXAMPLES, ROOT, as_yaml, policy_data

from magdat.advice import advise
from magdat.advice.advise import REQUIRED, in_use
from magdat.advice.catalogue import load_checks
from magdat.files.documents import read_document
from magdat.files.problems import DocumentError, Severity
from magdat.policy.loading import load_policy

GOOD = [path for path in EXAMPLES if path.stem not in {"verouderd_2013", *AS_THEY_WERE_WRITTEN}]
CURRENT = [ROOT / "beleid" / "beleid.yml", *GOOD]
OUTDATED = ROOT / "beleid" / "voorbeelden" / "verouderd_2013.yml"


@pytest.mark.parametrize("path", CURRENT, ids=lambda path: path.stem)
def test_a_good_policy_gets_no_warning_and_few_tips(path, library):
    items = advice(path, library)
    assert [item for item in items if item.severity is not Severity.TIP] == []
    assert len(items) <= 3


@pytest.mark.parametrize(
    "words",
    [
        "«Privacycommissie»", "«aangegeven»", "«Privacywet»", "«privacycommission.be»", "«Twitter»", "«Netlog»",
        "«artikel 443»",
        "niet in het arbeidsreglement", "wanneer en hoe een sanctie", "in beroep", "zijn kant mag vertellen",
        "«ontslag om dringende reden»", "vier doelen van cao 81", "vooraf over de controle", "aan één persoon",
        "permanent controleren op naam", "is een vertrouwenspersoon verplicht", "intern meldkanaal",
        "deconnectie verplicht", "vorming over digitale hulpmiddelen", "werkuren, pauze en vrije tijd",
        "altijd en overal", "foto's, filmpjes", "niets over pesten", "elke kritiek verbieden",
        "waarom dit beleid er is", "personeel betrokken", "losse richtlijn", "wanneer dit beleid herzien",
        "dateert van 1 september 2013", "zomaar meekijken", "contact dat niet is ingevuld",
    ],
)  # fmt: skip
def test_the_policy_of_2013_shows_every_outdated_item(words, library):
    messages = [item.message for item in advice(OUTDATED, library)]
    assert any(words in message for message in messages)


def test_every_finding_has_a_line_a_ground_and_a_remedy(library):
    lines = OUTDATED.read_text(encoding="utf-8").splitlines()
    for item in advice(OUTDATED, library):
        assert 1 <= item.line <= len(lines)
        assert item.remedy
        assert item.rests_on
        assert item.severity in {Severity.WARNING, Severity.TIP}


def test_a_word_is_found_on_its_own_line_within_a_folded_text(library):
    lines = OUTDATED.read_text(encoding="utf-8").splitlines()
    for item in advice(OUTDATED, library):
        if "privacycommission.be" in item.message:
            assert "privacycommission.be" in lines[item.line - 1]


def test_warnings_come_first_and_each_level_by_line(library):
    items = advice(OUTDATED, library)
    keys = [(item.severity is Severity.TIP, item.line) for item in items]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("text", "noticed"),
    [
        ("Doe aangifte bij de politie.", False),
        ("Een aangifte hoeft niet meer.", False),
        ("De controle staat in de aangifte.", True),
        ("Op X (vroeger Twitter) mag het.", False),
        ("Op Twitter mag het.", True),
        ("De Privacycommissie waakt.", True),
        ("Vroeger was er de Privacycommissie.", False),
    ],
)
def test_a_term_is_outdated_only_where_it_is_given_as_current(text, noticed, library, tmp_path):
    rule = {"id": "altijd", "onderwerp": "gebruik_werkuren", "artikel": "1.1", "besluit": "ja", "tekst": text}
    ids = found(library, tmp_path, regels=[rule])
    assert any(item.startswith("verouderd_") for item in ids) is noticed


@pytest.mark.parametrize(
    ("headcount", "expected", "absent"),
    [
        (19, set(), {"drempel_deconnectie", "drempel_vorming", "drempel_vertrouwenspersoon"}),
        (20, {"drempel_deconnectie", "drempel_vorming"}, {"drempel_vertrouwenspersoon", "drempel_meldkanaal"}),
        (49, {"drempel_deconnectie"}, {"drempel_vertrouwenspersoon", "drempel_meldkanaal"}),
        (50, {"drempel_vertrouwenspersoon", "drempel_meldkanaal", "drempel_melden", "drempel_deconnectie"}, set()),
    ],
)
def test_what_is_missing_depends_on_the_headcount(headcount, expected, absent, library, tmp_path):
    ids = found(library, tmp_path, bedrijf=company(headcount))
    assert expected <= ids
    assert not absent & ids


@pytest.mark.parametrize(
    ("council", "procedure", "expected"),
    [
        ("nee", "arbeidsreglement_met_ondernemingsraad", "procedure_zonder_raad"),
        ("ja", "arbeidsreglement_zonder_ondernemingsraad", "procedure_met_raad"),
        ("nee", "losse_richtlijn", "procedure_losse_richtlijn"),
        ("nee", "bijlage_bij_contract", "procedure_contract"),
        ("nee", None, "procedure_ontbreekt"),
        ("nee", "arbeidsreglement_zonder_ondernemingsraad", None),
        ("ja", "arbeidsreglement_met_ondernemingsraad", None),
    ],
)
def test_the_procedure_has_to_fit_the_works_council(council, procedure, expected, library, tmp_path):
    drafting = {"doel": "Duidelijkheid.", **({"procedure": procedure} if procedure else {})}
    ids = found(library, tmp_path, bedrijf=company(ondernemingsraad=council), opmaak=drafting)
    assert {item for item in ids if item.startswith("procedure_")} == ({expected} if expected else set())


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("2026-11-25", "herziening_voorbij"),
        ("2026-12-20", "herziening_nadert"),
        ("2027-06-01", None),
        (None, "herziening_ontbreekt"),
    ],
)
def test_the_review_date_is_watched(review, expected, library, tmp_path):
    ids = found(library, tmp_path, herzien_voor=review)
    assert {item for item in ids if item.startswith("herziening_")} == ({expected} if expected else set())


def test_a_ban_in_the_break_alone_is_too_strict(library, tmp_path):
    def rule(name, moment, decision):
        base = {"id": name, "onderwerp": "gebruik_werkuren", "artikel": "1.1", "als": {"moment": moment}}
        return {**base, "besluit": decision, "tekst": f"Regel {name}."}

    ids = found(
        library, tmp_path, regels=[rule("pauze", "pauze", "nee"), rule("rest", ["werkuren", "buiten_werkuren"], "ja")]
    )
    assert "verbod_pauze" in ids
    assert "verbod_algemeen" not in ids


@pytest.mark.parametrize("mode", ["bij_vermoeden", "algemeen_zonder_namen", "permanent_op_naam"])
def test_monitoring_without_purposes_information_and_individualisation_is_noticed(mode, library, tmp_path):
    monitoring = {"artikel": "1.2", "wijze": mode, "tekst": "We kijken naar tijd en volume."}
    ids = found(library, tmp_path, controle=monitoring)
    assert {"controle_doelen", "controle_informatie", "controle_individualisering"} <= ids
    assert ("controle_permanent" in ids) is (mode == "permanent_op_naam")


def test_no_monitoring_needs_no_purposes(library, tmp_path):
    ids = found(library, tmp_path, controle={"artikel": "1.2", "wijze": "geen", "tekst": "We kijken niet mee."})
    assert not {item for item in ids if item.startswith("controle_")}


def test_code_and_wording_know_the_same_checks(library):
    checks = in_use(library)
    assert {check.id for check in checks.checks} >= REQUIRED
    assert all(check.by_data for check in checks.checks if check.id not in REQUIRED)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("rust_op: [claim 1]", "rust_op: [claim 41]", "geen claim en geen wetsnotitie"),
        ("rust_op: [claim 25]", "rust_op: [cao82]", "geen claim en geen wetsnotitie"),
        ("niveau: tip", "niveau: fout", "waarde die niet bestaat"),
        ("{{ aantal }}", "{{ hoeveel }}", "vult niemand in"),
        ("- id: opmaak_doel", "- id: opmaak_doelen", "niemand voert de controle"),
        ("- id: opmaak_doel", "- id: opmaak_doelen", "«opmaak_doel» ontbreekt"),
        ("- id: verbod_pauze", "- id: verbod_kritiek", "bestaat al"),
        ("    remedie: vul «doel» in onder «opmaak»\n", "", "ontbreekt"),
    ],
)
def test_a_fault_in_the_wording_of_the_checks_is_named(old, new, message, library, tmp_path):
    text = (ROOT / "leidraad" / "controles.yml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "controles.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_checks(path, library, REQUIRED)
    assert message in str(caught.value)


def test_company_staff_can_add_an_outdated_term_without_a_programmer(library, tmp_path):
    text = (ROOT / "leidraad" / "controles.yml").read_text(encoding="utf-8")
    own = """controles:
  - id: eigen_term
    niveau: tip
    boodschap: "«{{ woord }}» heet nu Teams"
    remedie: schrijf Teams
    rust_op: [claim 1]
    termen: [Skype]
"""
    path = tmp_path / "controles.yml"
    path.write_text(text.replace("controles:\n", own, 1), encoding="utf-8")
    rule = {
        "id": "altijd",
        "onderwerp": "gebruik_werkuren",
        "artikel": "1.1",
        "besluit": "ja",
        "tekst": "Bel via Skype.",
    }
    policy = as_yaml(policy_data(regels=[rule]), tmp_path / "beleid.yml")
    items = advise(load_policy(policy, library), library, TODAY, load_checks(path, library, REQUIRED))
    (own_finding,) = [item for item in items if "Skype" in item.message]
    assert own_finding.line == read_document(policy).line(("regels", 0, "tekst"))
