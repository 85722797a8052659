"""A question that was answered and thanked for waits for nobody, though the desk never closed it; no text is opened."""

from __future__ import annotations

import pytest
from house import House
from people_here import People

from magdat.handoff.tickets import Status


@pytest.fixture
def people(house: House, clock) -> People:
    return People(house.tickets, clock)


def waits(people: People) -> tuple[int, float]:
    backlog = people.tickets.backlog()
    return backlog.tickets, backlog.oldest_ticket


def test_nor_for_whoever_counts_and_opens_no_text(people: People, clock) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Dat mag.")
    people.types("Oké, bedankt voor de uitleg!")
    clock.pass_(days=4)
    assert people.status(number) is Status.HUMAN
    assert waits(people) == (0, 0.0)
    assert [item.waits for item in people.tickets.figures()] == [None]
    people.types("en mag mijn collega dat ook?")
    clock.pass_(seconds=7)
    assert waits(people) == (1, 7.0)
    people.types("bedankt")
    assert waits(people) == (1, 7.0), "a thank you answers nothing"


def test_nor_by_its_number(people: People) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Dat mag.")
    people.types("terug naar de assistent")
    people.types(f"nog iets voor {number}: dank je wel")
    assert waits(people) == (0, 0.0)
