"""Own words of the policy are found in a message at once, with the words of the guidance whose values it uses."""

from __future__ import annotations

import pytest
from made_rules import ROOT, policy

from magdat.conversation.interpret.own_words import with_own_words
from magdat.guidance.library import load_library
from magdat.understanding import Understanding

LIBRARY = load_library(ROOT / "leidraad")
WORDS = {
    "platformen": [{"id": "zorgchat", "naam": "ZorgChat", "woorden": ["onze beveiligde app"]}],
    "inhoud": [{"id": "wonde", "naam": "een wonde", "woorden": ["wond*"]}],
    "rollen": [{"id": "lokale_poster", "naam": "lokale poster"}, {"id": "arts", "naam": "arts", "woorden": ["dokter"]}],
    "afdelingen": [{"id": "spoed", "naam": "spoed", "woorden": ["spoedgevallen"]}],
    "vestigingen": [{"id": "gent", "naam": "Gent", "woorden": ["gentse winkel"]}],
}
STATEMENT = {
    "id": "niet", "soort": "verbod", "onderwerp": "foto_tag", "artikel": "1.1", "tekst": "Nee.",
    "als": {"publiek": "patienten"},
    "tenzij": [{"als": {"rol": "stagiair"}, "tekst": "Ja."}],
}  # fmt: skip
POLICY = policy(formaat=2, regels=None, woorden=WORDS, uitspraken=[STATEMENT])


def heard(text, **before):
    return with_own_words(Understanding(text, (), before), POLICY, LIBRARY).values


@pytest.mark.parametrize(
    ("text", "dimension", "values"),
    [
        ("mag dat in Zorgchat", "platform", ("zorgchat",)),
        ("mag dat in zorg-chat of in onze  beveiligde app?", "platform", ("zorgchat",)),
        ("een foto van een wondje", "inhoud", ("wonde",)),
        ("op SPOEDGEVALLEN", "afdeling", ("spoed",)),
        ("in de Gentse winkel", "vestiging", ("gent",)),
        ("mag ik een patiënt filmen", "publiek", ("patienten",)),
        ("de patientendossiers", "publiek", ("patienten",)),
        ("als lokale poster", "rol", ("lokale_poster",)),
        ("mag een stagiaire dat ook", "rol", ("stagiair",)),
        ("ik ben dokter", "rol", ("arts",)),
    ],
    ids=str,
)
def test_as_people_type_them(text, dimension, values):
    assert heard(text)[dimension] == values


@pytest.mark.parametrize(
    "text", ["een wandeling", "de journalist belt", "in gentbrugge", "een jobstudent", "spoedig"], ids=str
)
def test_no_other_word_and_no_value_that_the_policy_does_not_use(text):
    assert heard(text) == {}


@pytest.mark.parametrize(
    "text",
    ["mijn arts vraagt het", "ik vroeg het aan de dokter", "met een stagiair", "van onze vaste lokale poster"],
    ids=str,
)
def test_somebody_else_s_role_is_not_that_of_who_asks(text):
    assert "rol" not in heard(text)


def test_an_own_role_takes_the_place_of_what_was_heard_and_other_words_come_beside_it():
    assert heard("ik ben dokter", rol=("medewerker",))["rol"] == ("arts",)
    assert heard("zorgchat of whatsapp", platform=("whatsapp",))["platform"] == ("zorgchat", "whatsapp")


def test_a_message_without_own_words_stays_as_it_was():
    said = Understanding("mag ik op facebook?", (), {"platform": ("facebook",)}, spans=((10, 18),))
    assert with_own_words(said, POLICY, LIBRARY) == said
