from __future__ import annotations

import pytest

from magdat.privacy.redaction import Redactor


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mijn collega Roos filmt mij", "Roos"),
        ("roos van de boekhouding zei dat", "roos"),
        ("gisteren heeft An mij gebeld", "An"),
        ("an peeters van hr", "an peeters"),
        ("mijn naam is Storm", "Storm"),
        ("ik heb ruzie met Bas De Winter", "Bas De Winter"),
        ("meneer de wolf is boos", "de wolf"),
        ("groetjes, Mei Zhang", "Mei Zhang"),
        ("jan van de planning zit er", "jan"),
    ],
)
def test_with_evidence_it_is_a_name(redactor: Redactor, text: str, name: str) -> None:
    start = text.index(name)
    covered = {place for span in redactor.spans(text) for place in range(span.start, span.end)}
    assert set(range(start, start + len(name))) <= covered


@pytest.mark.parametrize(
    "text",
    [
        "er staat een roos op de foto",
        "wil je dat ik de toon aanpas",
        "in mei mag er veel, in de winter niet",
        "er is een storm op komst, de max dus",
        "de wolf en de leeuw staan op ons logo",
        "jan en alleman zit op facebook",
        "tot eind jan 2026 mag het",
        "mijn frank is gevallen",
        "de bakker heeft een leuke pagina",
        "elke dag en daarna an elk",
    ],
)
def test_without_it_it_is_a_word(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == text
