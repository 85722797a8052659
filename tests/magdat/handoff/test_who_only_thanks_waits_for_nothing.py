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


def test_nor_once_the_desk_closed_it_without_a_word(people: People, clock) -> None:
    opened = people.opened("helpdesk")
    clock.pass_(seconds=5)
    people.desk.close(opened.number, "els")
    clock.pass_(days=4)
    people.types(f"code {opened.code} bedankt")
    assert waits(people) == (0, 0.0)
    assert people.desk.unanswered(people.desk.talk(opened.number)) == []
    people.types(f"code {opened.code} en mijn collega?")
    clock.pass_(seconds=7)
    people.desk.take(opened.number, "els")
    assert waits(people) == (1, 7.0)


@pytest.mark.parametrize("text", ["ok", "Ja, dank je", "in orde"])
def test_but_whoever_says_so_to_a_question_of_the_desk_answers_it(people: People, clock, text: str) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Mag ik je baas bellen? Dat gaat sneller.")
    people.types(text)
    clock.pass_(seconds=7)
    assert waits(people) == (1, 7.0)
    assert [said.text for said in people.desk.unanswered(people.desk.talk(number))] == [text]
    people.answers(number, "Het staat op https://intranet.voorbeeld.be/?id=7.")
    people.types(text)
    assert waits(people) == (0, 0.0)
    assert people.desk.unanswered(people.desk.talk(number)) == []


def test_nor_once_the_desk_asked_and_closed(people: People) -> None:
    opened = people.opened("helpdesk")
    people.answers(opened.number, "Is het zo duidelijk?")
    people.desk.close(opened.number, "els")
    people.types(f"code {opened.code} ja bedankt")
    assert waits(people) == (0, 0.0)


@pytest.mark.parametrize(
    "text", ["nee bedankt", "Neen hoor, merci!", "Nee dank je, dat is niet meer nodig.", "nee, dat was alles"]
)
def test_who_needs_nothing_more_waits_for_nothing_whatever_was_asked(people: People, text: str) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Dat mag.")
    people.types(text)
    assert waits(people) == (0, 0.0)
    people.answers(number, "Kan ik nog iets voor je doen?")
    people.types(text)
    assert waits(people) == (0, 0.0)
    assert people.desk.unanswered(people.desk.talk(number)) == []


@pytest.mark.parametrize(
    "text", ["nee", "nee bedankt, maar wie dan wel?", "nee dank je, het is niet duidelijk", "nee, dat is het niet"]
)
def test_a_no_alone_or_with_more_behind_it_is_an_answer(people: People, text: str) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Is dat gelukt?")
    people.types(text)
    assert waits(people)[0] == 1
