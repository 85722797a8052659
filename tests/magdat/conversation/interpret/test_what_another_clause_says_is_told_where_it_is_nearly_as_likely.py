"""Where another clause is nearly as likely to be meant, it is told behind the answer, and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.conversation.dialogue import respond
from magdat.conversation.interpret.also_meant import NEARLY, SURE, also_meant
from magdat.conversation.state import State
from magdat.conversation.turn import Turn
from magdat.knowledge import Knowledge, open_knowledge
from magdat.policy.store import PolicyStore
from magdat.question import Form
from magdat.settings import Settings
from magdat.understanding import Found, InPolicy, Understanding

ASKED = "Misschien bedoel je dit:"
LONG = (
    "Wie een lading wil fotograferen, vraagt dat aan de planning, en die belt dan met de klant, de magazijnier en de"
    " ploegbaas van de late. Foto's van gevaarlijke goederen wis je na het opladen."
)
POLICY = f"""
formaat: 2
titel: Afspraken
versie: "1"
geldig_vanaf: 2026-01-01
bedrijf:
  naam: Transport
  werknemers: 60
  sector: privé
  overlegorganen: {{ondernemingsraad: ja, cpbw: ja, vakbondsafvaardiging: ja}}
vindplaats: {{plaats: op het intranet}}
contacten:
  hr: {{functie: HR, telefoon: "1"}}
artikels:
  - {{nummer: "1", titel: Beelden}}
  - {{nummer: "2", titel: Ladingen}}
  - {{nummer: "3", titel: Respect}}
