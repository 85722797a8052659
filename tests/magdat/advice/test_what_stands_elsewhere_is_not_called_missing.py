"""A policy that says something in another form is told where, as a tip, and not that it is missing."""

from __future__ import annotations

from typing import Any

import pytest
from made_advice import advice, wording
from made_rules import as_yaml, policy_data

from magdat.advice.terms import stands_in
from magdat.files.problems import Problem, Severity


def statement(topic: str, text: str, clause: str = "1.1", **more: Any) -> dict[str, Any]:
    return {
        "id": f"{topic}-{clause}".replace(".", "-"),
        "soort": "uitleg",
        "artikel": clause,
        "onderwerp": topic,
        "titel": text[:60],
        "tekst": text,
        **more,
    }


@pytest.fixture
def told(library, tmp_path):
    def told_of(kind: str, *statements: dict[str, Any], **changes: Any) -> Problem | None:
        data = policy_data(formaat=2, uitspraken=list(statements), **changes)
        del data["regels"]
        found = advice(as_yaml(data, tmp_path / "beleid.yml"), library)
        return next((item for item in found if item.kind == kind), None)

    return told_of


OTHER = statement("foto_tag", "Foto's deel je nooit.")
SANCTION = statement("sanctie", "Wie dit niet volgt, krijgt een verwittiging.", "1.4")
LOGS = statement("controle_privacy", "De logs bewaren we drie maanden.", "1.5")


@pytest.mark.parametrize(
    ("kind", "said", "clause"),
    [("sanctie_niet_beschreven", SANCTION, "1.4"), ("controle_niet_beschreven", LOGS, "1.5")],
)
def test_sanctions_and_monitoring_that_statements_tell_are_not_missing(kind, said, clause, told):
    without, beside = told(kind, OTHER), told(kind, OTHER, said)
    assert without is not None
    assert clause not in without.message
    assert beside is not None
    assert beside.severity is Severity.TIP
    assert f"in artikel {clause};" in beside.message


@pytest.mark.parametrize("text", ["Je diensthoofd leest mee voor het online gaat.", "Denk eraan: iedereen leest mee."])
def test_the_same_words_may_say_something_else(text, told):
    beside = told("controle_niet_beschreven", OTHER, statement("mailbox", text, "1.2"))
    assert beside is not None
    assert "artikel 1.2" not in beside.message
    watched = told("controle_niet_beschreven", OTHER, statement("mailbox", "De IT-dienst leest niet mee.", "1.2"))
    assert watched is not None
    assert "artikel 1.2" in watched.message


def test_words_are_looked_for_where_nothing_is_about_the_topic(told):
    passing = statement("fout_bericht", "Wie een fout meldt, krijgt geen sanctie.", "1.2")
    alone, beside = told("sanctie_niet_beschreven", passing), told("sanctie_niet_beschreven", passing, SANCTION)
    assert alone is not None
    assert "artikel 1.2;" in alone.message
    assert beside is not None
    assert "artikel 1.4;" in beside.message


@pytest.mark.parametrize(
    ("kind", "text", "remedy"),
    [
        ("inhoud_pesten", "Wie online gepest wordt, praat met de vertrouwenspersoon.", "«onderwerp: pesten»"),
        ("herziening_ontbreekt", "We bekijken deze afspraken elk jaar in juni opnieuw.", "bovenaan de dag"),
        ("procedure_ontbreekt", "Dit is een bijlage bij het arbeidsreglement.", "kies «procedure»"),
        ("opmaak_opleiding", "Iedereen volgt een e-learning.", "vul dan «opleiding» in"),
    ],
)
def test_what_stands_under_another_topic_is_a_tip_that_names_the_clause(kind, text, remedy, told):
    missed, found = told(kind, OTHER), told(kind, OTHER, statement("policy_opmaak", text, "1.7"))
    assert missed is not None
    assert found is not None
    assert found.severity is Severity.TIP
    assert "artikel 1.7" in found.message
    assert remedy in found.remedy
    assert found.remedy != missed.remedy


def test_the_text_of_a_chapter_says_something_too(told):
    found = told(
        "herziening_ontbreekt", OTHER, artikels=[{"nummer": "1", "titel": "Slot", "tekst": "Dit wordt herzien."}]
    )
    assert found is not None
    assert "artikel 1," in found.message


def test_a_statement_with_a_title_of_its_own_is_a_rule_on_its_topic(told):
    assert told("inhoud_pesten", statement("pesten", "Pesten doen we niet.", soort="verbod")) is None


def test_a_statement_on_a_special_case_alone_is_no_rule_on_its_topic(told):
    found = told(
        "inhoud_beeld", statement("foto_tag", "Stagiairs nemen geen foto's.", soort="verbod", als={"rol": "stagiair"})
    )
    assert found is not None


def test_more_than_three_clauses_are_not_all_named(told):
    found = told("sanctie_niet_beschreven", *(statement("sanctie", f"Sanctie {n}.", f"1.{n}") for n in range(2, 8)))
    assert found is not None
    assert "artikel 1.2, 1.3, 1.4 en andere;" in found.message


def test_words_with_a_gap_stand_in_one_sentence():
    assert stands_in(("bekijk* … opnieuw",), "We bekijken dit elk jaar opnieuw.")
    assert not stands_in(("bekijk* … opnieuw",), "We bekijken dit. Begin opnieuw.")


def test_what_is_said_instead_names_the_clause():
    assert all("{{ artikel }}" in item.elsewhere.message for item in wording().checks if item.elsewhere is not None)
