"""One answer, several first words: which one is honest follows from what is asked and in what form."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.question import Form, Opening
from nlu.labelled_questions import LabelledQuestion
from nlu.opening_table import OpeningTable


def asked(statement: str | None, form: str | None, opening: str, times: int = 1) -> list[LabelledQuestion]:
    item = LabelledQuestion("x", "t", statement, Form(form) if form else None, Opening(opening), None)
    return [item] * times


SAID = [
    *asked("t.nummer", "moet", "nee", 8),
    *asked("t.nummer", "mag", "ja", 8),
    *asked("t.nummer", "hoe", "geen", 8),
    *asked("t.foto", "mag", "besluit", 8),
    *asked("t.foto", "hoe", "geen", 8),
    *asked("t.anders", "moet", "ja", 8),
]


def likeliest(table: OpeningTable, statement: str, **forms: float) -> str:
    shares = table.shares(statement, forms)
    return max(shares, key=lambda name: shares[name])


@pytest.mark.parametrize(
    ("statement", "form", "opening"),
    [
        ("t.nummer", "moet", "nee"),
        ("t.nummer", "mag", "ja"),
        ("t.foto", "mag", "besluit"),
        ("t.anders", "moet", "ja"),
        ("t.nummer", "hoe", "geen"),
    ],
)
def test_what_was_seen_together_is_believed(statement: str, form: str, opening: str) -> None:
    assert likeliest(OpeningTable.of(SAID), statement, **{form: 1.0}) == opening


def test_a_form_that_was_never_seen_with_a_statement_still_tells() -> None:
    assert likeliest(OpeningTable.of(SAID), "t.anders", hoe=1.0) == "geen"


def test_a_statement_that_was_never_seen_goes_by_its_form() -> None:
    assert likeliest(OpeningTable.of(SAID), "t.nieuw", hoe=1.0) == "geen"


def test_a_doubt_about_the_form_is_a_doubt_about_the_opening() -> None:
    table = OpeningTable.of(SAID)
    sure, torn = table.shares("t.nummer", {"moet": 1.0}), table.shares("t.nummer", {"moet": 0.6, "mag": 0.4})
    assert sure["nee"] > torn["nee"] > torn["ja"] > sure["ja"]


@given(
    st.sampled_from(["t.nummer", "t.foto", "t.nieuw", ""]),
    st.dictionaries(st.sampled_from([form.value for form in Form]), st.floats(0.01, 1.0), min_size=1, max_size=6),
)
def test_shares_are_shares(statement: str, forms: dict[str, float]) -> None:
    shares = OpeningTable.of(SAID).shares(statement, forms)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert all(0.0 <= share <= 1.0 for share in shares.values())
    assert set(shares) == {item.opening.value for item in SAID}


def test_examples_of_which_nobody_said_the_form_count_for_their_statement() -> None:
    table = OpeningTable.of([*SAID, *asked("t.vers", None, "nee", 20)])
    assert likeliest(table, "t.vers", moet=1.0) == "nee"


def test_it_is_the_same_after_it_was_written_and_read() -> None:
    table = OpeningTable.of(SAID)
    again = OpeningTable(json.loads(json.dumps(table.to_data())))
    assert again.shares("t.nummer", {"moet": 0.7, "mag": 0.3}) == table.shares("t.nummer", {"moet": 0.7, "mag": 0.3})
