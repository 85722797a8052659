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


BEHIND_A_NUMBER = ["{} foto-2024", "{}: zaal-0012", "{} WEEK-1234", "{}, plan-b202."]


@pytest.mark.parametrize("form", BEHIND_A_NUMBER)
def test_behind_a_number_in_a_talk_it_goes_to_whoever_talks(people: People, form: str) -> None:
    number = people.ask("hr")
    people.answers(number, "Over welke foto gaat het?")
    for named in (number, number.lower(), "MD-9999"):
        text = form.format(named)
        assert people.types(text).relayed
        assert people.said(number)[-1] == text


@pytest.mark.parametrize("form", BEHIND_A_NUMBER)
def test_and_else_is_about_that_question(people: People, form: str) -> None:
    number = people.ask("hr")
    assert f"{number} wacht bij" in texts(people.types(form.format(number)))
    assert texts(people.types(form.format("MD-9999"))) == UNKNOWN


def test_the_code_of_another_question_opens_nothing_behind_a_number(people: People) -> None:
    opened = people.opened("hr", who="p-" + "7" * 32)
    number = people.ask("helpdesk")
    told = texts(people.types(f"{number} {opened.code}"))
    assert f"{number} wacht bij" in told
    assert opened.number not in told
    people.answers(number, "Over welke foto gaat het?")
    heard = people.types(f"{number} {opened.code}")
    assert (texts(heard), heard.relayed) == (UNKNOWN, False), "whoever talks does not read it"
    assert opened.number in texts(people.types(f"{opened.number} {opened.code}"))


def test_in_a_room_nothing_is_told_of_either(people: People) -> None:
    number = people.ask("hr")
    for named in (number, "MD-9999"):
        room = Typed(f"{named} foto-2024", PERSON, (PERSON,), lambda: (PERSON,), "widget", None, "k", private=False)
        assert texts(people.talk.hear(room)) == PHRASES.say("opvolgen_onder_ons")
