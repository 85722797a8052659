"""Where another clause of the policy may have been meant, a button brings what it says."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from magdat.answers.clause_button import CLAUSE, LONGEST
from magdat.conversation.dialogue import respond
from magdat.conversation.interpret.also_meant import LIKELY
from magdat.conversation.state import State
from magdat.knowledge import Knowledge
from magdat.policy.store import PolicyStore
from magdat.question import Form
from magdat.situation import Situation
from magdat.understanding import Found, InPolicy, Understanding

POLICY = """
formaat: 2
titel: Afspraken
versie: "1"
geldig_vanaf: 2026-01-01
bedrijf:
  naam: Bakkerij
  werknemers: 60
  sector: privé
  overlegorganen: {ondernemingsraad: ja, cpbw: ja, vakbondsafvaardiging: ja}
vindplaats: {plaats: op het intranet}
contacten:
  hr: {functie: de personeelsdienst, telefoon: "1"}
artikels:
  - {nummer: "1", titel: Achter de toog}
  - {nummer: "2", titel: De camera's}
  - {nummer: "3", titel: Wie}
uitspraken:
  - {id: toog, soort: verbod, onderwerp: gebruik_werkuren, artikel: "1.1", tekst: Aan de toog blijft je gsm weg.}
  - {id: alleen, soort: uitleg, onderwerp: gebruik_werkuren, artikel: "1.2",
     tekst: "Sta je alleen in de winkel, dan zit je toestel op trilstand in je schort, voor je veiligheid."}
  - {id: pauze, soort: uitleg, onderwerp: gebruik_werkuren, artikel: "1.1", tekst: In de pauze mag hij boven.}
  - {id: beelden, soort: uitleg, onderwerp: camera_gps, artikel: "2.1", titel: De beelden blijven …,
     tekst: De beelden blijven veertien dagen.}
  - {id: opvragen, soort: uitleg, onderwerp: camera_gps, artikel: "2.1", tekst: Wat van jou is mag je opvragen.}
  - {id: pesterij, soort: uitleg, onderwerp: pesten, artikel: "2.2", tekst: Pesten meld je aan je chef.}
  - {id: chefs, soort: uitleg, onderwerp: camera_gps, artikel: "2.1", als: {rol: leidinggevende},
     tekst: Als chef bekijk je de beelden van je ploeg niet.}
  - {id: angst, soort: uitleg, onderwerp: pesten, artikel: "2.1", tekst: Ben je bang dan ga je naar je chef.}
  - {id: kast, soort: verbod, onderwerp: camera_gps, artikel: "2.3", titel: Niet doen, tekst: De kast blijft toe.,
     tenzij: [{tekst: Bij brand mag ze open.}]}
  - {id: lang, soort: uitleg, onderwerp: gebruik_werkuren, artikel: "3.1",
     tekst: "https://voorbeeld.example/een-heel-lang-adres-zonder-een-enkele-spatie-erin/afspraken"}
"""


@pytest.fixture
def bakery(knowledge: Knowledge, tmp_path) -> Knowledge:
    path = tmp_path / "beleid.yml"
    path.write_text(POLICY, encoding="utf-8")
    return replace(knowledge, policies=PolicyStore(path, knowledge.guidance))


def asked(bakery: Knowledge, **chances: float) -> Understanding:
    found = tuple(Found(f"uitspraak:{name}", chance) for name, chance in chances.items())
    told = InPolicy(bakery.loaded.document.digest, 0.5, found)
    ranking = (("gebruik_werkuren", 0.6),)
    return Understanding("mag mijn gsm mee", ranking, {}, form=Form.MAY, in_policy=told)


def clauses(turn) -> dict[str, str]:
    """Return the titles of the buttons that bring a clause, by the statement that they name."""
    brings = "/kies_optie"
    buttons = [button for reply in turn.replies for button in reply.buttons if button.payload.startswith(brings)]
    return {json.loads(button.payload.removeprefix(brings))[CLAUSE]: button.title for button in buttons}


def pressed(name: str) -> Understanding:
    return Understanding(
        f'/kies_optie{{"{CLAUSE}": "{name}"}}', (("kies_optie", 1.0),), {CLAUSE: (name,)}, certain=True
    )


def test_a_clause_that_is_likely_too_is_offered_and_one_that_is_not_is_not(bakery):
    turn = respond(bakery, State(noticed=True), asked(bakery, toog=0.6, beelden=LIKELY, alleen=LIKELY - 0.01))
    assert turn.replies[0].text.startswith("Nee. Aan de toog blijft je gsm weg.")
    assert clauses(turn) == {"beelden": "De camera's"}


def test_what_stands_in_the_same_clause_is_told_and_not_offered(bakery):
    turn = respond(bakery, State(noticed=True), asked(bakery, toog=0.5, pauze=0.3, beelden=0.2, opvragen=0.2))
    assert clauses(turn) == {"beelden": "De camera's"}


def test_under_the_same_heading_the_button_says_how_the_clause_begins(bakery):
    title = clauses(respond(bakery, State(noticed=True), asked(bakery, toog=0.6, alleen=0.3)))["alleen"]
    assert title.startswith("Sta je alleen in de winkel, dan zit je toestel op")
    assert title.endswith(" …")
    assert len(title) <= LONGEST


@pytest.mark.parametrize("name", ["pesterij", "chefs"])
def test_nobody_is_offered_what_is_for_others_or_for_who_is_in_trouble(name, bakery):
    assert clauses(respond(bakery, State(noticed=True), asked(bakery, **{"toog": 0.6, name: 0.3}))) == {}


def test_who_may_be_in_trouble_is_offered_nothing(bakery):
    question = asked(bakery, toog=0.6, beelden=0.3)
    troubled = replace(question, ranking=(("gebruik_werkuren", 0.6), ("pesten", 0.3)))
    assert clauses(respond(bakery, State(noticed=True), troubled)) == {}


def test_an_exception_stands_behind_its_rule_and_is_no_button(bakery):
    told = InPolicy(
        bakery.loaded.document.digest, 0.5, (Found("uitspraak:toog", 0.6), Found("uitzondering:kast/1", 0.3))
    )
    question = replace(asked(bakery), in_policy=told)
    assert clauses(respond(bakery, State(noticed=True), question)) == {}


def test_a_heading_that_decides_or_tells_nothing_is_no_title(bakery):
    offered = clauses(respond(bakery, State(noticed=True), asked(bakery, toog=0.6, kast=0.3, lang=0.3)))
    assert offered["kast"] == "De camera's"
    assert offered["lang"].startswith("https://voorbeeld.example/een-heel-lang")
    assert len(offered["lang"]) <= LONGEST


def test_pressing_it_brings_the_clause_without_a_word_and_the_conversation_is_about_it(bakery):
    turn = respond(bakery, State(noticed=True), asked(bakery, toog=0.6, beelden=0.3))
    turn = respond(bakery, turn.state, pressed("beelden"))
    reply = turn.replies[0]
    told = "De beelden blijven veertien dagen. Wat van jou is mag je opvragen."
    assert reply.text.split("\n\n")[:2] == [told, "Artikel 2.1."], "nothing for chefs, and nothing told in confidence"
    assert (reply.custom["onderwerp"], reply.custom["uitspraak"], reply.custom["opening"]) == (
        "camera_gps",
        "beelden",
        None,
    )
    assert turn.state.topic == "camera_gps"


@pytest.mark.parametrize("before", [State(noticed=True), State(noticed=True, topic="camera_gps")])
def test_a_clause_that_is_in_use_no_more_belongs_to_an_earlier_question(before, bakery):
    gone = replace(pressed("weg"), values={})  # as actions/bridge.py gives a name that the policy does not have
    turn = respond(bakery, before, gone)
    assert turn.replies[0].text == bakery.phrases.say("knop_eerder")
    assert turn.state.misunderstood == 0


def test_so_does_one_for_another_role_than_somebody_has_by_now(bakery):
    turn = respond(bakery, State(noticed=True), pressed("chefs"))
    assert turn.replies[0].text == bakery.phrases.say("knop_eerder")
    manager = State(noticed=True, situation=Situation(rol="leidinggevende"))
    assert "Als chef bekijk je" in respond(bakery, manager, pressed("chefs")).replies[0].text
