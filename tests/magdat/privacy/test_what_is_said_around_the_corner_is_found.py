"""Numbers, plates and handles with more words or a comma between; messages made up for this test."""

from __future__ import annotations

import pytest

from magdat.privacy.redaction import Redactor


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("nummer van mij is 90513 op badge", "nummer van mij is <personeelsnummer> op badge"),
        ("ID-badge 2231-44 werkt niet", "ID-badge <personeelsnummer> werkt niet"),
        ("mijn personeelsnummer staat erbij, P-118204", "mijn personeelsnummer staat erbij, <personeelsnummer>"),
        ("mijn gepersonaliseerde plaat, TURBOKE, is dat", "mijn gepersonaliseerde plaat, <nummerplaat>, is dat"),
        ("hun accounts (robbe_vh en aminaaa.b)", "hun accounts (<handle> en <handle>)"),
        ("bleef dm'en naar zoeetje.vdb", "bleef dm'en naar <handle>"),
        ("de reacties van yentl.dm", "de reacties van <handle>"),
        ("kijk naar gert90 op youtube", "kijk naar <handle> op youtube"),
        ("Hoevestraat 12 b 1, 3500 Hasselt", "<adres>"),
    ],
)
def test_it_goes(redactor: Redactor, text: str, redacted: str) -> None:
    assert redactor.redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "dossiernummer 2024-1178 gaat over een tweet",
        "dossiernummer 2023/4471 bij de gba",
        "mijn badge werkt niet, 12 keer geprobeerd",
        "mijn nummerplaat, GDPR zegt toch dat dat mag",
        "een foto gemaakt.mag dat",
        "ga naar instellingen.privacy en klik",
        "kijk naar node.js en asp.net",
        "mag @telenet.be dat",
    ],
)
def test_something_else_stays(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == text
