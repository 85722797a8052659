"""Format 2: statements alone can decide, and topics, words, contacts and documents may be the company's own."""

from __future__ import annotations

import copy

import pytest
from made_rules import as_yaml, policy_data

from magdat.files.problems import DocumentError
from magdat.policy.loading import load_policy
from magdat.policy.model import Decision

STATEMENT = {"id": "eigen", "onderwerp": "gebruik_werkuren", "artikel": "1.1", "tekst": "Dat mag."}
TOPIC = {"id": "campagne_voeren", "titel": "Campagne", "grens": "Reclame voor een lijst of partij."}
AUDIENCE = {"id": "fietsers", "naam": "fietsers", "woorden": ["fietser*"]}


def data(*statements, **changes):
    given = {"formaat": 2, "regels": None, "uitspraken": list(statements) or [STATEMENT], **changes}
    return copy.deepcopy(policy_data(**given))


def load(library, tmp_path, *statements, **changes):
    return load_policy(as_yaml(data(*statements, **changes), tmp_path / "beleid.yml"), library).policy


def refused(library, tmp_path, *statements, **changes):
    with pytest.raises(DocumentError) as caught:
        load(library, tmp_path, *statements, **changes)
    return caught.value.problems


def line_of(tmp_path, words, nth=0):
    lines = (tmp_path / "beleid.yml").read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, start=1) if words in line][nth]


@pytest.mark.parametrize(
    ("written", "kind", "decision"),
    [
        ({}, "uitleg", None),
        ({"besluit": "ja"}, "toelating", Decision.YES),
        ({"besluit": "voorwaardelijk"}, "toelating", Decision.CONDITIONAL),
        ({"besluit": "nee"}, "verbod", Decision.NO),
        ({"soort": "verbod"}, "verbod", Decision.NO),
        ({"soort": "toelating"}, "toelating", Decision.YES),
        ({"soort": "toelating", "voorwaarden": ["het blijft kort"]}, "toelating", Decision.CONDITIONAL),
        ({"soort": "plicht", "besluit": "nee"}, "plicht", Decision.NO),
        ({"soort": "begrip"}, "begrip", None),
    ],
    ids=str,
)
def test_the_kind_and_the_decision_tell_each_other(written, kind, decision, library, tmp_path):
    (statement,) = load(library, tmp_path, {**STATEMENT, **written}).statements
    assert (statement.kind.value, statement.decision) == (kind, decision)


@pytest.mark.parametrize("key", ["uitspraken", "onderwerpen", "woorden", "documenten"])
def test_a_file_of_the_first_format_has_none_of_it(key, library, tmp_path):
    values = {
        "uitspraken": [STATEMENT],
        "onderwerpen": [TOPIC],
        "woorden": {"publiek": [AUDIENCE]},
        "documenten": [{"id": "x", "titel": "X", "plaats": "daar"}],
    }
    path = as_yaml(policy_data(**{key: values[key]}), tmp_path / "beleid.yml")
    with pytest.raises(DocumentError) as caught:
        load_policy(path, library)
    (problem,) = caught.value.problems
    assert problem.message == f"«{key}» hoort bij formaat 2, en dit bestand is formaat 1"
    assert problem.line == line_of(tmp_path, f"{key}:")
    assert "formaat: 2" in problem.remedy


def test_with_neither_statements_nor_rules_nothing_is_said(library, tmp_path):
    (problem,) = refused(library, tmp_path, uitspraken=None)
    assert problem.message == "er zijn geen «uitspraken» en geen «regels»"


def test_a_statement_may_be_on_a_topic_of_the_company_s_own(library, tmp_path):
    policy = load(library, tmp_path, {**STATEMENT, "onderwerp": "campagne_voeren"}, onderwerpen=[TOPIC])
    assert policy.topics[0].border.startswith("Reclame")


def test_own_values_may_stand_in_conditions_and_examples(library, tmp_path):
    words = {
        "platformen": [{"id": "zorgchat", "naam": "ZorgChat"}],
        "inhoud": [{"id": "prijzen", "naam": "prijzen"}],
        "publiek": [AUDIENCE],
        "rollen": [{"id": "poster", "naam": "lokale poster"}],
        "afdelingen": [{"id": "spoed", "naam": "spoed"}],
        "vestigingen": [{"id": "gent", "naam": "Gent"}],
    }
    asked = {
        "platform": "zorgchat",
        "inhoud": "prijzen",
        "publiek": "fietsers",
        "rol": "poster",
        "afdeling": "spoed",
        "vestiging": "gent",
    }
    example = {"context": asked, "besluit": "nee"}
    statement = {**STATEMENT, "soort": "verbod", "als": {**asked}, "voorbeelden": [example]}
    (found,) = load(library, tmp_path, statement, woorden=words).statements
    assert {name: found.conditions.values(name) for name in asked} == {name: (value,) for name, value in asked.items()}


@pytest.mark.parametrize("audience", ["patienten", "minderjarigen", "pers"])
def test_what_the_guidance_has_words_for_needs_none_of_ones_own(audience, library, tmp_path):
    assert load(library, tmp_path, {**STATEMENT, "als": {"publiek": audience}})


