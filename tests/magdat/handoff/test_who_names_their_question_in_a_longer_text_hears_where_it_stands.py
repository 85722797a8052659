from __future__ import annotations

import dataclasses

import pytest
from people_here import People, texts

from magdat.handoff.exchange import Typed
from magdat.handoff.tickets import Status
from magdat.storage.memory.tickets import MemoryTickets

LONG = "Dag, ik heb vorige week een vraag gesteld met nummer {}, is daar ondertussen al iets van nieuws over?"


@pytest.fixture
def people(clock) -> People:
    return People(MemoryTickets(clock), clock)


def test_and_how_to_add_to_it_or_take_it_back(people: People) -> None:
    number = people.ask("helpdesk")
    heard = people.types(LONG.format(number))
    assert heard.ends
    assert f"{number} wacht bij de helpdesk" in texts(heard)
    assert f"nog iets voor {number}:" in texts(heard)
    assert f"trek {number} in" in texts(heard)
    assert people.said(number) == []


def test_with_what_was_answered(people: People) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Dat mag.")
    people.types("terug naar de assistent")
    heard = texts(people.types(LONG.format(number)))
    assert "Dat mag." in heard
    assert "trek" not in heard


def test_nobody_elses_number_means_anything(people: People) -> None:
    number = people.ask("helpdesk", who="p-" + "1" * 32)
    assert not people.types(LONG.format(number)).ends


def test_whoever_talks_with_them_reads_it(people: People) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Welke foto?")
    assert people.status(number) is Status.HUMAN
    assert people.types(LONG.format(number)).relayed
    assert people.said(number)[-1] == LONG.format(number)


@pytest.mark.parametrize(
    "more",
    ["ik word nu elke dag gepest en ik kan er niet meer van slapen", "ik wil niet meer leven, echt waar"],
)
def test_of_what_needs_other_help_the_assistant_says_so(people: People, more: str) -> None:
    number = people.ask("helpdesk")
    assert not people.types(f"Bij mijn vraag {number} moet ik nog zeggen: {more}").ends


def test_in_the_middle_of_a_hand_off_it_is_the_message(people: People) -> None:
    number = people.ask("helpdesk")
    where = ("widget", {"chat": 1}, "m")
    name = "p-" + "0" * 32
    typed = Typed(LONG.format(number), name, (name,), lambda: (name,), *where)
    assert people.talk.hear(typed).ends
    assert not people.talk.hear(dataclasses.replace(typed, drafting=lambda: True)).ends


def test_where_others_read_along_nothing_is_told(people: People) -> None:
    number = people.ask("helpdesk")
    name = "p-" + "0" * 32
    typed = Typed(LONG.format(number), name, (name,), lambda: (name,), "widget", {"chat": 1}, "m", private=False)
    told = people.talk.hear(typed)
    assert told.ends
    assert number not in texts(told)


def test_a_code_with_how_it_stands_adds_nothing(people: People) -> None:
    opened = people.opened("helpdesk")
    told = texts(people.types(f"{opened.code} Is er al antwoord?", who="p-" + "2" * 32))
    assert f"{opened.number} wacht bij de helpdesk" in told
    assert people.said(opened.number) == []
