"""Famous people and organisations are no personal data of the company; messages made up for this test."""

from __future__ import annotations

import pytest

from magdat.redaction import Redactor
from magdat.redaction.accounts import PublicAccounts
from magdat.redaction.lists import read_list


def test_a_public_figure_is_listed_by_first_name_and_surname() -> None:
    assert all(" " in line for line in read_list("bekende_mensen"))


def test_only_the_full_name_is_public(redactor: Redactor) -> None:
    assert redactor.redact("een quote van Bart De Wever delen") == "een quote van Bart De Wever delen"
    assert redactor.redact("Bart zegt dat het mag") == "<naam> zegt dat het mag"
    assert redactor.redact("mijn chef Bart De Wever doet lastig") == "mijn chef <naam> doet lastig"


@pytest.mark.parametrize(
    ("handle", "public"),
    [
        ("@vrtnws", True),
        ("@proximus_care", True),
        ("@politie.gent", True),
        ("@stadsjan", False),
        ("@karel_be", False),
        ("@belle", False),
    ],
)
def test_an_account_is_public_with_its_usual_endings(handle: str, public: bool) -> None:
    assert PublicAccounts().include(handle) is public