uitspraken:
  - {{id: poort, soort: verbod, onderwerp: foto_tag, artikel: "1.1", tekst: Aan de poort neem je geen foto's.}}
  - {{id: badge, soort: verbod, onderwerp: foto_tag, artikel: "1.1", tekst: Je badge staat nooit in beeld.}}
  - {{id: lading, soort: verbod, onderwerp: foto_tag, artikel: "2.1", tekst: Een lading komt niet online.}}
  - {{id: lang, soort: plicht, onderwerp: foto_tag, artikel: "2.2", tekst: "{LONG}"}}
  - {{id: weer, soort: verbod, onderwerp: foto_tag, artikel: "2.3", tekst: "Foto's neem je nooit aan de poort."}}
  - id: chef
    soort: verbod
    onderwerp: foto_tag
    artikel: "2.4"
    tekst: Een ploegbaas post geen rooster.
    als: {{rol: leidinggevende}}
  - id: klant
    titel: Ladingen van klanten
    soort: toelating
    onderwerp: foto_tag
    artikel: "2.5"
    besluit: voorwaardelijk
    tekst: Een lading van een klant mag je fotograferen.
    voorwaarden: [er is geen naam te zien]
  - id: kraan
    titel: Kranen
    soort: verbod
    onderwerp: foto_tag
    artikel: "2.6"
    tekst: Op de kraan neem je geen foto's.
    tenzij:
      - {{tekst: Schade mag je fotograferen.}}
  - id: leunt
    titel: Akkoord
    soort: toelating
    onderwerp: foto_tag
    artikel: "2.7"
    tekst: Dat mag wel met akkoord van de planning.
  - {{id: kop, soort: verbod, onderwerp: foto_tag, artikel: "2.8", tekst: Foto's en video's in de productie;}}
  - {{id: kort, soort: verbod, onderwerp: foto_tag, artikel: "2.9", tekst: Straffen.}}
  - {{id: pesten, soort: verbod, onderwerp: pesten, artikel: "3.1", tekst: Pesten aanvaarden we niet.}}
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    path: Path = tmp_path_factory.mktemp("beleid") / "beleid.yml"
    path.write_text(POLICY, encoding="utf-8")
    knowledge = open_knowledge(Settings.from_environment({}))
    return replace(knowledge, policies=PolicyStore(path, knowledge.guidance))


def asked(company: Knowledge, *found: tuple[str, float], likes: tuple[float, ...] = ()) -> Understanding:
    items = tuple(
        Found(f"uitspraak:{name}", chance, preferred=0.9, sentences=likes if name == "lang" else (0.5,))
        for name, chance in found
    )
    return Understanding(
        "mag ik een foto nemen aan de poort?",
        (("foto_tag", 0.9),),
        {},
        form=Form.MAY,
        in_policy=InPolicy(company.loaded.document.digest, 0.3, items),
    )


def answer(company: Knowledge, *found: tuple[str, float], likes: tuple[float, ...] = ()) -> str:
    turn: Turn = respond(company, State(noticed=True), asked(company, *found, likes=likes))
    return "\n".join(reply.text for reply in turn.replies)


def test_it_stands_behind_the_answer_with_its_own_clause(company: Knowledge) -> None:
    text = answer(company, ("poort", 0.48), ("lading", 0.3))
    assert text.index("Aan de poort neem je geen foto's") < text.index("Artikel 1.1") < text.index(ASKED)
    assert text.rstrip().endswith(f"{ASKED} Een lading komt niet online. (artikel 2.1)")


@given(st.floats(0.01, 1.0), st.floats(0.0, 1.0))
def test_it_is_told_from_a_share_of_the_other_chance_on(company: Knowledge, first: float, share: float) -> None:
    state = State(noticed=True, topic="foto_tag", company=("uitspraak:poort",))
    chance = first * share
    found = also_meant(company, state, asked(company, ("poort", first), ("lading", chance)))
    assert (found is not None) == (first < SURE and chance >= NEARLY * first)


def test_the_same_clause_says_its_own_without_being_asked_for(company: Knowledge) -> None:
    assert ASKED not in answer(company, ("poort", 0.48), ("badge", 0.45))


def test_only_the_next_likeliest_clause_counts(company: Knowledge) -> None:
    text = answer(company, ("poort", 0.48), ("lading", 0.3), ("lang", 0.29), likes=(0.5, 0.6))
    assert "Een lading komt niet online" in text
    assert "planning" not in text


def test_of_a_long_one_the_likest_sentence_is_told(company: Knowledge) -> None:
    text = answer(company, ("poort", 0.48), ("lang", 0.3), likes=(0.5, 0.6))
    assert f"{ASKED} Foto's van gevaarlijke goederen wis je na het opladen. (artikel 2.2)" in text


@pytest.mark.parametrize("other", ["weer", "chef", "pesten"])
def test_what_was_said_and_what_holds_for_others_or_in_trouble_is_not_told(company: Knowledge, other: str) -> None:
    assert ASKED not in answer(company, ("poort", 0.48), (other, 0.45))


def test_whoever_is_in_trouble_gets_one_answer(company: Knowledge) -> None:
    message = asked(company, ("pesten", 0.48), ("lading", 0.45))
    state = State(noticed=True, topic="pesten", company=("uitspraak:pesten",))
    assert also_meant(company, state, message) is None


@pytest.mark.parametrize("other", ["klant", "kraan", "leunt", "kop", "kort"])
def test_what_says_something_else_without_what_belongs_to_it_is_not_told(company: Knowledge, other: str) -> None:
    assert ASKED not in answer(company, ("poort", 0.48), (other, 0.45))


@pytest.mark.parametrize("answering", ["uitspraak:poort#2", "uitspraak:poort!1", "uitspraak:badge"])
def test_the_whole_clause_that_answers_is_compared(company: Knowledge, answering: str) -> None:
    state = State(noticed=True, topic="foto_tag", company=(answering,))
    assert also_meant(company, state, asked(company, ("poort", 0.48), ("badge", 0.02), ("lading", 0.3))) is not None
    assert also_meant(company, state, asked(company, ("poort", 0.48), ("badge", 0.02), ("lading", 0.1))) is None
    assert also_meant(company, state, asked(company, ("poort", 0.9), ("badge", 0.02), ("lading", 0.3))) is None


def test_it_is_no_question_that_somebody_answers(company: Knowledge) -> None:
    assert "?" not in answer(company, ("poort", 0.48), ("lading", 0.3))
