from __future__ import annotations

import dataclasses

import pytest
from people_here import PERSON, People, texts

from magdat.handoff.exchange import Typed
from magdat.storage.memory.tickets import MemoryTickets

UNKNOWN = "Dat nummer ken ik hier niet"


@pytest.fixture
def people(clock) -> People:
    return People(MemoryTickets(clock), clock)


@pytest.mark.parametrize(
    "text",
    [
        "MD-9999 hoe staat het",
        "MD-9999 dringend",
        "MD-9999 wanneer",
        "MD–9999 graag info",
        "hallo, mijn vraag MD-9999 blijft liggen",
        "nog iets voor MD-9999: het was op dinsdag",
        "MD 9999 hoe staat het",
        "md 99",
        "ok, hoe staat het met MD-9999",
        "MD-9999 vosbes31",
        "MD-999 vosbes31",
        "MD-9999: vosbes31.",
        "vosbes31 MD-9999",
        "dringend MD-9999",
        "dringend: MD-9999!",
    ],
)
def test_of_a_number_that_is_nobodys_here_that_is_said(people: People, text: str) -> None:
    people.ask("helpdesk")
    heard = people.types(text)
    assert heard.ends
    assert texts(heard).startswith(UNKNOWN)


def test_of_ones_own_it_is_said_where_it_stands(people: People) -> None:
    number = people.ask("helpdesk")
    told = texts(people.types(f"{number} dringend"))
    assert f"{number} wacht bij de helpdesk" in told
    assert f"nog iets voor {number}:" in told
    assert people.said(number) == []


def test_with_its_code_behind_it_that_code_counts(people: People) -> None:
    opened = people.opened("an", who="p-" + "7" * 32)
    assert f"{opened.number} wacht bij An" in texts(people.types(f"{opened.number} {opened.code}"))
    assert "opent niets" in texts(people.types("MD-9999 AAAA-AAA1"))


def test_what_was_taken_back_is_named_as_such(people: People) -> None:
    number = people.ask("helpdesk")
    people.types(f"trek {number} in")
    for text in (f"{number} dringend", f"nog iets voor {number}: het was op dinsdag"):
        assert texts(people.types(text)) == f"{number} heb je zelf ingetrokken."


@pytest.mark.parametrize(
    "text",
    [
        "MD-9999 mag ik die fotograferen?",
        "MD-80 vliegtuig",
        "MD-999 mag in 2024",
        "collega gepest MD-9999",
        "gepest MD-9999",
        "Wat mag ik posten over onze MD-9999?",
        "Mag ik een foto van machine MD-4000 nog posten?",
        "Ik heb MD 1 keer wat gestuurd",
        "MD-9999 foto op Facebook zetten, kan dat?",
        "MD-9999 filmpje delen op TikTok toegelaten?",
        "mijn MD-2024 dashboard delen op LinkedIn ok?",
        "Ik wil een filmpje van machine MD-4000 verwijderen",
        "ik sta aan MD-9999 en de deur is stuk",
        "MD-9999 ik word gepest",
        "MD-9999 ik wil niet meer leven",
        "nog iets voor MD-9999: ik wil niet meer leven",
    ],
)
def test_a_machine_that_is_called_so_and_what_needs_other_help_reach_the_assistant(people: People, text: str) -> None:
    assert not people.types(text).ends


def test_where_others_read_along_nothing_is_told(people: People) -> None:
    number = people.ask("helpdesk")
    typed = Typed(f"{number} dringend", PERSON, (PERSON,), lambda: (PERSON,), "widget", None, "m", private=False)
    assert number not in texts(people.talk.hear(typed))
    assert people.talk.hear(dataclasses.replace(typed, text="MD-9999 dringend")).ends


def test_where_others_read_along_what_may_be_a_machine_tells_nothing(people: People) -> None:
    number = people.ask("helpdesk")
    loosely = f"hoe staat het met MD {int(number[3:])}"
    for text in (f"Wat mag ik posten over onze {number}?", loosely):
        typed = Typed(text, PERSON, (PERSON,), lambda: (PERSON,), "widget", None, "m", private=False)
        told = texts(people.talk.hear(typed))
        assert told
        assert number not in told
    assert f"{number} wacht bij de helpdesk" in texts(people.types(loosely))


def test_in_a_talk_it_is_for_whoever_talks(people: People) -> None:
    number = people.ask("helpdesk")
    people.answers(number, "Welke foto?")
    assert people.types("MD-9999 dringend").relayed
    assert people.said(number)[-1] == "MD-9999 dringend"
