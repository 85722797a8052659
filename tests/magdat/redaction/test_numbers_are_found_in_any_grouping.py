"""People group the digits of a number as they like, with whatever stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magdat.redaction import Redactor

GAPS = st.sampled_from(["", " ", ".", "-", "/", " - ", "–", " – ", "_", ". "])


def spread(digits: str, gaps: list[str]) -> str:
    return digits[0] + "".join(gap + digit for digit, gap in zip(digits[1:], gaps))


@settings(max_examples=60)
@given(st.data())
def check_mobile(redactor: Redactor, data: st.DataObject) -> None:
    tail = "".join(map(str, data.draw(st.lists(st.integers(0, 9), min_size=6, max_size=6))))
    number = f"04{data.draw(st.integers(7, 9))}{data.draw(st.integers(0, 9))}{tail}"
    written = spread(number, data.draw(st.lists(GAPS, min_size=9, max_size=9)))
    redacted = redactor.redact(f"hij stuurde {written} door")
    assert redacted.startswith("hij stuurde <")
    assert redacted.endswith("> door")


def test_a_mobile_number(redactor: Redactor) -> None:
    check_mobile(redactor)  # type: ignore[call-arg]


@settings(max_examples=60)
@given(st.data())
def check_account(redactor: Redactor, data: st.DataObject) -> None:
    digits = "".join(map(str, data.draw(st.lists(st.integers(0, 9), min_size=14, max_size=14))))
    written = "BE" + spread(digits, data.draw(st.lists(GAPS, min_size=13, max_size=13)))
    # By chance the digits can be a national number as well: what counts is that none is left.
    assert redactor.redact(f"stuur het naar {written} dan") in (
        "stuur het naar <rekening> dan",
        "stuur het naar <rijksregisternummer> dan",
    )


def test_a_belgian_iban_even_with_a_typing_error(redactor: Redactor) -> None:
    check_account(redactor)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("bel (014) 22 33 44 maar", "bel <telefoon> maar"),
        ("van 77.03.09 – 118.40 is dat", "van <rijksregisternummer> is dat"),
        ("haar insz: 77/03/09/118/40", "haar insz: <rijksregisternummer>"),
        ("mijn gsm is 478 11 22 33", "mijn gsm is <telefoon>"),
        ("nul vier zeven twee elf twaalf dertien veertien", "<telefoon>"),
        ("reknr 091 0112233 44", "reknr <rekening>"),
    ],
)
def test_other_numbers(redactor: Redactor, text: str, redacted: str) -> None:
    assert redactor.redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "van 01/02/2024 tot 03/04/2024",
        "op 03-12-2024 om 10.30 begint het",
        "bestelling 4500123987 is onderweg",
        "ons ondernemingsnummer is 0403.170.701",
        "btw BE 0403.170.701",
        "10 000 volgers en 250 000 views",
    ],
)
def test_days_orders_and_companies_stay(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == text
