from __future__ import annotations

import re

import pytest
from one_person import Talk

from magdat.desks.opening import open_desk
from magdat.settings import Settings

pytestmark = pytest.mark.usefixtures("somebody_reads")


def went_to() -> str:
    ticket = open_desk(Settings.from_environment()).of("MD-0001")
    assert ticket is not None
    return ticket.desk


def sent(talk: Talk) -> str:
    assert talk.say("ja")["stap"] == "doorgeven_klaar"
    return went_to()


def test_when_they_ask_for_it(talk: Talk) -> None:
    assert "aan de personeelsdienst" in talk.say("ik wil met HR praten", mens_spreken=0.78)["tekst"]
    talk.say("Mijn foto hangt aan de balie")
    assert "Dit geef ik door aan de personeelsdienst" in talk.say("an@example.be")["tekst"]
    assert sent(talk) == "hr"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ik wil met HR praten", "+32 9 000 00 10"),
        ("verbind mij door met de vakbond", "+32 9 000 00 17"),
        ("ik wil een mens spreken", "+32 9 000 00 18"),
    ],
)
def test_and_the_number_is_of_that_desk(talk: Talk, text: str, number: str) -> None:
    told = talk.say(text, mens_spreken=0.78)["tekst"]
    assert re.findall(r"\+32[\d ]+\d", told) == [number]


@pytest.mark.parametrize("before", ["", "mag ik een foto van het feest plaatsen?"])
@pytest.mark.parametrize("text", ["geef het aan HR", "stuur mijn vraag naar HR", "ik wil een vraag stellen aan HR"])
def test_whatever_else_it_sounds_like(talk: Talk, text: str, before: str) -> None:
    if before:
        talk.say(before, foto_tag=0.99)
    assert "doorgeven aan de personeelsdienst" in talk.say(text, bot_privacy=0.38, bot_mogelijkheden=0.3)["tekst"]


def test_to_ask_whether_one_may_is_no_wish(talk: Talk) -> None:
    assert "stap" not in talk.say("mag ik dat aan HR doorgeven?", foto_tag=0.99)


@pytest.mark.parametrize(
    ("text", "title", "desk"),
    [
        ("liever de vertrouwenspersoon", "de vertrouwenspersoon", "vertrouwenspersoon"),
        ("nee niet de helpdesk maar de vakbond", "de vakbondsafvaardiging", "vakbond"),
        ("geef het aan HR", "de personeelsdienst", "hr"),
    ],
)
def test_at_every_step_and_shown_again(talk: Talk, text: str, title: str, desk: str) -> None:
    talk.wants_a_person()
    assert f"dan gaat je vraag naar {title}" in talk.say(text, contactpersoon=0.98)["tekst"]
    talk.say("liever de helpdesk")
    talk.say("Mijn foto hangt aan de balie")
    assert f"dan gaat je vraag naar {title}" in talk.say(text, contactpersoon=0.98)["tekst"]
    talk.say("toch de helpdesk")
    assert "de vragenlijn" in talk.say("an@example.be")["tekst"]
    shown = talk.say(text, contactpersoon=0.98)
    assert shown["stap"] == "doorgeven_nakijken"
    assert f"Dit geef ik door aan {title}" in shown["tekst"]
    assert "Mijn foto hangt aan de balie" in shown["tekst"]
    assert sent(talk) == desk


def test_in_the_message_itself(talk: Talk) -> None:
    talk.wants_a_person()
    talk.say("Ik wil dit enkel aan de vakbond vragen: mag de baas in onze groep?")
    shown = talk.say("an@example.be")["tekst"]
    assert "Dit geef ik door aan de vakbondsafvaardiging:\n“Ik wil dit enkel aan de vakbond vragen" in shown
    assert sent(talk) == "vakbond"


def test_a_desk_that_has_to_know_who_asks_says_so(talk: Talk) -> None:
    talk.wants_a_person()
    talk.say("Mijn foto hangt aan de balie")
    assert talk.say("anoniem")["stap"] == "doorgeven_nakijken"
    told = talk.say("geef het aan HR")
    assert told["stap"] == "doorgeven_antwoord_waar"
    assert "geen anonieme vragen" in told["tekst"]
    talk.say("an@example.be")
    assert sent(talk) == "hr"


@pytest.mark.parametrize("desk", ["de helpdesk", "HR", "de vakbond"])
def test_what_is_told_in_confidence_goes_to_a_desk_for_that_whatever_is_named(talk: Talk, desk: str) -> None:
    talk.say("ik word gepest", pesten=0.999)
    talk.wants_a_person()
    talk.say("Hij zet foto's van mij online")
    talk.say("anoniem")
    told = talk.say(f"geef het liever aan {desk}")
    assert "in vertrouwen" in told["tekst"]
    assert "Dit geef ik door aan de vertrouwenspersoon" in told["tekst"]
    assert sent(talk) == "vertrouwenspersoon"


def test_nor_where_the_message_tells_of_it_after_a_desk_was_named(talk: Talk) -> None:
    talk.say("ik wil met HR praten", mens_spreken=0.78)
    assert "Samira El Amrani" in talk.say("ik word al weken gepest op whatsapp", pesten=0.99)["tekst"]
    talk.say("anoniem")
    assert sent(talk) == "vertrouwenspersoon"


def test_another_desk_for_what_is_confided_may_be_named(talk: Talk) -> None:
    talk.say("ik word gepest", pesten=0.999)
    talk.wants_a_person()
    talk.say("liever de preventieadviseur")
    talk.say("Hij zet foto's van mij online")
    talk.say("anoniem")
    assert sent(talk) == "preventieadviseur"


def test_otherwise_what_the_message_is_about_chooses(talk: Talk) -> None:
    talk.say("mag ik een foto van het feest plaatsen?", foto_tag=0.99)
    talk.wants_a_person()
    talk.say("Mijn wachtwoord werkt niet meer op mijn laptop", buiten_bereik_it=0.95)
    assert "Dit geef ik door aan de IT-dienst" in talk.say("an@example.be")["tekst"]
    assert sent(talk) == "it"


def test_an_ordinary_message_after_something_confided_stays_with_its_desk(talk: Talk) -> None:
    talk.say("ik word gepest", pesten=0.999)
    talk.wants_a_person()
    talk.say("Mijn wachtwoord werkt niet meer op mijn laptop", buiten_bereik_it=0.95)
    talk.say("anoniem")
    assert sent(talk) == "vertrouwenspersoon"


def test_where_somebody_works_is_no_choice_of_a_desk(talk: Talk) -> None:
    talk.wants_a_person()
    talk.say("Mijn foto hangt aan de balie")
    shown = talk.say("bij HR")["tekst"]
    assert "Antwoorden naar: bij HR" in shown
    assert sent(talk) == "helpdesk"
