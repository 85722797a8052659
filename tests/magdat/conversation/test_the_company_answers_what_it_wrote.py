"""What is found in the policy answers: with the right first word, what was asked for first, and on its own topic."""

from __future__ import annotations

from dataclasses import replace

import pytest

from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.knowledge import Knowledge
from magdat.policy.store import PolicyStore
from magdat.question import Form, Opening
from magdat.understanding import Found, InPolicy, Understanding

POLICY = """
formaat: 2
titel: Afspraken
versie: "1"
geldig_vanaf: 2026-01-01
bedrijf:
  naam: Winkel
  werknemers: 60
  sector: privé
  overlegorganen: {ondernemingsraad: ja, cpbw: ja, vakbondsafvaardiging: ja}
vindplaats: {plaats: op het intranet}
contacten:
  marketing: {functie: de dienst marketing, telefoon: "1"}
artikels:
  - {nummer: "1", titel: Alles}
onderwerpen:
  - {id: wedstrijden, titel: Wedstrijden, grens: Wie een wedstrijd of tombola houdt.}
uitspraken:
  - id: geen-gsm
    soort: verbod
    onderwerp: gebruik_werkuren
    titel: Op de vloer
    artikel: "1.1"
    tekst: Op de winkelvloer blijft je gsm in je locker.
    tenzij:
      - {tekst: De winkelverantwoordelijke houdt een toestel bij.}
  - id: pagina
    soort: uitleg
    onderwerp: marketing
    titel: De pagina
    artikel: "1.2"
    tekst: De lokale poster zorgt voor de pagina.
    hoeveel: twee uur per week
    toestemming_van: marketing
  - id: tombola
    soort: verbod
    onderwerp: wedstrijden
    artikel: "1.3"
    tekst: Een tombola houd je niet zelf.
    voorbeelden:
      - {vraag: mag ik een tombola houden, opening: nee}
      - {vraag: moet ik een tombola aan marketing laten, opening: ja}
  - id: loten
    soort: uitleg
    onderwerp: wedstrijden
    titel: De loten
    artikel: "1.3"
    tekst: Loten verkoopt marketing.
"""


@pytest.fixture
def company(knowledge: Knowledge, tmp_path) -> Knowledge:
    path = tmp_path / "beleid.yml"
    path.write_text(POLICY, encoding="utf-8")
    return replace(knowledge, policies=PolicyStore(path, knowledge.guidance))


def heard(company, text, *found, form=Form.MAY, topic="gebruik_werkuren", chance=0.6, openings=(), **more):
    told = InPolicy(company.loaded.document.digest, 0.5, found)
    return Understanding(text, ((topic, chance),), {}, form=form, openings=openings, in_policy=told, **more)


def answered(company, understanding, state=None):
    turn = respond(company, state or State(noticed=True), understanding)
    return turn, turn.replies[-1]


def test_a_ban_is_answered_with_no_its_exceptions_and_its_clause(company):
    _turn, reply = answered(company, heard(company, "mag ik mijn gsm aan de kassa", Found("uitspraak:geen-gsm", 0.9)))
    assert reply.text.startswith("Nee. Op de winkelvloer blijft je gsm in je locker. De winkelverantwoordelijke")
    assert "Artikel 1.1" in reply.text
    assert (reply.custom["uitspraak"], reply.custom["artikel"], reply.custom["opening"]) == ("geen-gsm", "1.1", "nee")


def test_an_exception_that_was_asked_for_answers_alone_and_the_other_way_round(company):
    _, reply = answered(company, heard(company, "mag de verantwoordelijke dat", Found("uitzondering:geen-gsm/1", 0.9)))
    assert reply.text.startswith("Ja. De winkelverantwoordelijke houdt een toestel bij.")


def test_an_exception_that_only_may_hold_is_told_without_a_yes(company):
    found = Found("uitzondering:geen-gsm/1", 0.6)
    _, reply = answered(company, heard(company, "mag ik een toestel bijhouden", found))
    assert reply.text.startswith("De winkelverantwoordelijke houdt een toestel bij.")


