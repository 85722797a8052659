"""What the schema lets through, the reader takes; and an editor never fills in what the reader refuses."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft7Validator
from made_rules import EXAMPLES, ROOT, as_yaml, policy_data

from magdat.files.documents import read_document
from magdat.files.problems import DocumentError
from magdat.policy.loading import load_policy
from magdat.policy.schema_export import policy_schema

RULE = policy_data()["regels"][0]
SANCTIONS = {"artikel": "1.2", "in_arbeidsreglement": "ja", "lijst": ["een verwittiging"]}
STATEMENT = {
    "id": "eigen", "onderwerp": "gebruik_werkuren", "deelvragen": ["mag_ik"], "artikel": "1.1", "tekst": "Dat mag.",
}  # fmt: skip
WHOLE = {
    "id": "campagne",
    "soort": "verbod",
    "onderwerp": "campagne_voeren",
    "titel": "Campagne op het werk",
    "artikel": "1.1",
    "als": {"moment": "werkuren", "inhoud": "campagne", "rol": ["medewerker", "woordvoerder"], "publiek": "pers"},
    "tekst": "Campagne voeren doe je niet.",
    "tenzij": [{"als": {"vestiging": "gent"}, "tekst": "In Gent mag het wel.", "besluit": "voorwaardelijk"}],
    "waarom": "We zijn er voor iedereen.",
    "contact": "directie",
    "hoeveel": "nul minuten per dag",
    "toestemming_van": "directie",
    "documenten": ["reglement"],
    "voorbeelden": [
        {"vraag": "mag ik flyers delen?", "opening": "nee"},
        {"context": {"moment": "werkuren", "inhoud": "campagne"}, "besluit": "nee", "artikel": "1.1"},
    ],
}
OWN = {
    "onderwerpen": [{"id": "campagne_voeren", "titel": "Campagne", "grens": "Voor een lijst of partij."}],
    "woorden": {
        "inhoud": [{"id": "campagne", "naam": "campagne", "woorden": ["flyer*"]}],
        "vestigingen": [{"id": "gent", "naam": "Gent"}],
    },
    "documenten": [{"id": "reglement", "titel": "Het arbeidsreglement", "plaats": "op het intranet"}],
    "contacten": {"directie": {"functie": "de directie", "telefoon": "1"}},
}
CONTACT = {"functie": "de personeelsdienst"}


@pytest.fixture(scope="module")
def schema(library):
    return policy_schema(library)


@pytest.fixture(scope="module")
def validator(schema):
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def defaults(part):
    """Every part of the schema that has a default."""
    if isinstance(part, dict):
        if "default" in part:
            yield part
        for item in part.values():
            yield from defaults(item)
    elif isinstance(part, list):
        for item in part:
            yield from defaults(item)


def test_every_default_fits_its_own_definition(schema):
    for part in defaults(schema):
        assert list(Draft7Validator({**part, "definitions": schema["definitions"]}).iter_errors(part["default"])) == []


def test_nothing_that_may_be_left_out_is_filled_in(schema):
    assert list(defaults(schema)) == []


@pytest.mark.parametrize("path", [ROOT / "beleid" / "beleid.yml", *EXAMPLES], ids=lambda path: path.stem)
def test_the_policies_that_ship_fit_the_schema(path, validator):
    data = json.loads(json.dumps(read_document(path).data, default=str))
    assert [error.message for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"regels": []},
        {"artikels": []},
        {"sancties": {**SANCTIONS, "lijst": []}},
        {"regels": [{**RULE, "besluit": "voorwaardelijk"}]},
        {"regels": [{**RULE, "besluit": "voorwaardelijk", "voorwaarden": []}]},
        {"regels": [{**RULE, "voorwaarden": ["het blijft kort"]}]},
        {"regels": [{**RULE, "besluit": "niet_geregeld"}]},
        {"regels": [{**RULE, "tekst": "  "}]},
        {"regels": [{**RULE, "id": "Twee Woorden"}]},
        {"regels": [{**RULE, "artikel": "art. 1.1"}]},
        {"regels": [{**RULE, "als": {"moment": []}}]},
        {"regels": [{**RULE, "als": {"moment": ["pauze", "pauze"]}}]},
        {"regels": [{**RULE, "als": {"inhoud": "weer"}}]},
        {"regels": [{**RULE, "als": {"platform": "LinkedIn"}}]},
        {"regels": [{**RULE, "als": {"plaats": "thuis"}}]},
        {"contacten": {"hr": CONTACT}},
        {"contacten": {"hr": {**CONTACT, "e_mail": "hr bij bedrijf"}}},
        {"contacten": {"HR": {**CONTACT, "telefoon": "1"}}},
        {"formaat": 0},
        {"formaat": 3},
        {"uitspraken": [STATEMENT]},
        {"woorden": {"publiek": []}},
        {"formaat": 2, "regels": None},
        *[
            {"formaat": 2, "uitspraken": [{**STATEMENT, **changes}]}
            for changes in (
                {"deelvragen": []},
                {"deelvragen": ["bestaat_niet"]},
                {"besluit": "niet_geregeld"},
                {"artikel": "art. 1.1"},
                {"onderwerp": "Bestaat Niet"},
                {"contact": "De baas"},
                {"als": {"moment": "nacht"}},
                {"voorwaarden": ["het blijft kort"]},
                {"soort": "gebod"},
                {"soort": "verbod", "besluit": "ja"},
                {"soort": "toelating", "besluit": "nee"},
                {"soort": "plicht", "voorwaarden": ["het blijft kort"]},
                {"tenzij": [{"als": {"moment": "pauze"}}]},
                {"tenzij": [{"tekst": "Behalve nu.", "besluit": "niet_geregeld"}]},
                {"voorbeelden": [{"besluit": "ja"}]},
                {"voorbeelden": [{"vraag": "mag dat?", "context": {"moment": "pauze"}, "besluit": "ja"}]},
                {"voorbeelden": [{"context": {"moment": "pauze"}}]},
                {"voorbeelden": [{"context": {"moment": "pauze"}, "besluit": "ja", "opening": "ja"}]},
                {"voorbeelden": [{"vraag": "mag dat?", "opening": "misschien"}]},
            )
        ],
        {"formaat": 2, "onderwerpen": [{"id": "campagne", "titel": "Campagne"}]},
        {"formaat": 2, "woorden": {"publiek": [{"id": "Onze fans", "naam": "fans"}]}},
        {"formaat": 2, "documenten": [{"id": "reglement", "titel": "Het arbeidsreglement"}]},
        {"geldig_vanaf": "morgen"},
        {"bedrijf": {**policy_data()["bedrijf"], "werknemers": 0}},
        {"bedrijf": {**policy_data()["bedrijf"], "werknemers": "62"}},
    ],
    ids=str,
)
def test_what_the_reader_refuses_the_schema_refuses(changes, validator, library, tmp_path):
    data = policy_data(**changes)
    with pytest.raises(DocumentError):
        load_policy(as_yaml(data, tmp_path / "beleid.yml"), library)
    assert list(validator.iter_errors(data))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"formaat": 2, "uitspraken": [STATEMENT]},
        {"formaat": 2, "uitspraken": [{**STATEMENT, "besluit": "nee", "als": {"rol": "hr"}, "contact": "hr"}]},
        {"formaat": 2, "uitspraken": [WHOLE], "regels": None, **OWN},
        {"formaat": 2, "uitspraken": [{**STATEMENT, "soort": "toelating", "voorwaarden": ["het blijft kort"]}]},
        {"sancties": SANCTIONS},
        {"regels": [{**RULE, "besluit": "voorwaardelijk", "voorwaarden": ["het blijft kort"]}]},
        {"regels": [{**RULE, "voorwaarden": []}]},
        {"regels": [{**RULE, "als": {"moment": "pauze", "inhoud": ["politiek", "cijfers"]}}]},
        {"contacten": {"hr": {**CONTACT, "e_mail": "hr@bedrijf.be"}}},
    ],
    ids=str,
)
def test_what_the_reader_takes_the_schema_takes(changes, validator, library, tmp_path):
    data = policy_data(**changes)
    load_policy(as_yaml(data, tmp_path / "beleid.yml"), library)
    assert [error.message for error in validator.iter_errors(data)] == []
