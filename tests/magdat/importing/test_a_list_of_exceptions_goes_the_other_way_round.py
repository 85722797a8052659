"""«Het is verboden om …, behalve: a) …»: what is excepted from a ban is allowed, and what from leave is forbidden."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made_understanding import Keyed

from magdat.files.yaml_data import read_yaml
from magdat.guidance.library import Library
from magdat.importing.build import import_policy
from magdat.importing.cues import Cues


def said(text: str, library: Library, cues: Cues, folder: Path) -> list[dict[str, Any]]:
    path = folder / "code.md"
    path.write_text(f"# Code\n\n## 1. Beelden\n\n{text}\n", "utf-8")
    found: list[dict[str, Any]] = read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]
    return found


@pytest.mark.parametrize(
    "lead",
    [
        "Het is verboden om foto's van bewoners te plaatsen, behalve:",
        "Het is verboden om foto's van bewoners te plaatsen, met uitzondering van:",
        "Je mag geen foto's van bewoners plaatsen, behalve in de volgende gevallen:",
        "Je mag geen foto's van bewoners plaatsen tenzij:",
        "Je mag geen foto's van bewoners plaatsen, tenzij",
    ],
)
@pytest.mark.parametrize("marks", [("a) ", "b) "), ("- ", "- "), ("1. ", "2. ")])
def test_what_is_excepted_from_a_ban_is_allowed(
    lead: str, marks: tuple[str, str], library: Library, cues: Cues, tmp_path: Path
) -> None:
    text = f"1.1 {lead}\n\n{marks[0]}de bewoner is niet herkenbaar;\n{marks[1]}het feest is voorbij."
    ban, *items = said(text, library, cues, tmp_path)
    assert ban["soort"] == "verbod"
    assert "het feest is voorbij" in ban["tekst"]
    assert [(item["soort"], item["besluit"]) for item in items] == [("toelating", "voorwaardelijk")] * 2
    assert {item["uitzondering_op"] for item in items} == {ban["id"]}


def test_what_is_excepted_from_leave_is_forbidden(library: Library, cues: Cues, tmp_path: Path) -> None:
    text = (
        "1.1 Klantinformatie mag in de assistent worden ingevoerd, behalve:\n\na) medische gegevens;\n\nb) vonnissen."
    )
    leave, *items = said(text, library, cues, tmp_path)
    assert (leave["soort"], leave["besluit"]) == ("toelating", "voorwaardelijk")
    assert [item["soort"] for item in items] == ["verbod", "verbod"]
    assert {item["uitzondering_op"] for item in items} == {leave["id"]}


@pytest.mark.parametrize(
    "stricter",
    [
        "nooit bij minderjarigen",
        "bij minderjarigen niet",
        "geen foto's van kinderen",
        "het filmen van klanten is altijd verboden",
        "op de personeelspagina. Foto's van patiënten plaats je er nooit",
        "met toestemming, maar nooit bij minderjarigen",
        "als er kinderen op staan, mag het niet",
        "het filmen van klanten is niet toegestaan",
        "klanten mogen niet gefilmd worden",
        "als er kinderen op staan niet",
        "wie minderjarig is nooit",
        "met klanten; dat doe je niet met patiënten",
        "foto's van kinderen worden niet getoond",
        "foto's van kinderen zijn niet om te delen",
    ],
)
@pytest.mark.parametrize("end", ["is verboden, behalve:", "mag niet, uitgezonderd:", "is verboden, tenzij:"])
def test_what_forbids_by_itself_stays_a_ban(
    stricter: str, end: str, library: Library, cues: Cues, tmp_path: Path
) -> None:
    text = f"1.1 Filmen en foto's plaatsen {end}\n\n- met toestemming.\n- {stricter}."
    ban, allowed, forbidden = said(text, library, cues, tmp_path)
    assert [each["soort"] for each in (ban, allowed, forbidden)] == ["verbod", "toelating", "verbod"]
    assert "besluit" not in forbidden


@pytest.mark.parametrize(
    "case",
    [
        "wie niet herkenbaar is",
        "foto's waarop niemand herkenbaar is",
        "je staat er niet op",
        "er geen patiënten op staan",
        "als je er niet op staat",
        "werk je er niet meer, dan mag het",
        "op het feest: daar hoef je niets te vragen",
        "een foto van het werk, alleen als de klant erom vraagt en niemand anders hem krijgt",
        "met de app. Dus niet met je eigen camera",
    ],
)
def test_a_case_in_which_something_is_not_so_is_no_ban(case: str, library: Library, cues: Cues, tmp_path: Path) -> None:
    text = f"1.1 Foto's plaatsen is verboden, tenzij:\n\n- na sluiting.\n- {case}."
    assert [each["soort"] for each in said(text, library, cues, tmp_path)] == ["verbod", "toelating", "toelating"]


@pytest.mark.parametrize(
    "lead",
    [
        "Er zijn geen uitzonderingen:",
        "Hierop bestaan geen uitzonderingen:",
        "Hierop bestaat geen enkele uitzondering:",
        "Wij maken nooit uitzonderingen:",
        "Zonder uitzonderingen:",
        "Uitzonderingen zijn er niet:",
        "Dit verbod geldt niet alleen voor:",
        "Dit verbod geldt niet enkel voor:",
        "Dat verbod geldt niet in de eerste plaats alleen voor:",
        "Deze regel geldt niet enkel tijdens de uren voor:",
        "Dat geldt voor iedereen, niemand uitgezonderd:",
        "Dat is verboden, geen enkele afdeling uitgezonderd:",
    ],
)
def test_what_excepts_nobody_gives_no_leave(lead: str, library: Library, cues: Cues, tmp_path: Path) -> None:
    text = f"1.1 Je mag je wachtwoord aan niemand geven. {lead}\n\n- de directie;\n- je collega's;\n- de helpdesk."
    found = said(text, library, cues, tmp_path)
    assert found[0]["soort"] == "verbod"
    assert not [each for each in found if each["soort"] == "toelating" or "uitzondering_op" in each]


def test_a_sentence_with_one_exception_is_one_statement(library: Library, cues: Cues, tmp_path: Path) -> None:
    (ban,) = said("1.1 Filmen is verboden, behalve:\n\n- op het zomerfeest.", library, cues, tmp_path)
    assert (ban["soort"], ban["tekst"]) == ("verbod", "Filmen is verboden, behalve: op het zomerfeest.")


def test_conditions_that_hold_together_are_no_leave_each(library: Library, cues: Cues, tmp_path: Path) -> None:
    text = "1.1 Je mag geen foto plaatsen, tenzij:\n\n- de bewoner akkoord is, en\n- je leidinggevende akkoord is."
    assert {each["soort"] for each in said(text, library, cues, tmp_path)} == {"verbod"}


def test_an_exception_that_is_a_sentence_is_heard_without_what_leads_it(
    library: Library, cues: Cues, tmp_path: Path
) -> None:
    text = (
        "1.1 Je wordt nooit online vriend van een klant. Dit zijn de uitzonderingen:\n\n"
        "- Werk je er al zes maanden niet meer, dan mag je het verzoek aanvaarden.\n"
        "- Met buren van de klant mag het nooit.\n"
    )
    ban, whole, allowed, stricter = said(text, library, cues, tmp_path)
    assert [each["soort"] for each in (ban, whole, allowed, stricter)] == ["verbod", "toelating", "toelating", "verbod"]
    assert {each["uitzondering_op"] for each in (whole, allowed, stricter)} == {ban["id"]}


def test_exceptions_under_a_number_of_their_own_are_to_the_clause_before(
    library: Library, cues: Cues, tmp_path: Path
) -> None:
    path = tmp_path / "nota.md"
    path.write_text(
        "# Nota\n\n## Foto's\n\nMet je eigen toestel neem je geen foto's.\n\nEr zijn twee uitzonderingen:\n\n"
        "1. **Voor de behandeling.** Leg ze vast met de tablet.\n2. **Voor thuis.** Film met zijn toestel.\n\n"
        "In de kleedkamers filmt niemand.\n",
        "utf-8",
    )
    found = read_yaml(import_policy(path, library, cues, Keyed).text).data["uitspraken"]
    exceptions = [each for each in found if each.get("uitzondering_op")]
    assert {each["uitzondering_op"] for each in exceptions} == {found[0]["id"]}
    assert [each["soort"] for each in exceptions] == ["toelating"] * 3


def test_a_list_that_names_a_clause_is_an_exception_to_that(library: Library, cues: Cues, tmp_path: Path) -> None:
    text = (
        "1.1 Filmen is verboden.\n\n1.2 Bellen is verboden.\n\n"
        "1.3 Er zijn twee uitzonderingen op 1.1:\n\n- op feesten;\n- in de refter."
    )
    first, _, *exceptions = said(text, library, cues, tmp_path)
    assert [each["uitzondering_op"] for each in exceptions] == [first["id"]] * 3


@pytest.mark.parametrize(
    ("first", "lead", "kind"),
    [
        ("Je mag over je vak vertellen.", "Dat recht geldt niet voor:", "verbod"),
        ("Filmen is verboden.", "Dit verbod geldt niet voor:", "toelating"),
    ],
)
def test_for_what_a_right_or_a_ban_does_not_hold(
    first: str, lead: str, kind: str, library: Library, cues: Cues, tmp_path: Path
) -> None:
    text = f"1.1 Je scheldt nooit. {first} {lead}\n\n- adviezen van het bestuur;\n- beelden van een oefening."
    *_, target, whole, one, other = said(text, library, cues, tmp_path)
    assert first in target["tekst"]
    assert {each["soort"] for each in (whole, one, other)} == {kind}
    assert {each["uitzondering_op"] for each in (whole, one, other)} == {target["id"]}


def test_whom_to_ask_for_an_exception_is_none(library: Library, cues: Cues, tmp_path: Path) -> None:
    text = "1.1 Filmen is verboden. Vraag een uitzondering aan bij:\n\n- de directie;\n- de dienst Communicatie."
    assert all("uitzondering_op" not in each for each in said(text, library, cues, tmp_path))


@pytest.mark.parametrize(
    "item", ["Wat intern is zet je niet online.", "Zonder toestemming van de ouders plaats je geen foto van een kind."]
)
def test_what_may_forbid_by_itself_all_the_same_is_to_be_looked_at(
    item: str, library: Library, cues: Cues, tmp_path: Path
) -> None:
    path = tmp_path / "code.md"
    text = f"1.1 Foto's van bewoners plaatsen is verboden, behalve:\n\n- foto's van een feest;\n- {item}"
    path.write_text(f"# Code\n\n## 1. Beelden\n\n{text}\n", "utf-8")
    brought = import_policy(path, library, cues, Keyed).text
    assert "# kijk na: soort (regel 8)" in brought
