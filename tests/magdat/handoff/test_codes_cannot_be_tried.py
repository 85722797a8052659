"""Every code counts before it is looked at: of one person, and of everybody together."""

from __future__ import annotations

from typing import Any

import pytest
from people_here import PERSON, People, texts

from magdat.handoff.bounds import CODES_IN_ALL, CODES_OF_ONE
from magdat.handoff.desk import TooMany
from magdat.storage.memory.tickets import MemoryTickets

WRONG = "AAAA-AAA1"


@pytest.fixture
def people(clock: Any) -> People:
    return People(MemoryTickets(clock), clock)


def test_whoever_tries_too_many_opens_none_with_the_right_one_either(people: People, clock: Any) -> None:
    opened = people.opened("an")
    for _ in range(CODES_OF_ONE):
        assert "opent niets" in texts(people.types(WRONG))
    assert "te snel" in texts(people.types(opened.code))
    assert not people.types("werk-chat").ends, "a word is a word to whoever tried codes too"
    assert people.desk.standing_by_code(opened.code, "p-" + "5" * 32) is not None, "others may"
    clock.pass_(seconds=60)
    assert opened.number in texts(people.types(opened.code))


def test_a_code_behind_its_number_is_not_read_by_whoever_talks_then(people: People) -> None:
    opened = people.opened("an")
    people.answers(people.ask("hr"), "Over welke foto gaat het?")
    for _ in range(CODES_OF_ONE):
        people.types(WRONG)
    heard = people.types(f"{opened.number} {opened.code}")
    assert ("te snel" in texts(heard), heard.relayed) == (True, False)


@pytest.mark.parametrize("form", ["{} {}", "{} ({})", "{} en {}", "{} {} het is dringend"])
def test_a_mistyped_code_behind_a_number_is_not_read_by_whoever_talks_either(people: People, form: str) -> None:
    number = people.ask("hr")
    people.answers(number, "Over welke foto gaat het?")
    heard = people.types(form.format(number, WRONG))
    assert ("opent niets" in texts(heard), heard.relayed) == (True, False)


def test_places_of_one_person_count_together(people: People) -> None:
    for number in range(CODES_OF_ONE):
        people.desk.standing_by_code(WRONG, f"{PERSON}-{number}")
    with pytest.raises(TooMany):
        people.desk.standing_by_code(WRONG, PERSON)


def test_everybody_together_tries_one_a_second_after_a_hundred(people: People, clock: Any) -> None:
    opened = people.opened("an")
    for number in range(CODES_IN_ALL):
        people.desk.standing_by_code(WRONG, f"p-{number:032x}")
    with pytest.raises(TooMany):
        people.desk.standing_by_code(opened.code, "p-" + "f" * 32)
    clock.pass_(seconds=1)
    assert people.desk.standing_by_code(opened.code, "p-" + "f" * 32) is not None


def test_no_code_costs_none(people: People) -> None:
    for _ in range(CODES_OF_ONE + 1):
        assert people.desk.standing_by_code("van alles", PERSON) is None


def test_a_message_with_a_code_counts_once(people: People) -> None:
    opened = people.opened("an", who="p-" + "7" * 32)
    for number in range(CODES_OF_ONE):
        assert "staat er nu bij" in texts(people.types(f"{opened.code} regel {number}"))
