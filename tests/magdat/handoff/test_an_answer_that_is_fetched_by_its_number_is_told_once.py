"""Where a channel brings nothing by itself (REST), who types the number of a question reads its new answer once."""

from __future__ import annotations

import pytest
from people_here import People, texts

from magdat.handoff.person_talk import MOST_SHOWN
from magdat.storage.memory.tickets import MemoryTickets


@pytest.fixture
def people(clock) -> People:
    return People(MemoryTickets(clock), clock, told=False)


@pytest.mark.parametrize(
    "typed", ["{number}", "hoe staat het met {number}?", "hoe staat het met mijn vraag?", "{code}"]
)
def test_however_it_is_asked_for(people: People, typed: str) -> None:
    opened = people.opened("helpdesk")
    people.answers(opened.number, "Dat mag.")
    told = texts(people.types(typed.format(number=opened.number, code=opened.code)))
    assert told.count("Dat mag.") == 1
    assert "praat nu met je" in told, "what happened is told all the same"
    assert "Dat mag." not in texts(people.types("en op linkedin?"))


def test_all_that_is_new_is_told_however_much_it_is(people: People) -> None:
    number = people.ask("helpdesk")
    answers = [f"Antwoord {count}." for count in range(MOST_SHOWN + 2)]
    for answer in answers:
        people.answers(number, answer)
    told = texts(people.types(number))
    assert [told.count(answer) for answer in answers] == [1] * len(answers)


def test_what_is_over_is_not_told_where_it_says_how_it_stands(people: People) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Dat mag.")
    people.desk.close(number, "iemand")
    told = texts(people.types(number))
    assert "is afgesloten door de helpdesk" in told
    assert "praat nu met je" not in told
    assert "Ik ben er weer" not in told
    assert told.count("Dat mag.") == 1


def test_what_another_question_has_to_tell_comes_along(people: People) -> None:
    first, second = people.ask("helpdesk"), people.ask("hr")
    people.answers(first, "Dat mag.")
    people.answers(second, "Dat niet.")
    told = texts(people.types(second))
    assert (told.count("Dat mag."), told.count("Dat niet.")) == (1, 1)


def test_a_desk_that_asks_whether_a_question_may_go_on_asks_it_once(people: People) -> None:
    number = people.ask("an")
    people.desk.propose(number, "an", "els")
    assert texts(people.types(number)).count("wil MD-0001 doorgeven aan Els") == 1
    assert people.types("ja").ends
    assert people.desk.of(number).desk == "els", "and it was read, so that a yes is enough"
