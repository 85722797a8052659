"""Numbers, codes, «hoe staat het met …», «trek … in», «terug naar de assistent»; and no ordinary question with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.handoff.following import FollowUpTalk, Want, Wish, load_follow_up_talk
from magdat.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
TALK = load_follow_up_talk(Settings.from_environment({}).guidance / "opvolgen.yml")


@pytest.fixture
def talk() -> FollowUpTalk:
    return TALK


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("MD-0007", 7),
        ("md 7?", 7),
        ("hoe staat het met MD-0007", 7),
        ("Hoe staat het eigenlijk met md-0007?", 7),
        ("is er al antwoord op MD-0012", 12),
        ("al nieuws over MD0007?", 7),
        ("MD–0007", 7),
        ("hoe staat het met MD - 0007", 7),
        ("hoe staat het met mijn vraag?", None),
        ("is er al een antwoord?", None),
        ("heeft er al iemand geantwoord", None),
        ("is er al nieuws op mijn bericht?", None),
    ],
)
def test_who_asks_how_it_stands_is_heard(talk: FollowUpTalk, text: str, number: int | None) -> None:
    assert talk.wish_in(text) == Wish(Want.STANDING, number, surely=number is not None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("trek MD-0007 in", 7),
        ("MD-0007 intrekken aub", 7),
        ("annuleer MD-0007", 7),
        ("MD-0007 trek maar in", 7),
        ("Dag, trek mijn vraag MD-0007 in, het is opgelost", 7),
        ("haal MD-0007 weg aub", 7),
        ("ik wil mijn vraag met nummer MD-0007 intrekken", 7),
        ("MD-0007 wissen", 7),
        ("ik liet iets doorsturen met nummer MD-0032, hoe laat ik dat verwijderen", 32),
        ("trek mijn vraag in", None),
        ("ik wil mijn vraag intrekken", None),
        ("mijn bericht mag weg", None),
        ("haal mijn boodschap terug", None),
    ],
)
def test_who_takes_a_question_back_is_heard(talk: FollowUpTalk, text: str, number: int | None) -> None:
    assert talk.wish_in(text) == Wish(Want.WITHDRAW, number, surely=number is not None)


@pytest.mark.parametrize(
    "text",
    [
        "Is MD-0007 al weg?",
        "Is mijn vraag MD-0007 goed weg?",
        "MD-0007 is verkeerd, mag ik die foto verwijderen?",
        "Wie kan de post over MD-0007 verwijderen?",
        "MD-0007 neem contact op met mij",
        "MD-0007 ik wil weg uit dit leven",
        "MD-0007 intrekken?",
        "MD-0007 haal die foto van het internet weg",
        "MD-0007 verwijder de foto",
        "MD-0007 ik wil mijn toestemming voor die foto intrekken",
        "MD-0007 trek ik niet in",
    ],
)
def test_who_asks_something_or_wants_something_else_gone_takes_no_question_back(talk: FollowUpTalk, text: str) -> None:
    wish = talk.wish_in(text)
    assert wish is not None
    assert wish.want in {Want.STANDING, Want.NAMED}


@pytest.mark.parametrize(
    "text", ["terug naar de assistent", "Ok, terug naar de bot graag", "ik wil verder praten met de assistent"]
)
def test_who_wants_the_assistant_back_is_heard(talk: FollowUpTalk, text: str) -> None:
    wish = talk.wish_in(text)
    assert wish is not None
    assert wish.want is Want.BACK


@pytest.mark.parametrize(
    ("text", "added", "number"),
    [
        ("voeg toe: het was op dinsdag", "het was op dinsdag", None),
        ("zet er nog bij dat het twee keer gebeurde", "dat het twee keer gebeurde", None),
        ("nog iets voor MD-0007: mijn ploegbaas weet het", "mijn ploegbaas weet het", 7),
    ],
)
def test_who_adds_something_is_heard(talk: FollowUpTalk, text: str, added: str, number: int | None) -> None:
    assert talk.wish_in(text) == Wish(Want.ADD, number, text=added, surely=False)


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("K7QF-2MXP", "K7QF-2MXP", ""),
        ("k7qf-2mxp.", "K7QF-2MXP", ""),
        ("mijn code is K7QF 2MXP", "K7QF-2MXP", ""),
        ("code k7qf2mxp", "K7QF-2MXP", ""),
        ("de code KOIL-2MXP", "K011-2MXP", ""),
        ("K7QF-2MXP hij deed het gisteren opnieuw", "K7QF-2MXP", "hij deed het gisteren opnieuw"),
        ("K7QF-2MXP is er al antwoord nodig van mij?", "K7QF-2MXP", "is er al antwoord nodig van mij?"),
        ("K7QF-2MXP hoe moet ik nu verder?", "K7QF-2MXP", "hoe moet ik nu verder?"),
    ],
)
def test_a_code_is_read_as_people_copy_it(talk: FollowUpTalk, text: str, code: str, rest: str) -> None:
    assert talk.wish_in(text) == Wish(Want.CODE, code=code, text=rest)


@pytest.mark.parametrize(
    "text",
    [
        "K7QF-2MXP Is er al antwoord?",
        "K7QF-2MXP: hoe staat het ermee?",
        "K7QF-2MXP, en, al nieuws?",
        "K7QF-2MXP is er al iets van nieuws op mijn vraag aub",
        "Is er al antwoord op K7QF-2MXP?",
        "Dag, hoe staat het met K7QF-2MXP?",
        "is er al antwoord? mijn code is K7QF-2MXP",
    ],
)
def test_to_ask_beside_a_code_how_it_stands_adds_nothing_to_the_question(talk: FollowUpTalk, text: str) -> None:
    surely = text.startswith("K7QF") or "code" in text
    assert talk.wish_in(text) == Wish(Want.CODE, code="K7QF-2MXP", surely=surely)


@pytest.mark.parametrize(
    "text",
    [
        "Dag, ik heb vorige week een vraag gesteld met nummer MD-0007, is daar ondertussen al iets van nieuws over?",
        "Mijn vraag MD-0007 werd niet goed begrepen: ik wou weten of mijn ploegbaas die foto mag houden als ik vertrek",
    ],
)
def test_a_number_in_a_longer_text_is_seen(talk: FollowUpTalk, text: str) -> None:
    assert talk.wish_in(text) == Wish(Want.NAMED, 7, surely=False)


@pytest.mark.parametrize(
    ("text", "surely"),
    [
        ("MD-0007 dringend", True),
        ("Hallo, over MD–0007: graag snel", True),
        ("MD-0007 mag ik die fotograferen?", False),
        ("ik sta aan MD-0007 en de deur is stuk", False),
    ],
)
def test_a_short_text_that_begins_with_a_number_is_about_that_question(
    talk: FollowUpTalk, text: str, surely: bool
) -> None:
    assert talk.wish_in(text) == Wish(Want.NAMED, 7, surely=surely)


def test_a_word_that_could_be_a_code_counts_only_where_there_is_one(talk: FollowUpTalk) -> None:
    wish = talk.wish_in("werk-chat")
    assert wish is not None
    assert not wish.surely


@pytest.mark.parametrize(
    "text",
    [
        "mag ik op facebook in mijn pauze?",
        "0470 1234",
        "0470 12 34 56",
        "mijn code voor facebook werkt niet",
        "de dresscode voor mail mag dat",
        "/mens_spreken",
        "hoe staat het bedrijf daar tegenover?",
        "ik wil een mens spreken",
        "terug naar de vorige vraag",
        "ga terug naar die foto's",
        "laat maar",
        "wis mijn gesprek",
        "trek ik best mijn uniform uit voor een foto?",
        "mag ik mijn contacten meenemen?",
        "",
    ],
)
def test_anything_else_is_none_of_it(talk: FollowUpTalk, text: str) -> None:
    assert talk.wish_in(text) is None


def test_no_question_that_people_ask_is_taken_for_one(talk: FollowUpTalk) -> None:
    asked = (ROOT / "tests" / "geheel" / "dertig_vragen.txt").read_text(encoding="utf-8").splitlines()
    scripts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "gesprekken").rglob("*.yml"))]
    typed = [
        line.partition("zeg:")[2].strip(" '\"") for text in scripts for line in text.splitlines() if "zeg:" in line
    ]
    learned = [
        line.strip(" -")
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith("- ")
    ]
    assert len(learned) > 1_000
    named = {text for text in learned if "MD-" in text}
    # Only of somebody who passed something on; to everybody else it means what it says.
    unsure = {
        "Moeten zij mij zeggen wat is gebeurd met mijn melding over gasflessen?",
        "hoe staat het met mijn vraag?",
        "trek mijn vraag in",
    }
    others = [text for text in (*asked, *typed, *learned) if text not in named | unsure]
    assert {text: wish for text in others if (wish := talk.wish_in(text)) is not None} == {}
    assert not any(wish.surely for text in unsure if (wish := talk.wish_in(text)) is not None)


@given(st.text(max_size=200))
def test_whatever_is_typed_can_be_read(text: str) -> None:
    TALK.wish_in(text)
