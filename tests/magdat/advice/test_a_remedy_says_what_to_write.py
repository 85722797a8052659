"""«Niet de juiste vorm» helps nobody: a remedy names the rule, and the word or number that was meant."""

from __future__ import annotations

import pytest
from made_rules import as_yaml, policy_data

from magdat.files.problems import DocumentError
from magdat.policy.loading import load_policy

RULE = policy_data()["regels"][0]
CONTACT = {"functie": "de personeelsdienst", "telefoon": "1"}
COMPANY = policy_data()["bedrijf"]


def rule(**changes):
    return {"regels": [{**RULE, **changes}]}


@pytest.mark.parametrize(
    ("changes", "message", "remedy"),
    [
        (rule(als={"platform": "LinkedIn"}), "het platform «LinkedIn»", "«linkedin»"),
        (rule(contact="HR"), "het contact «HR»", "«hr»"),
        (rule(onderwerp="Gebruik werkuren"), "het onderwerp «Gebruik werkuren»", "«gebruik_werkuren»"),
        (rule(id="Kritiek op ons"), "«regels.1.id»", "«kritiek-op-ons»"),
        (rule(artikel="art. 1.1"), "«regels.altijd.artikel»", '"1.1"'),
        (rule(artikel=1.1), "«regels.altijd.artikel»", "tussen aanhalingstekens"),
        (rule(besluit="Ja"), "«regels.altijd.besluit»", "«ja»? (kies uit: ja, nee, voorwaardelijk)"),
        (rule(als={"toestel": "gsm"}), "«regels.altijd.als.toestel»", "kies uit: eigen, werk"),
        (rule(als={"toestel": ["werk", "gsm"]}), "«regels.altijd.als.toestel.2»", "kies uit: eigen, werk"),
        ({"contacten": {"HR": CONTACT}}, "«HR» is geen contact", "«hr»"),
        ({"contacten": {"hr": {**CONTACT, "e_mail": "hr bij ons"}}}, "geen e-mailadres", "personeel@bedrijf.be"),
        ({"formaat": 3}, "«formaat» hoort een geheel getal van 1 tot en met 2 te zijn", "in cijfers"),
        ({"bedrijf": {**COMPANY, "werknemers": "62"}}, "van 1 tot en met 500000", "zonder aanhalingstekens"),
        ({"bedrijf": {**COMPANY, "werknemers": 0}}, "van 1 tot en met 500000", "in cijfers"),
        (
            {"bedrijf": {**COMPANY, "afdelingen": ["Sociale dienst"]}},
            "«Sociale dienst» is geen naam",
            "«sociale-dienst»",
        ),
        ({"bedrijf": {**COMPANY, "sector": "Privé"}}, "«bedrijf.sector»", "«privé»"),
    ],
    ids=str,
)
def test_the_rule_and_the_nearest_word_are_named(changes, message, remedy, library, tmp_path):
    with pytest.raises(DocumentError) as caught:
        load_policy(as_yaml(policy_data(**changes), tmp_path / "beleid.yml"), library)
    problem = next(item for item in caught.value.problems if message in item.message)
    assert remedy in problem.remedy


def test_a_rule_without_an_id_is_counted_from_one(library, tmp_path):
    nameless = {key: value for key, value in RULE.items() if key != "id"}
    with pytest.raises(DocumentError, match=r"«regels\.2\.id» ontbreekt"):
        load_policy(as_yaml(policy_data(regels=[RULE, nameless]), tmp_path / "beleid.yml"), library)
