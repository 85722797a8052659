"""Who asks what HR wrote as an example gets that statement and its word; in other words or another case, as ever."""

from __future__ import annotations

from dataclasses import replace

import pytest

from magdat.conversation.dialogue import respond
from magdat.conversation.state import State
from magdat.knowledge import Knowledge
from magdat.policy.store import PolicyStore
from magdat.question import Form
from magdat.understanding import Found, InPolicy, Understanding

POLICY = """
formaat: 2
titel: Afspraken
versie: "1"
geldig_vanaf: 2026-01-01
bedrijf: {naam: Winkel, werknemers: 60, sector: privé,
  overlegorganen: {ondernemingsraad: ja, cpbw: ja, vakbondsafvaardiging: ja}}
vindplaats: {plaats: op het intranet}
contacten: {hr: {functie: de personeelsdienst, telefoon: "1"}}
artikels: [{nummer: "1", titel: Alles}, {nummer: "2", titel: Mail}]
uitspraken:
  - id: pagina
    titel: De pagina
    soort: toelating
    besluit: ja
    onderwerp: marketing
    artikel: "1.1"
    tekst: Berichten van onze pagina mag je delen.
    voorbeelden: [{vraag: mag ik berichten van de pagina delen, opening: ja}]
  - id: geheim
    titel: Cijfers
    soort: verbod
    onderwerp: vertrouwelijk
    artikel: "1.2"
    tekst: Cijfers van de winkel deel je niet.
  - id: mailbox
    titel: De mailbox van wie ziek is
    soort: toelating
    besluit: ja
    onderwerp: mailbox
    artikel: "2.1"
    als: {rol: leidinggevende}
    tekst: Een leidinggevende opent die mailbox samen met IT.
    voorbeelden: [{vraag: mag ik de mailbox van een zieke collega openen, opening: ja}]
  - id: niet-lezen
    titel: Mails van een ander
    soort: verbod
    onderwerp: mailbox
    artikel: "2.2"
    tekst: Mails van een collega lees je niet.
"""


@pytest.fixture(params=["leidinggevende", "stagiair"])
def company(knowledge: Knowledge, tmp_path, request) -> Knowledge:
    path = tmp_path / "beleid.yml"
    path.write_text(POLICY.replace("{rol: leidinggevende}", f"{{rol: {request.param}}}"), encoding="utf-8")
    return replace(knowledge, policies=PolicyStore(path, knowledge.guidance))


def told(company: Knowledge, text: str, example: str, like: float, other: str, topic: str, state=None) -> str:
    """Ask what is like an example; another statement is far likelier, and preferred to the guidance."""
    found = (
        Found(f"uitspraak:{other}", 0.9, preferred=0.9, sentences=(0.5,)),
        Found(f"uitspraak:{example}", 0.1, example=(0, like), preferred=0.1, sentences=(0.4,)),
    )
    heard = InPolicy(company.loaded.document.digest, 0.3, found)
    message = Understanding(text, ((topic, 0.6),), {}, form=Form.MAY, in_policy=heard)
    return respond(company, state or State(noticed=True), message).replies[-1].text


def test_the_statement_and_the_word_that_stand_with_it_answer(company: Knowledge) -> None:
    text = told(company, "Mag ik berichten van de pagina delen?", "pagina", 1.0, "geheim", "marketing")
    assert text.startswith("Ja. Berichten van onze pagina mag je delen.")


def test_in_the_middle_of_a_conversation_too(company: Knowledge) -> None:
    state = State(noticed=True, topic="gebruik_werkuren")
    text = told(company, "Mag ik berichten van de pagina delen?", "pagina", 1.0, "geheim", "marketing", state)
    assert text.startswith("Ja. Berichten van onze pagina mag je delen.")


@pytest.mark.parametrize(
    "asked",
    ["mag ik cijfers van de winkel delen", "mag ik berichten van de pagina niet delen"],
    ids=["about something else", "the other way round"],
)
def test_other_words_are_no_example_however_alike(company: Knowledge, asked: str) -> None:
    assert "Cijfers van de winkel" in told(company, asked, "pagina", 0.95, "geheim", "marketing")


def test_what_holds_for_a_role_is_told_to_nobody_else(company: Knowledge) -> None:
    asked = "mag ik de mailbox van een zieke collega openen"
    text = told(company, asked, "mailbox", 1.0, "niet-lezen", "mailbox")
    assert "Mails van een collega lees je niet" in text
    assert not text.startswith("Ja")
