"""«In afwijking van § 1», «een uitzondering op 2.2», «Op G3:»: the other clause, as a document names it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.importing.references import referred_to


@pytest.mark.parametrize(
    ("text", "clause", "found"),
    [
        ("In afwijking van § 1 mag het personeelslid een foto plaatsen.", "4.3", ["4.1"]),
        ("Eén uitzondering op 2.2: moet een wonde in het dossier, dan mag het.", "2.3", ["2.2"]),
        ("Op G3: code mag openbaar als ze op de open lijst staat.", "U1", ["G3"]),
        ("In afwijking van artikel 4, § 2 mag een chauffeur dat wel.", "7.1", ["4.2"]),
        ("Bij uitzondering op art. 6 mag dat.", "8", ["6"]),
        ("Uitzonderlijk mag het, na akkoord.", "3.1", []),
        ("In afwijking van paragraaf 2 en § 3 geldt dit.", "5.4", ["5.2", "5.3"]),
        ("De camera hangt er op 2 meter.", "5.4", []),
    ],
)
def test_the_numbers_are_those_that_the_text_names(text: str, clause: str, found: list[str]) -> None:
    assert referred_to(text, clause) == found


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_paragraph_belongs_to_the_same_article(article: int, paragraph: int) -> None:
    assert referred_to(f"in afwijking van § {paragraph} mag dat", f"{article}.9") == [f"{article}.{paragraph}"]


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert all(number and number[0] in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" for number in referred_to(text, "1.1"))
