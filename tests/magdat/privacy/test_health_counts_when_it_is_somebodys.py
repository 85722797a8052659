"""An illness as a subject is no personal data, one that somebody has is; messages made up for this test."""

from __future__ import annotations

import pytest

from magdat.privacy.redaction import Redactor


@pytest.mark.parametrize(
    "text",
    [
        "een campagne over borstkanker delen",
        "posten over kanker in het algemeen",
        "wat zegt de wet over zwangerschap en discriminatie",
        "kan iemand met een burn-out verplicht worden om te lezen",
        "kan een werknemer met een burn-out ontslagen worden",
        "een opleiding over omgaan met dementie",
        "steun Kom op tegen Kanker",
        "de ALS Liga vraagt een post",
        "als een collega ziek is, wat dan",
        "de sfeer is ziek goed",
        "ons ziekenhuis doet transplantaties",
    ],
)
def test_a_subject_stays(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mijn verhaal over mijn MS staat online", "mijn verhaal over mijn <gezondheid> staat online"),
        ("een werkneemster met MS vraagt raad", "een werkneemster met <gezondheid> vraagt raad"),
        ("mijn ADD-pillen op de foto", "mijn <gezondheid> op de foto"),
        ("hij is ziek thuis maar fietst", "hij is <gezondheid> maar fietst"),
        ("een bericht over mijn transplantatie", "een bericht over mijn <gezondheid>"),
        ("4 weken weg geweest met corona", "4 weken weg geweest met <gezondheid>"),
        ("mijn ivf-behandeling werd besproken", "mijn <gezondheid> werd besproken"),
        ("ze roddelen over kanker bij mijn collega", "ze roddelen over <gezondheid> bij mijn collega"),
        ("geroddel over de abortus van Sara", "geroddel over de <gezondheid> van <naam>"),
        ("een man die drie keer per week voor dialyse komt", "een man die drie keer per week voor <gezondheid> komt"),
        ("een post over burn-out, ik heb het zelf gehad", "een post over <gezondheid>, ik heb het zelf gehad"),
    ],
)
def test_somebodys_goes(redactor: Redactor, text: str, redacted: str) -> None:
    assert redactor.redact(text) == redacted
