"""Famous people and organisations are no personal data of the company; messages made up for this test."""

from __future__ import annotations

import pytest

from magdat.privacy.name_lists import read_list
from magdat.privacy.public_accounts import PublicAccounts
from magdat.privacy.redaction import Redactor


@pytest.mark.parametrize(
    "text",
    [
        "mag ik een quote van Bart De Wever delen",
        "een liedje van taylor swift onder de video",
        "Nelson Mandela zei dat ooit",
        "Elon Musk is de baas van X",
        "mag @telenet onze post delen",
        "de reacties van @vrtnws en @hln_be",
        "@stad_gent en @gemeentebeveren taggen ons",
        "@stib_mivb antwoordt snel",
    ],
)
def test_a_public_name_stays(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mijn chef Bart De Wever doet lastig", "mijn chef <naam> doet lastig"),
        ("Bart zegt dat het mag", "<naam> zegt dat het mag"),
        ("ik heet Taylor Swift, haha", "ik heet <naam>, haha"),
        ("@sofie_gent tagt ons", "<handle> tagt ons"),
        ("jan.peeters @telenet", "<e-mail>"),
    ],
)
def test_only_the_full_name_and_only_of_them(redactor: Redactor, text: str, redacted: str) -> None:
    assert redactor.redact(text) == redacted


def test_a_public_figure_is_listed_by_first_name_and_surname() -> None:
    assert all(" " in line for line in read_list("bekende_mensen"))


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
