"""A word that was heard in a question goes before its opposite in the company's text, unless somebody decided it."""

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
  hr: {functie: de personeelsdienst, telefoon: "1"}
artikels:
  - {nummer: "1", titel: Alles}
uitspraken:
  - id: foto-weg
    soort: stappen
    onderwerp: foto_tag
    deelvragen: [mijn_foto_weg_bij_bedrijf]
    artikel: "1.1"
    tekst: >-
      Vraag aan wie de foto postte om ze weg te halen: dat moet zodra jij het vraagt.
      Staat ze op een pagina van ons, vraag het dan aan de dienst communicatie.
"""
ASKED = "ik werk niet meer bij jullie en mijn foto staat nog op de website, kan ik eisen dat die weggaat"
NAME = "foto_tag.mijn_foto_weg_bij_bedrijf"


@pytest.fixture
def company(knowledge: Knowledge, tmp_path) -> Knowledge:
    return with_policy(knowledge, tmp_path, POLICY)


def with_policy(knowledge: Knowledge, tmp_path, text: str) -> Knowledge:
    path = tmp_path / "beleid.yml"
    path.write_text(text, encoding="utf-8")
    return replace(knowledge, policies=PolicyStore(path, knowledge.guidance))


def first_word(company: Knowledge, opening: Opening) -> str | None:
    found = (Found("uitspraak:foto-weg", 0.99),)
    understanding = Understanding(
        ASKED,
        (("foto_tag", 0.95),),
        {},
        form=Form.MAY,
        statements=((NAME, 0.95),),
        openings=((opening, 0.95),),
        openings_heard=((opening, 0.95),),
        in_policy=InPolicy(company.loaded.document.digest, 0.5, found),
    )
    return respond(company, State(noticed=True), understanding).replies[-1].custom["opening"]


def test_yes_that_was_heard_is_said_before_steps_that_read_alone_say_no(company):
    assert first_word(company, Opening.YES) == "ja"


def test_no_that_was_heard_is_said_where_the_text_says_no_too(company):
    assert first_word(company, Opening.NO) == "nee"


def test_what_the_company_decided_goes_before_what_was_heard(knowledge, tmp_path):
    forbidden = POLICY.replace("soort: stappen", "soort: verbod")
    decided = forbidden.replace('artikel: "1.1"', 'artikel: "1.1"\n    besluit: nee')
    assert first_word(with_policy(knowledge, tmp_path, decided), Opening.YES) != "ja"
