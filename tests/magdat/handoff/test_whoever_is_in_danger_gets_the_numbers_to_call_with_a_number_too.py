from __future__ import annotations

import pytest
from people_here import PERSON, People, texts

from magdat.handoff.exchange import Typed
from magdat.handoff.tickets import Status
from magdat.storage.memory.tickets import MemoryTickets

TOLD = [
    "{} ik kan niet meer, ik wil nog zelfmoord plegen",
    "hoe zit het met {}? ik wil dood",
    "{} trek maar in, ik wil zelfmoord plegen",
    "trek {} in, ik wil dood",
    "geef {} aan Els, ik wil dood",
]


@pytest.fixture
def people(clock) -> People:
    return People(MemoryTickets(clock), clock)


@pytest.mark.parametrize("text", TOLD)
@pytest.mark.parametrize("desk", ["helpdesk", "an"])
def test_the_assistant_reads_it_and_gives_them(people: People, text: str, desk: str) -> None:
    number = people.ask(desk)
    assert not people.types(text.format(number)).ends
    assert people.status(number) is Status.WAITING


@pytest.mark.parametrize("text", TOLD)
def test_in_a_talk_it_goes_to_whoever_talks_and_they_are_given(people: People, text: str) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Vertel eens.")
    heard = people.types(text.format(number))
    assert heard.relayed
    assert "1813" in texts(heard)
    assert people.said(number)[-1] == text.format(number)


@pytest.mark.parametrize("text", [*TOLD, "{} ik wil zelfmoord plegen"])
@pytest.mark.parametrize("number", [None, "MD-9999"])
def test_where_others_read_along_too(people: People, text: str, number: str | None) -> None:
    text = text.format(number or people.ask("helpdesk"))
    typed = Typed(text, PERSON, (PERSON,), lambda: (PERSON,), "widget", {"chat": 1}, "m", private=False)
    assert not people.talk.hear(typed).ends


@pytest.mark.parametrize("private", [True, False])
def test_with_a_code_that_opens_nothing_too(people: People, private: bool) -> None:
    typed = Typed(
        "K7QF-2MXP ik wil dood", PERSON, (PERSON,), lambda: (PERSON,), "widget", {"chat": 1}, "m", private=private
    )
    heard = people.talk.hear(typed)
    assert heard.ends
    assert "1813" in texts(heard)


def test_with_a_code_where_others_read_along_too(people: People) -> None:
    code = people.opened("helpdesk").code
    typed = Typed(f"{code} ik wil dood", PERSON, (PERSON,), lambda: (PERSON,), "widget", None, "m", private=False)
    assert "1813" in texts(people.talk.hear(typed))
