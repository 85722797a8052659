"""Of several desks that talk with one person, one has the conversation; nothing confided slips to an ordinary one."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from people_here import PERSON, People, texts

from magdat.handoff.tickets import Status
from magdat.storage.memory.tickets import MemoryTickets

EARLIER = "p-" + "9" * 32


@pytest.fixture
def people(clock: Any) -> People:
    return People(MemoryTickets(clock), clock)


@pytest.fixture
def everywhere(house: Any, clock: Any) -> People:
    """Give people on each form of tickets."""
    return People(house.tickets, clock)


def test_what_is_typed_goes_to_whoever_spoke_last_and_that_is_said(everywhere: People) -> None:
    people = everywhere
    first, second = people.ask("helpdesk"), people.ask("hr")
    people.answers(second, "Welke foto?")
    people.answers(first, "Ik kijk het na.")
    assert people.types("bedankt, en vandaag nog?").relayed
    assert (people.said(first)[-1], people.said(second)[-1]) == ("bedankt, en vandaag nog?", "Welke foto?")
    assert people.reads()[-2].startswith("De helpdesk praat nu met je over MD-0001. Wat je typt, gaat naar hen")
    assert (people.status(first), people.status(second)) == (Status.HUMAN, Status.WAITING)
    people.answers(second, "Die van maandag?")
    told = people.reads()
    assert told[0].startswith("De personeelsdienst praat nu met je over MD-0002")
    assert told[0].endswith("Iets voor de helpdesk? Typ dan “nog iets voor MD-0001: …”.")
    people.types("die van dinsdag")
    assert people.said(second)[-1] == "die van dinsdag"
    assert people.types("nog iets voor MD-0001: laat maar").relayed
    assert people.said(first)[-1] == "laat maar"
    assert people.status(first) is Status.WAITING


def test_what_is_meant_for_a_confidential_desk_never_goes_to_an_ordinary_one(in_a_file: Any, clock: Any) -> None:
    people = People(in_a_file.tickets, clock)
    confided, ordinary = people.ask("an"), people.ask("helpdesk")
    people.answers(ordinary, "Welke foto?")
    people.answers(confided, "Wat is er gebeurd?")
    people.types("hij riep mij")
    people.answers(ordinary, "Ben je er nog?")
    people.types("en dan ging hij weg")
    assert people.said(confided)[1:] == ["hij riep mij", "en dan ging hij weg"]
    assert people.said(ordinary) == ["Welke foto?", "Ben je er nog?"]
    assert people.desk.close(confided, "iemand")
    assert not people.types("het gebeurde vandaag opnieuw").ends, "the assistant is back, and nobody inherits it"
    assert people.said(ordinary) == ["Welke foto?", "Ben je er nog?"]


def test_an_ordinary_desk_is_read_while_a_confidential_one_talks(people: People) -> None:
    confided, ordinary = people.ask("an"), people.ask("helpdesk")
    people.answers(confided, "Wat is er gebeurd?")
    people.reads()
    people.answers(ordinary, "Welke foto?")
    stands = texts(people.types("md-0002"))
    assert "Wat je nu typt, gaat naar An, over MD-0001." in stands
    people.answers(confided, "Neem je tijd.")
    told = people.reads()
    assert told[0].startswith("De helpdesk antwoordt je op MD-0002. Intussen praat je nog met An over MD-0001")
    assert told[1:] == ["Welke foto?", "An over MD-0001:\nNeem je tijd."]
    assert texts(people.types("MD-0001")).startswith("MD-0001 is in behandeling: An praat")
    people.types("nog iets voor MD-0002: die van maandag")
    assert people.said(ordinary)[-1] == "die van maandag"


def test_an_ordinary_desk_cannot_know_that_somebody_talks_with_a_confidential_one(people: People) -> None:
    confided, ordinary = people.ask("an"), people.ask("helpdesk")
    people.answers(ordinary, "Welke foto?")
    people.answers(confided, "Wat is er gebeurd?")
    assert people.happened(ordinary) == ["taken", "back"], "as if they went back to the assistant"
    people.answers(ordinary, "Welke bedoel je?")
    assert people.happened(ordinary) == ["taken", "back", "taken"]
    assert people.status(ordinary) is Status.HUMAN
    people.types("hij riep mij")
    assert people.happened(ordinary) == ["taken", "back", "taken", "back"]


@pytest.mark.parametrize("leaves", ["close", "transfer", "adopt", "back"])
def test_nobody_inherits_a_confidence(people: People, leaves: str) -> None:
    confided, ordinary = people.ask("an"), people.ask("helpdesk")
    people.answers(confided, "Wat is er gebeurd?")
    people.answers(ordinary, "Welke foto?")
    if leaves == "close":
        people.desk.close(confided, "iemand")
    elif leaves == "transfer":
        people.desk.propose(confided, "iemand", "els")
        people.types(f"geef {confided} aan Els")
    elif leaves == "adopt":
        people.desk.adopt(confided, "p-" + "7" * 32, "widget", None)
    else:
        said = texts(people.types("terug naar de assistent"))
        assert said == "Ik ben er weer. MD-0001 blijft bij An: antwoordt er iemand, dan lees je het hier.\n" + (
            "Ook MD-0002 blijft bij de helpdesk."
        )
    assert not people.types("het was mijn chef").ends
    assert people.said(ordinary) == ["Welke foto?"]


def test_a_talk_that_comes_along_by_its_code_takes_its_place_by_the_same_rule(people: People) -> None:
    here, there = people.ask("helpdesk"), people.opened("an", who="p-" + "7" * 32)
    for number in (here, there.number):
        people.answers(number, "Zeg het maar.")
    people.types(there.code)
    people.types("hij riep mij")
    assert (people.said(here), people.said(there.number)[-1]) == (["Zeg het maar."], "hij riep mij")
    other = people.opened("hr", who="p-" + "7" * 32)
    people.answers(other.number, "Welke?")
    assert "Wat je nu typt, gaat naar An" in texts(people.types(other.code))
    people.types("en weer")
    assert people.said(there.number)[-1] == "en weer"


def test_it_holds_over_the_names_that_somebody_had_before(people: People) -> None:
    confided, ordinary = people.ask("an", who=EARLIER), people.ask("helpdesk")
    people.answers(confided, "Wat is er gebeurd?")
    people.answers(ordinary, "Welke foto?")
    people.types("hij riep mij", names=(EARLIER,))
    assert (people.said(confided)[-1], people.said(ordinary)) == ("hij riep mij", ["Welke foto?"])
    assert people.status(ordinary) is Status.WAITING


@pytest.mark.parametrize("leaves", ["close", "transfer"])
@pytest.mark.parametrize("speaks", ["before", "meanwhile"])
def test_nobody_inherits_a_confidence_under_another_name_either(everywhere: People, speaks: str, leaves: str) -> None:
    people = everywhere
    confided, ordinary = people.ask("an", who=EARLIER), people.ask("helpdesk")
    for number in (ordinary, confided) if speaks == "before" else (confided, ordinary):
        people.answers(number, "Vertel eens.")
    if leaves == "close":
        people.desk.close(confided, "iemand")
    else:
        people.desk.propose(confided, "iemand", "els")
        people.types(f"geef {confided} aan Els", names=(EARLIER,))
    assert not people.types("het was mijn chef", names=(EARLIER,)).ends
    assert people.said(ordinary) == ["Vertel eens."]
    assert people.happened(ordinary) == ["taken", "back"]
    people.answers(ordinary, "Ben je er nog?")
    assert people.types("ja, over die foto", names=(EARLIER,)).relayed, "it spoke again"
    assert people.said(ordinary)[-1] == "ja, over die foto"


def test_a_confidential_desk_that_never_talked_takes_nothing_from_an_ordinary_one(people: People) -> None:
    confided, ordinary = people.ask("an", who=EARLIER), people.ask("helpdesk")
    people.answers(ordinary, "Welke foto?")
    people.desk.close(confided, "iemand")
    assert people.types("die van maandag", names=(EARLIER,)).relayed


@pytest.mark.parametrize(
    "typed", ["Zet er nog bij dat hij het gisteren weer deed", "nog iets voor mijn vraag: hij deed het weer"]
)
def test_more_without_a_number_is_for_whoever_talks(people: People, typed: str) -> None:
    confided, later = people.ask("an"), people.ask("helpdesk")
    people.answers(confided, "Wat is er gebeurd?")
    heard = people.types(typed)
    assert heard.relayed
    assert "An leest het bij MD-0001" in texts(heard)
    assert people.said(confided)[-1] in typed
    assert people.said(later) == []


def test_what_was_meant_for_a_desk_goes_to_no_other_when_it_closes_meanwhile(people: People) -> None:
    confided, ordinary = people.ask("an"), people.ask("helpdesk")
    people.answers(confided, "Wat is er gebeurd?")
    owner = people.desk.owner(PERSON)
    assert owner is not None
    people.desk.close(confided, "iemand")
    assert people.desk.relay(owner, "hij riep mij", mark="m") is None
    assert people.said(ordinary) == []


def test_two_that_begin_at_once_do_so_in_turn(on_a_server: Any, clock: Any) -> None:
    people = People(on_a_server.tickets, clock)
    numbers = [people.ask(desk) for desk in ("helpdesk", "hr", "helpdesk", "hr")]
    threads = [threading.Thread(target=people.desk.take, args=(number, "iemand")) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [people.status(number) for number in numbers].count(Status.HUMAN) == 1
    assert sum(people.happened(number) == ["taken", "back"] for number in numbers) == 3
