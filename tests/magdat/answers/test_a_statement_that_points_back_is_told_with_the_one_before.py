"""A statement that nobody understands without the one before it in its clause is told with the end of that."""

from __future__ import annotations

import pytest

from magdat.answers.asked_sentence import Sentence
from magdat.answers.company_says import said_at
from magdat.answers.first_word import Heard
from magdat.answers.of_clause import told_of_clause
from magdat.knowledge import open_knowledge
from magdat.policy.answerable import Place
from magdat.policy.statements import PolicyStatement
from magdat.question import Form
from magdat.settings import Settings
from magdat.situation import Situation

KNOWN = open_knowledge(Settings.from_environment({}))
TELLING = KNOWN.library.telling

HELP = "Het bestuur biedt een schrijfhulp aan."
USE = "U mag ze gebruiken om een brief te vereenvoudigen."


def told(before: dict[str, object], asked: dict[str, object]) -> str:
    shared = {"soort": "uitleg", "onderwerp": "gebruik_werkuren", "artikel": "9.1"}
    statements = tuple(
        PolicyStatement.parse_obj(shared | {"id": name} | item)
        for name, item in (("voor", before), ("gevraagd", asked), ("ander", {"tekst": "Roken doe je buiten."}))
    )
    policy = KNOWN.policy.copy(update={"statements": statements})
    sentences = [
        (Sentence(item.text, "uitleg/-", 0.5, 0.5, False, place=Place.of(f"uitspraak:{item.id}")), chance)
        for item, chance in zip(statements, (0.01, 0.98, 0.01))
    ]
    place = Place.of("uitspraak:gevraagd")
    places = told_of_clause(policy, TELLING, place, place, Heard({}, sentences))
    said = said_at(policy, KNOWN.phrases, TELLING, places, Form.MAY, Situation(), {})
    assert said is not None
    assert said.rule == "gevraagd", "what decides is the statement that was asked for"
    return said.text


def test_what_it_points_back_to_stands_before_it() -> None:
    assert told({"tekst": HELP}, {"tekst": USE}) == f"{HELP} {USE}"


def test_only_the_end_of_what_stands_before_is_told() -> None:
    assert told({"tekst": f"Computers zijn voor het werk. {HELP}"}, {"tekst": USE}) == f"{HELP} {USE}"


@pytest.mark.parametrize(
    "before",
    [
        {"tekst": HELP, "artikel": "8.1"},
        {"tekst": HELP, "kop": "Iets anders"},
        {"tekst": HELP, "als": {"rol": ["leidinggevende"]}},
        {"tekst": "Een schrijfhulp is verboden in de raadzaal.", "soort": "verbod"},
        {"tekst": "Neem de schrijfhulp van het bestuur.", "soort": "stappen"},
        {"tekst": "De schrijfhulp."},
        {"tekst": "De schrijfhulp " + " ".join(["van het bestuur"] * 9) + "."},
    ],
    ids=["another clause", "another heading", "others", "decides otherwise", "steps", "a name", "too long"],
)
def test_something_else_is_not_told_before_it(before: dict[str, object]) -> None:
    assert told(before, {"tekst": USE, "soort": "toelating", "besluit": "ja"}).startswith(USE)


def test_who_understands_a_statement_alone_hears_it_alone() -> None:
    assert told({"tekst": HELP}, {"tekst": "Een brief mag u laten vereenvoudigen."}).startswith("Een brief")


def test_another_item_of_the_same_list_is_not_what_an_item_points_back_to() -> None:
    items = ("Dit mag niet: chatten terwijl je poetst.", "Dit mag niet: een grote koptelefoon.")
    assert told(*({"tekst": item} for item in items)) == items[1]
