"""Names that are English words, or what a hall or ward is called; messages made up for this test."""

from __future__ import annotations

import pytest

from magdat.privacy.redaction import Redactor


@pytest.mark.parametrize(
    "text",
    [
        "joy at work is onze slogan",
        "wat is een trade mark",
        "overal 'faith, hope and grace' lezen",
        "may I post this",
        "mark your calendar staat erboven",
        "dienst Geriatrie 2 heeft een insta",
        "zaal Albert is bezet",
        "de chatbot Emma antwoordt traag",
        "onze app heet Luna",
        "MS Office en MS Teams openen niet",
        "den Engelse tekst klopt niet",
        "Volvo en Audi taggen ons",
    ],
)
def test_they_stay(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Joy van de balie filmt mij", "<naam> van de balie filmt mij"),
        ("mijn collega Grace heeft dat gepost", "mijn collega <naam> heeft dat gepost"),
        ("op onze dienst Rita filmt iedereen", "op onze dienst <naam> filmt iedereen"),
    ],
)
def test_a_person_of_that_name_goes(redactor: Redactor, text: str, redacted: str) -> None:
    assert redactor.redact(text) == redacted
