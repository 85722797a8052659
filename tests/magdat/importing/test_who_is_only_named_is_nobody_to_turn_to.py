"""A desk that a sentence sends people to becomes the contact of a statement; one that it only names does not."""

from __future__ import annotations

import pytest

from magdat.importing.cues import load_cues
from magdat.importing.people import Directory
from magdat.policy.whole_sentences import sentences_of
from magdat.settings import Settings

CUES = load_cues(Settings.from_environment({}).guidance)


def turned_to(text: str) -> str | None:
    directory = Directory(CUES)
    directory.read(sentences_of(text, CUES.abbreviations))
    return directory.turned_to_in(text)


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Een verloren toestel meld je meteen aan de IT-dienst.", "it"),
        ("Word je gepest, ga dan naar de vertrouwenspersoon.", "vertrouwenspersoon"),
        ("Heb je een vakaccount, dan meld je dat aan HR; toestemming vragen hoeft niet.", "hr"),
        ("HR-dienst: 056 00 41 30.", "hr"),
        ("De wachtwoorden liggen in de kluis bij de IT-dienst.", None),
        ("De ploegbaas mag daar zelf geen uitzondering op toestaan.", None),
        ("Daarvoor is geen toestemming nodig, ook niet van de directie.", None),
        ("De rechten van de vakbondsafvaardiging blijven onverkort. Kritiek op het bedrijf mag.", None),
    ],
)
def test_only_who_is_turned_to_is_a_contact(text: str, contact: str | None) -> None:
    assert turned_to(text) == contact


def test_of_two_the_one_that_people_are_sent_to_comes_first() -> None:
    assert turned_to("Ruzie met de ploegbaas? Bel HR. Dat lost meer op dan Facebook.") == "hr"
