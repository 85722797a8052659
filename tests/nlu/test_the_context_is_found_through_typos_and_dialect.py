from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.context_lexicon import flatten, load_lexicon

ROOT = Path(__file__).resolve().parents[2]
LEXICON = load_lexicon(ROOT / "data" / "context")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mag ik Facebook gebruiken tijdens de pauze?", {"platform": "facebook", "moment": "pauze"}),
        ("is da toegelaten op mijne gsm in de schaft?", {"toestel": "eigen", "moment": "pauze"}),
        ("mag ik linkedin gebruiken op de pc van het werk?", {"platform": "linkedin", "toestel": "werk"}),
        ("hoe lang op tik tok tijdens het werk", {"platform": "tiktok", "moment": "werkuren"}),
        ("'s avonds op fesboek", {"platform": "facebook", "moment": "buiten_werkuren"}),
        ("fecebook op de wifi hier", {"platform": "facebook", "toestel": "werk"}),
        ("instragram onder de uren", {"platform": "instagram", "moment": "werkuren"}),
        ("ik ben teamleider, mag mijn ploeg op whatsap", {"rol": "leidinggevende", "platform": "whatsapp"}),
        ("ploegbaas nacht hier, mogen we", {"rol": "leidinggevende"}),
        ("is dat in orde? (ploegbaas afwerking)", {"rol": "leidinggevende"}),
        ("van mijn elf mannen staat er ene op", {"rol": "leidinggevende"}),
        ("de ploegbaas hier, die wil dat niet", {}),
        ("mijn chef (ploegbaas afwerking) pest mij", {}),
        ("mijn twee chauffeurs van uber", {}),
        ("in 't weekend met de laptop van 't werk", {"moment": "buiten_werkuren", "toestel": "werk"}),
        ("instagram openzetten op de mac van prepress", {"platform": "instagram", "toestel": "werk"}),
        ("insta open op het tweede scherm van mijn werk-iMac", {"platform": "instagram", "toestel": "werk"}),
        ("mag dat op mijn eigen macbook", {"toestel": "eigen"}),
        ("een mac bij mcdonalds posten", {}),
        ("op mijn eigen gsm na 't werk", {"toestel": "eigen", "moment": "buiten_werkuren"}),
    ],
)
def test_values_are_found(text: str, expected: dict[str, str]) -> None:
    assert {item.dimension: item.value for item in LEXICON.find(text)} == expected


def test_a_negated_value_gives_way_to_the_one_that_is_meant() -> None:
    found = [(item.dimension, item.value) for item in LEXICON.find("niet tijdens de pauze maar na 't werk")]
    assert found == [("moment", "buiten_werkuren")]


def test_a_question_with_niet_keeps_its_value() -> None:
    assert [item.value for item in LEXICON.find("mag dat niet tijdens de pauze?")] == ["pauze"]


def test_two_values_are_both_found() -> None:
    assert [item.value for item in LEXICON.find("mag ik facebook en insta openen")] == ["facebook", "instagram"]


@pytest.mark.parametrize("text", ["ik snap het niet", "mijn teamgenoot is ziek", "waar kan ik thuiswerken aanvragen"])
def test_ordinary_words_are_no_platform(text: str) -> None:
    assert not [item for item in LEXICON.find(text) if item.dimension == "platform"]


@given(st.text(max_size=300))
def test_any_text_is_survived_and_positions_fit(text: str) -> None:
    assert len(flatten(text)) == len(text)
    for item in LEXICON.find(text):
        assert 0 <= item.start < item.end <= len(text)