def test_two_parts_of_one_clause_that_may_be_meant_are_likely_enough_together(company):
    alone = heard(company, "dat van die tombola", Found("uitspraak:tombola", 0.4))
    assert answered(company, alone)[1].custom["onderwerp"] != "wedstrijden"
    both = heard(company, "dat van die tombola", Found("uitspraak:tombola", 0.4), Found("uitspraak:loten", 0.3))
    assert answered(company, both)[1].custom["onderwerp"] == "wedstrijden"


@pytest.mark.parametrize(
    ("form", "begins"),
    [(Form.HOW_MUCH, "Twee uur per week."), (Form.WHO, "Toestemming vraag je aan de dienst marketing.")],
)
def test_how_much_and_who_gives_leave_come_first(company, form, begins):
    _, reply = answered(company, heard(company, "hoelang of wie", Found("uitspraak:pagina", 0.9), form=form))
    assert reply.text.startswith(begins)


def test_a_topic_of_the_company_s_own_is_answered_and_named(company):
    turn, reply = answered(company, heard(company, "mag ik een tombola houden?", Found("uitspraak:tombola", 0.9)))
    assert reply.custom["onderwerp"] == turn.state.topic == "wedstrijden"
    assert reply.text.startswith("Nee. Een tombola houd je niet zelf.")


@pytest.mark.parametrize(
    ("question", "form", "example", "word"),
    [
        ("mag ik morgen een tombola houden", Form.MAY, (0, 0.9), "nee"),
        ("moet ik die tombola aan marketing laten", Form.MUST, (1, 0.9), "ja"),
        ("mag ik een tombola houden", Form.MAY, (1, 0.9), "nee"),
        ("wie houdt de tombola", Form.WHO, (0, 0.9), None),
    ],
)
def test_the_first_word_is_that_of_an_example_that_asks_alike(company, question, form, example, word):
    found = Found("uitspraak:tombola", 0.9, example=example)
    _, reply = answered(company, heard(company, question, found, form=form))
    assert reply.custom["opening"] == word


@pytest.mark.parametrize("opening", list(Opening))
def test_a_forbidden_deed_is_never_answered_with_yes(company, opening):
    if opening is Opening.AGAINST:
        return  # «is dat verboden?» is no question whether it may
    found = Found("uitspraak:geen-gsm", 0.9)
    _, reply = answered(company, heard(company, "mag ik mijn gsm", found, openings=((opening, 0.9),)))
    assert reply.custom["opening"] != "ja"


def test_what_is_not_likely_enough_and_what_another_version_says_is_left_aside(company):
    unlikely = heard(company, "mag ik mijn gsm", Found("uitspraak:tombola", 0.3))
    other = replace(unlikely, in_policy=InPolicy("een andere tekst", 0.5, (Found("uitspraak:tombola", 0.99),)))
    for understanding in (unlikely, other):
        assert answered(company, understanding)[1].custom["onderwerp"] != "wedstrijden"


def test_a_topic_that_left_the_policy_is_forgotten(company, knowledge):
    turn, _ = answered(company, heard(company, "mag ik een tombola houden", Found("uitspraak:tombola", 0.9)))
    after = respond(knowledge, turn.state, Understanding("en dan", (("gebruik_werkuren", 0.9),), {}))
    assert after.state.topic == "gebruik_werkuren"


def test_more_of_the_same_answer_can_be_asked_for(company):
    turn, _reply = answered(company, heard(company, "mag ik mijn gsm aan de kassa", Found("uitspraak:geen-gsm", 0.9)))
    where = respond(company, turn.state, Understanding("/bron_vragen", (("bron_vragen", 1.0),), {}, certain=True))
    assert "artikel 1.1" in where.replies[-1].text
    assert State.from_data(turn.state.to_data()) == turn.state
