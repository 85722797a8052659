"""With nothing set up for passing on, the assistant names the contact and asks for no message."""

from __future__ import annotations

import pytest
from one_person import Talk


def test_the_contact_is_named_and_the_hand_off_ends(talk: Talk) -> None:
    heard = talk.wants_a_person()
    assert "Doorgeven kan ik hier niet" in heard["tekst"]
    assert "@" in heard["tekst"]
    assert heard["stap"] == "doorgeven_geen_weg"
    assert talk.say("mag ik een foto van een collega plaatsen?", foto_tag=0.99)["onderwerp"] == "foto_tag"


def test_of_a_confidential_topic_its_own_contact_is_named(talk: Talk) -> None:
    talk.say("ik word gepest", pesten=0.99)
    confidential = talk.wants_a_person()["tekst"].partition("Doorgeven kan ik hier niet")[2]
    assert "vertrouwenspersoon" in confidential.lower()


@pytest.mark.usefixtures("way_out")
def test_with_a_way_out_the_hand_off_goes_on(talk: Talk) -> None:
    assert talk.wants_a_person()["stap"] == "doorgeven_vraag"
