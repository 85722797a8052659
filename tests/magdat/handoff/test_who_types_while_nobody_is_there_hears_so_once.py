"""Somebody types to a desk that is closed, or late: once they hear so, by when an answer comes, and the way back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from people_here import DESKS, PHRASES, People, texts

from magdat.handoff.absence import HERE_FOR, absence
from magdat.policy.opening_hours import OpeningHours, Unit, Within
from magdat.storage.memory.tickets import MemoryTickets

OFFICE = OpeningHours(werkdagen="9.00-17.00")
HR = replace(DESKS["hr"], hours=OFFICE, answers_within=Within(1, Unit.WORKDAYS))


def at(day: int, hour: int, minute: int = 0) -> float:
    """Return a moment of February 2026; the second is a Monday."""
    return dt.datetime(2026, 2, day, hour, minute, tzinfo=ZoneInfo("Europe/Brussels")).timestamp()


@pytest.fixture
def people(clock: Any) -> People:
    people = People(MemoryTickets(clock), clock)

    def absent(ticket: Any, talk: Any) -> tuple[str, str] | None:
        return absence(PHRASES, HR, f"MD-{ticket.key:04}", talk, people.desk.unanswered(talk))

    people.talk._absence = absent
    return people


def test_in_the_evening_it_is_said_once_with_the_way_back(people: People, clock: Any) -> None:
    clock.now = at(2, 16)
    number = people.ask("hr")
    people.answers(number, "Ja.")
    assert texts(people.types("En op Facebook?")) == "", "somebody is there"
    people.answers(number, "Ook.")
    clock.now = at(2, 20)
    told = texts(people.types("En op X?"))
    assert "is nu niemand" in told
    assert "dinsdag" in told or "morgen" in told
    assert "terug naar de assistent" in told
    assert texts(people.types("Hallo?")) == ""
    assert people.said(number)[-2:] == ["En op X?", "Hallo?"], "it arrives all the same"


def test_a_word_of_thanks_behind_it_gets_nothing_more(people: People, clock: Any) -> None:
    clock.now = at(2, 16)
    number = people.ask("hr")
    people.answers(number, "Ja.")
    clock.now = at(2, 20)
    assert texts(people.types("En op X?"))
    assert texts(people.types("bedankt")) == ""


def test_it_is_said_again_after_another_answer(people: People, clock: Any) -> None:
    clock.now = at(2, 16)
    number = people.ask("hr")
    people.answers(number, "Ja.")
    clock.now = at(2, 20)
    assert texts(people.types("En op X?"))
    clock.now = at(3, 10)
    people.answers(number, "Ook.")
    clock.now = at(3, 20)
    assert texts(people.types("En op Facebook?"))


def test_whoever_wrote_just_now_is_there_after_closing_too(people: People, clock: Any) -> None:
    clock.now = at(2, 17, 5)
    number = people.ask("hr")
    people.answers(number, "Ja.")
    assert texts(people.types("En op X?")) == ""
    clock.now += HERE_FOR.total_seconds()
    assert "is nu niemand" in texts(people.types("En op Facebook?"))


def test_what_is_late_is_promised_no_more(people: People, clock: Any) -> None:
    clock.now = at(2, 10)
    number = people.ask("hr")
    people.desk.take(number, "an")
    clock.now = at(5, 10)
    told = texts(people.types("Hallo?"))
    assert "antwoordt nu niemand" in told
    assert "Beloofd was" in told
    assert "terug naar de assistent" in told
    assert texts(people.types("Hallo?")) == ""


def test_thanks_get_nothing(people: People, clock: Any) -> None:
    clock.now = at(2, 16)
    number = people.ask("hr")
    people.answers(number, "Ja.")
    people.desk._needs_none = lambda text, _asked: text == "Bedankt"
    clock.now = at(2, 20)
    assert texts(people.types("Bedankt")) == ""
