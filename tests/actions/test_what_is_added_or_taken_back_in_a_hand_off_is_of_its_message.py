from __future__ import annotations

import pytest
from one_person import Talk

from actions.remembered import DRAFTS
from magdat.desks.opening import open_desk
from magdat.settings import Settings

pytestmark = pytest.mark.usefixtures("somebody_reads")

ADDED = "zet er nog bij dat hij het ook op instagram postte"


def shown(talk: Talk, message: str = "Mijn foto hangt aan de balie") -> None:
    talk.wants_a_person()
    talk.say(message)
    talk.say("an@example.be")


def test_what_is_added_is_shown_before_it_goes(talk: Talk) -> None:
    shown(talk)
    after = talk.say(ADDED)
    assert after["stap"] == "doorgeven_nakijken"
    assert "“Mijn foto hangt aan de balie. Dat hij het ook op instagram postte”" in after["tekst"]
    assert talk.say("ja")["stap"] == "doorgeven_klaar"
    left = open_desk(Settings.from_environment()).handoff("MD-0001")
    assert left is not None
    assert left.message == "Mijn foto hangt aan de balie. Dat hij het ook op instagram postte"


def test_names_in_what_is_added_are_taken_out_until_somebody_wants_them(talk: Talk) -> None:
    shown(talk, "Jan Peeters zette mijn foto online.")
    assert "Jan Peeters" in talk.say("mijn eigen woorden")["tekst"]
    after = talk.say("zet er nog bij: bel mij op 0470 12 34 56")["tekst"]
    assert "Jan Peeters" in after
    assert "0470" not in after
    assert "0470 12 34 56" in talk.say("mijn eigen woorden")["tekst"]


def test_what_is_added_before_the_address_waits_for_the_address(talk: Talk) -> None:
    talk.wants_a_person()
    talk.say("Mijn foto hangt aan de balie")
    added = talk.say(ADDED)
    assert added["stap"] == "doorgeven_antwoord_waar"
    assert "Dat staat er nu bij." in added["tekst"]
    assert "Dat hij het ook op instagram postte" in talk.say("an@example.be")["tekst"]


def test_what_is_added_in_confidence_before_the_address_is_acknowledged_too(talk: Talk) -> None:
    talk.wants_a_person()
    talk.say("Mijn foto hangt aan de balie")
    told = talk.say("zet er nog bij dat hij mij elke dag pest", pesten=0.99)["tekst"]
    assert "Dat staat er nu bij." in told
    assert "Samira El Amrani" in told


def test_what_is_shown_at_once_needs_no_acknowledging(talk: Talk) -> None:
    shown(talk)
    assert "Dat staat er nu bij." not in talk.say(ADDED)["tekst"]


def test_the_first_text_is_the_message_whole(talk: Talk) -> None:
    talk.wants_a_person()
    assert talk.say(ADDED)["stap"] == "doorgeven_antwoord_waar"
    assert f"“{ADDED}”" in talk.say("an@example.be")["tekst"]


def test_what_is_added_in_confidence_goes_to_another_desk_after_another_yes(talk: Talk) -> None:
    shown(talk)
    after = talk.say("zet er nog bij dat hij mij elke dag pest", pesten=0.99)
    assert after["stap"] == "doorgeven_nakijken"
    assert "vragenlijn" not in after["tekst"]
    assert "Samira El Amrani" in after["tekst"]


@pytest.mark.parametrize("text", ["trek die vraag maar in", "neem mijn bericht terug", "trek dat toch maar in"])
def test_to_take_it_back_ends_it(talk: Talk, text: str) -> None:
    shown(talk)
    assert talk.say(text)["stap"] == "doorgeven_niet"
    assert DRAFTS.recall(talk.name) is None


def test_to_ask_about_taking_back_is_a_message(talk: Talk) -> None:
    talk.wants_a_person()
    assert talk.say("moet ik mijn bericht op Facebook intrekken?")["stap"] == "doorgeven_antwoord_waar"
