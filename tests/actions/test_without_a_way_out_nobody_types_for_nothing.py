"""Switched off, the assistant names the contact and asks for no message; with nothing set up a desk reads it here."""

from __future__ import annotations

import pytest
from one_person import Talk


@pytest.fixture
def switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGDAT_DOORGEVEN", "geen")


@pytest.mark.usefixtures("switched_off")
def test_the_contact_is_named_and_the_hand_off_ends(talk: Talk) -> None:
    heard = talk.wants_a_person()
    assert "Doorgeven kan ik hier niet" in heard["tekst"]
    assert "@" in heard["tekst"]
    assert heard["stap"] == "doorgeven_geen_weg"
    assert talk.say("mag ik een foto van een collega plaatsen?", foto_tag=0.99)["onderwerp"] == "foto_tag"


@pytest.mark.usefixtures("switched_off")
def test_of_a_confidential_topic_its_own_contact_is_named(talk: Talk) -> None:
    talk.say("ik word gepest", pesten=0.99)
    confidential = talk.wants_a_person()["tekst"].partition("Doorgeven kan ik hier niet")[2]
    assert "vertrouwenspersoon" in confidential.lower()


@pytest.mark.usefixtures("somebody_reads")
def test_with_nothing_set_up_the_hand_off_goes_on(talk: Talk) -> None:
    assert talk.wants_a_person()["stap"] == "doorgeven_vraag"
