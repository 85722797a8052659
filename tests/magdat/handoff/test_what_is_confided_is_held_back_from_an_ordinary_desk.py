"""What tells of something confidential goes to no ordinary desk unasked; whoever types it again insists."""

from __future__ import annotations

from typing import Any

import pytest
from people_here import PERSON, People, texts

from magdat.storage.memory.tickets import MemoryTickets

TOLD = "mijn chef pest mij"


@pytest.fixture
def people(clock: Any) -> People:
    return People(MemoryTickets(clock), clock)


def typed_to(people: People, how: str) -> tuple[str, str]:
    """Pass something on to the helpdesk; return its number, and what is typed to tell them more."""
    opened = people.opened("helpdesk")
    if how == "talking":
        people.answers(opened.number, "Vertel eens.")
        return opened.number, TOLD
    given = {"code": opened.code, "number": f"voeg toe bij {opened.number}:", "latest": "nog iets voor mijn vraag:"}
    return opened.number, f"{given[how]} {TOLD}"


@pytest.mark.parametrize("how", ["number", "latest", "code", "talking"])
def test_the_right_person_is_named_and_whoever_insists_is_heard(people: People, how: str) -> None:
    number, text = typed_to(people, how)
    before = people.said(number)
    for _ in range(2):  # brought twice is no insisting
        heard = people.types(text, mark="bericht-1")
        assert heard.ends
        assert not heard.relayed
        assert "het best terecht bij An, tel. 12" in texts(heard)
    assert people.said(number) == before
    people.types(text.replace("pest", "PEST"))
    assert people.said(number) == [*before, TOLD.replace("pest", "PEST")]
    people.types(f"nog iets voor {number}: hij pest ook anderen")
    assert people.said(number)[-1] == "hij pest ook anderen", "who insisted is not asked time and again"


@pytest.mark.parametrize("how", ["number", "latest", "code", "talking"])
def test_whoever_was_not_told_does_not_insist(people: People, how: str) -> None:
    number, text = typed_to(people, how)
    before = people.said(number)
    for hears in (False, False, True):
        assert "het best terecht bij An, tel. 12" in texts(people.types(text, hears=hears))
    assert people.said(number) == before
    people.types(text)
    assert people.said(number) == [*before, TOLD]


def test_another_text_is_no_insisting(people: People, clock: Any) -> None:
    number, text = typed_to(people, "number")
    people.types(text)
    people.types(f"{text} elke dag")
    clock.pass_(seconds=1_900)
    people.types(f"{text} elke dag")
    assert people.said(number) == []


def test_a_confidential_desk_gets_it_at_once(people: People) -> None:
    number = people.ask("an")
    assert people.types(f"voeg toe bij {number}: {TOLD}").relayed
    people.answers(number, "Vertel eens.")
    assert people.types("hij pest mij elke dag").relayed
    assert people.said(number) == [TOLD, "Vertel eens.", "hij pest mij elke dag"]


@pytest.mark.parametrize("talks", [False, True])
def test_whoever_is_in_danger_is_heard_and_gets_the_numbers(people: People, talks: bool) -> None:
    number = people.ask("helpdesk")
    if talks:
        people.answers(number, "Vertel eens.")
    heard = people.types(f"{'' if talks else 'voeg toe: '}ze pesten mij en ik wil niet meer leven")
    assert people.said(number)[-1].endswith("niet meer leven")
    assert "1813" in texts(heard)


def test_nothing_that_was_held_back_is_kept_in_words(people: People) -> None:
    number, text = typed_to(people, "number")
    people.types(text)
    kept = people.talk._doubts._memory.recall("achtergehouden:1") or ""
    assert kept
    assert not any(word in kept for word in (TOLD, "chef", PERSON, number))
