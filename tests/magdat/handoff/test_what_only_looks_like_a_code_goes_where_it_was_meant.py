"""«Hoe zit het met de Foto-2024»: what looks like a code behind a question is one only where it opens something."""

from __future__ import annotations

import pytest
from house import House
from people_here import PERSON, PHRASES, People, texts

from magdat.handoff.exchange import Typed

LOOKS = ["Hoe zit het met de Foto-2024", "is er al nieuws van team-2025?", "Hoe staat het met FOTO-2024?"]
UNKNOWN = PHRASES.say("code_onbekend")


@pytest.fixture
def people(house: House, clock) -> People:
    return People(house.tickets, clock)


@pytest.mark.parametrize("text", LOOKS)
def test_in_a_talk_it_goes_to_whoever_talks(people: People, text: str) -> None:
    number = people.ask("hr")
    people.answers(number, "Wat wil je weten?")
    assert people.types(text).relayed
    assert people.said(number)[-1] == text


@pytest.mark.parametrize("text", LOOKS)
def test_and_else_to_the_assistant(people: People, text: str) -> None:
    people.ask("hr")
    heard = people.types(text)
    assert not heard.ends
    assert heard.replies == ()


@pytest.mark.parametrize("text", ["code FACE-2024", "K7QF-2MXP hoe zit het daarmee?", "K7QF-2MXP"])
def test_what_is_said_to_be_one_is_looked_up(people: People, text: str) -> None:
    people.ask("hr")
    assert texts(people.types(text)) == UNKNOWN


def test_a_real_one_opens_as_before_but_not_in_a_room(people: People) -> None:
    opened = people.opened("hr")
    text = f"Hoe zit het met {opened.code}?"
    there = "p-" + "1" * 32
    assert opened.number in texts(people.types(text, who=there))
    room = Typed(text, PERSON, (PERSON,), lambda: (PERSON,), "widget", None, "kamer", private=False)
    assert texts(people.talk.hear(room)) == PHRASES.say("opvolgen_onder_ons")