FAULTS = [
    ({"als": {"publiek": "patient"}}, "publiek:", "het publiek «patient» is onbekend", "«patienten»"),
    ({"als": {"publiek": "vissers"}}, "publiek:", "het publiek «vissers» is onbekend", "«woorden», «publiek»"),
    ({"als": {"rol": "stagair"}}, "rol:", "de rol «stagair» is onbekend", "bedoel je «stagiair»?"),
    ({"als": {"vestiging": "gent"}}, "vestiging:", "de vestiging «gent» is onbekend", "«vestigingen»"),
    ({"onderwerp": "foto"}, "onderwerp: foto", "het onderwerp «foto» bestaat niet", "«foto_tag»"),
    ({"contact": "hrr"}, "contact:", "het contact «hrr» staat niet onder «contacten»", "bedoel je «hr»?"),
    ({"toestemming_van": "stagair"}, "toestemming_van:", "het contact «stagair» staat niet", "«stagiair»"),
    ({"uitzondering_op": "weg"}, "uitzondering_op:", "er is geen uitspraak of regel «weg»", "id"),
    ({"uitzondering_op": "eigen"}, "uitzondering_op:", "«eigen» is langs een omweg een uitzondering", "schrap"),
    ({"documenten": ["reglement"]}, "- reglement", "het document «reglement» staat nergens", "documenten"),
    ({"tenzij": [{"als": {"rol": "chef"}, "tekst": "Wel."}]}, "rol: chef", "de rol «chef» is onbekend", "«rollen»"),
    ({"voorbeelden": [{"context": {"rol": "chef"}, "besluit": "ja"}]}, "rol: chef", "de rol «chef»", "«rollen»"),
]


@pytest.mark.parametrize(("changes", "at", "message", "remedy"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_what_is_named_and_nowhere_is_said_on_its_line_with_what_comes_near(
    changes, at, message, remedy, library, tmp_path
):
    (problem,) = refused(library, tmp_path, {**STATEMENT, **changes})
    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.line == line_of(tmp_path, at)


def test_several_near_names_are_all_offered(library, tmp_path):
    (problem,) = refused(library, tmp_path, {**STATEMENT, "onderwerp": "klanten"})
    assert problem.remedy == "bedoel je «klantencontact», «klantenklacht_online» of «kansen»?"


def test_an_exception_to_an_exception_to_itself_is_refused_on_both_lines(library, tmp_path):
    one = {**STATEMENT, "id": "een", "uitzondering_op": "twee"}
    two = {**STATEMENT, "id": "twee", "uitzondering_op": "een"}
    lines = [problem.line for problem in refused(library, tmp_path, one, two)]
    assert lines == [line_of(tmp_path, f"uitzondering_op: {name}") for name in ("twee", "een")]


TAKEN = [
    ({"onderwerpen": [{**TOPIC, "id": "foto_tag"}]}, "id: foto_tag", "bestaat al in de leidraad"),
    ({"woorden": {"platformen": [{"id": "facebook", "naam": "FB"}]}}, "id: facebook", "kent de assistent al"),
    ({"woorden": {"rollen": [{"id": "hr", "naam": "HR"}]}}, "id: hr", "kent de assistent al"),
]


@pytest.mark.parametrize(("changes", "at", "message"), TAKEN, ids=[fault[2] + fault[1] for fault in TAKEN])
def test_a_name_that_the_product_has_is_taken(changes, at, message, library, tmp_path):
    (problem,) = refused(library, tmp_path, **changes)
    assert message in problem.message
    assert problem.line == line_of(tmp_path, at)
    assert problem.remedy


def test_words_that_the_guidance_has_for_everybody_may_be_the_company_s_own(library, tmp_path):
    words = {"publiek": [{"id": "klanten", "naam": "gasten", "woorden": ["gast", "gasten"]}]}
    assert load(library, tmp_path, {**STATEMENT, "als": {"publiek": "klanten"}}, woorden=words)


@pytest.mark.parametrize(
    "changes",
    [
        {"onderwerpen": [TOPIC, {**TOPIC}]},
        {"woorden": {"publiek": [AUDIENCE, {**AUDIENCE, "woorden": ["fiets"]}]}},
        {"documenten": [{"id": "x", "titel": title, "plaats": "daar"} for title in "XY"]},
        {"uitspraken": [STATEMENT, {**STATEMENT}]},
        {"regels": [{**STATEMENT, "besluit": "ja"}]},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_name_that_stands_twice_is_refused(changes, library, tmp_path):
    problems = refused(library, tmp_path, **changes)
    assert any("bestaat al op regel" in problem.message for problem in problems)


def test_a_contact_may_have_a_key_of_the_company_s_own(library, tmp_path):
    contacts = {"ombudsdienst": {"functie": "de ombudsdienst", "telefoon": "4400"}}
    policy = load(library, tmp_path, {**STATEMENT, "contact": "ombudsdienst"}, contacten=contacts)
    assert set(policy.contacts) == {"ombudsdienst"}
