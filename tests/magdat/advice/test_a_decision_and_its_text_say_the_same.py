"""«nee» beside a text that allows, and «ja» beside one that forbids, are found by the check."""

from __future__ import annotations

import pytest

from magdat.advice.deeds import said_otherwise
from magdat.policy.model import Decision


@pytest.mark.parametrize(
    "text",
    ["Je mag je gsm gebruiken.", "Dat is toegestaan.", "Deel onze berichten gerust.", "Een foto posten kan."],
)
def test_a_no_whose_text_allows(text):
    assert said_otherwise(Decision.NO, text) == "besluit_nee_tekst_ja"
    assert said_otherwise(Decision.YES, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Je mag je gsm niet gebruiken.",
        "Gokken is verboden.",
        "Je deelt nooit beelden.",
        "Dat mag tijdens je dienst niet.",
    ],
)
def test_a_yes_whose_text_forbids(text):
    assert said_otherwise(Decision.NO, text) is None
    assert said_otherwise(Decision.YES, text) in {"besluit_ja_tekst_nee", None}


def test_a_yes_that_mentions_what_may_not_as_well_is_fine():
    assert said_otherwise(Decision.YES, "Je mag vertellen waar je werkt. Klanten noem je nooit.") is None
    assert said_otherwise(Decision.YES, "Filmen mag niet.") == "besluit_ja_tekst_nee"
    assert said_otherwise(Decision.YES, "Filmen is verboden.") == "besluit_ja_tekst_nee"


@pytest.mark.parametrize(
    "text", ["Alleen marketing mag dat.", "Dat mag pas na je dienst.", "Niemand mag je verplichten."]
)
def test_a_no_with_a_limit_is_a_no(text):
    assert said_otherwise(Decision.NO, text) is None


def test_what_decides_nothing_says_nothing_otherwise():
    assert said_otherwise(None, "Je mag het niet.") is None
