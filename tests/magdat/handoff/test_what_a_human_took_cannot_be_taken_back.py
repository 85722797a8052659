"""What somebody of a desk took or closed is theirs as well: nobody erases their answers and notes by taking it back."""

from __future__ import annotations

from typing import Any

import pytest
from people_here import PERSON, People, texts

from magdat.handoff.tickets import Status
from magdat.storage.memory.tickets import MemoryTickets


@pytest.fixture
def people(clock: Any) -> People:
    return People(MemoryTickets(clock), clock)


@pytest.mark.parametrize("then", ["terug naar de assistent", "nog iets voor MD-0001: en dit?"])
def test_not_after_it_waits_again(people: People, then: str) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Welke foto?")
    people.desk.note(number, "iemand", "een notitie")
    if then.startswith("nog"):
        people.desk.close(number, "iemand")
    people.types(then)
    assert people.status(number) is Status.WAITING
    for typed in (f"trek {number} in", "trek mijn vraag in"):
        assert "niet meer intrekken" in texts(people.types(typed))
    assert not people.desk.withdraw(PERSON)
    assert people.said(number)[:2] == ["Welke foto?", "een notitie"]


def test_nor_after_it_was_closed_without_an_answer(people: People) -> None:
    number = people.ask("helpdesk")
    people.desk.close(number, "iemand")
    people.types(f"nog iets voor {number}: toch nog dit")
    assert "niet meer intrekken" in texts(people.types(f"trek {number} in"))


def test_of_several_the_one_that_nobody_took_is_meant(people: People) -> None:
    first, second = people.ask("helpdesk"), people.ask("hr")
    people.answers(second, "Welke?")
    people.types("terug naar de assistent")
    assert f"{first} is ingetrokken" in texts(people.types("trek mijn vraag in"))
    assert people.said(second) == ["Welke?"]
