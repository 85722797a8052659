"""A desk in which people confide gives a question to another such desk only when its person says that it may."""

from __future__ import annotations

import pytest
from house import House
from people_here import DESKS, PERSON, People, texts

from magdat.handoff.desk import NotAllowed
from magdat.handoff.exchange import Typed
from magdat.handoff.tickets import Status
from magdat.policy.service_desks import ServiceDesk

ASKS = (
    "An wil MD-0001 doorgeven aan Els, met alles wat er gezegd is. Dat gebeurt enkel als jij het goedvindt. Mag het, "
    "typ dan “geef MD-0001 aan Els”. Wil je het niet, dan blijft je vraag waar ze is."
)


@pytest.fixture
def people(house: House, clock) -> People:
    return People(house.tickets, clock)


@pytest.fixture
def number(people: People) -> str:
    number = people.ask("an")
    people.answers(number, "Vertel eens.")
    people.types("Hij stuurt mij elke avond berichten.")
    people.reads()
    return number


def where(people: People, number: str) -> tuple[str, Status]:
    ticket = people.desk.of(number)
    assert ticket is not None
    return ticket.desk, ticket.status


def test_it_does_not_go_unasked(people: People, number: str) -> None:
    with pytest.raises(NotAllowed):
        people.desk.transfer(number, "iemand", "els")
    for ordinary in ("helpdesk", "elders"):
        with pytest.raises(NotAllowed):
            people.desk.propose(number, "iemand", ordinary)
    assert people.desk.propose(number, "iemand", "els")
    assert people.desk.propose(number, "iemand", "els"), "a form that is sent twice asks once"
    assert people.reads() == [ASKS]
    assert where(people, number) == ("an", Status.HUMAN)


@pytest.mark.parametrize(
    "says", ["ja", "Ok, doe maar", "geef MD-0001 aan Els", "Ja, geef MD-0001 door aan els.", "geef MD-0001 maar door"]
)
def test_a_yes_is_enough_and_is_said_aloud(people: People, number: str, says: str) -> None:
    people.desk.propose(number, "iemand", "els")
    people.desk.note(number, "iemand", "Zij kent de dossiers.")
    people.reads()
    heard = people.types(says, mark="x")
    assert (heard.ends, heard.relayed, texts(heard)) == (True, True, "")
    assert where(people, number) == ("els", Status.WAITING)
    assert people.reads()[0].startswith("Je vraag MD-0001 is nu bij Els.")
    assert people.said(number)[-1] == "Zij kent de dossiers.", "the yes itself is no line of the talk"
    assert people.types(says, mark="x").ends, "and brought again it is still that"
    assert people.reads() == []


@pytest.mark.parametrize("says", ["nee", "nee bedankt", "ja maar niet alles", "waarom?", "geef MD-0001 aan Jan"])
def test_anything_else_moves_nothing(people: People, number: str, says: str) -> None:
    people.desk.propose(number, "iemand", "els")
    people.types(says)
    assert where(people, number) == ("an", Status.HUMAN)
    people.answers(number, "Goed, dan bespreken wij dat.")
    people.types("ja")
    assert where(people, number) == ("an", Status.HUMAN), "that yes was to what was said since"
    people.types("geef MD-0001 aan Els")
    assert where(people, number) == ("els", Status.WAITING)


@pytest.mark.parametrize(
    ("says", "to"),
    [
        ("geef MD-0001 aan de preventieadviseur", "els"),
        ("geef MD-0001 aan preventieadviseur van onze", "els"),
        ("geef MD-0001 aan de dienst", "jan"),
        ("geef MD-0001 aan de dienst buiten", "piet"),
        ("geef MD-0001 aan de", "an"),
        ("geef MD-0001 aan de preventie", "an"),
    ],
)
def test_a_long_name_may_be_cut_off_as_long_as_it_is_clear_which(
    people: People, number: str, monkeypatch: pytest.MonkeyPatch, says: str, to: str
) -> None:
    titles = {"els": "de preventieadviseur van onze externe dienst", "jan": "de dienst", "piet": "de dienst buiten"}
    for desk, title in titles.items():
        monkeypatch.setitem(DESKS, desk, ServiceDesk(desk, title, None, desk, confidential=True))
        people.desk.propose(number, "iemand", desk)
    people.types(says)
    assert where(people, number)[0] == to


def test_a_yes_to_what_the_desk_asked_before_is_none_to_this(people: People, number: str) -> None:
    people.answers(number, "Mag ik je morgen bellen?")
    people.desk.propose(number, "iemand", "els")
    assert people.types("ja").relayed
    assert people.said(number)[-1] == "ja"
    assert where(people, number) == ("an", Status.HUMAN)


def test_nor_is_one_that_was_typed_before_it_could_be_read(house: House, clock) -> None:
    people = People(house.tickets, clock, told=False)
    number = people.ask("an")
    people.answers(number, "Vertel eens.")
    people.types("Hij stuurt mij elke avond berichten.")
    people.desk.propose(number, "iemand", "els")
    heard = people.types("ja")
    assert ASKS in texts(heard)
    assert where(people, number) == ("an", Status.HUMAN)
    people.desk.propose(number, "iemand", "els")
    people.types(number)
    heard = people.types("ja")
    assert texts(heard).startswith("Je vraag MD-0001 is nu bij Els.")
    assert texts(people.types("dank je")) == ""


def test_whoever_comes_back_with_the_code_is_asked_there(people: People) -> None:
    opened = people.opened("an")
    people.desk.propose(opened.number, "iemand", "els")
    elsewhere = "q-" + "1" * 32
    assert texts(people.types(opened.code, who=elsewhere)).count(ASKS) == 1
    people.types("geef MD-0001 aan Els", who=elsewhere)
    assert where(people, opened.number) == ("els", Status.WAITING)


def test_a_question_that_was_asked_for_nowhere_says_where_it_stands(people: People) -> None:
    number = people.ask("an")
    assert "MD-0001 wacht bij An" in texts(people.types("geef MD-0001 aan Els"))
    people.desk.propose(number, "iemand", "els")
    people.desk.close(number, "iemand")
    assert "afgesloten" in texts(people.types("geef MD-0001 aan Els"))
    assert where(people, number) == ("an", Status.CLOSED)


def test_where_others_read_along_nobody_agrees(people: People, number: str) -> None:
    people.desk.propose(number, "iemand", "els")
    for says in ("ja", "geef MD-0001 aan Els"):
        typed = Typed(says, PERSON, [PERSON], lambda: [PERSON], "widget", {"chat": 1}, says, private=False)
        assert "onder ons" in texts(people.talk.hear(typed))
    assert where(people, number) == ("an", Status.HUMAN)


def test_what_was_not_told_in_confidence_goes_as_before(people: People) -> None:
    number = people.ask("helpdesk")
    assert not people.desk.asks_first("helpdesk")
    assert people.desk.transfer(number, "iemand", "an")
    assert where(people, number) == ("an", Status.WAITING)


def test_a_yes_to_what_another_desk_asked_since_is_no_consent(people: People, number: str) -> None:
    other = people.ask("helpdesk")
    people.desk.propose(number, "iemand", "els")
    people.reads()
    people.answers(other, "Mag ik je laptop overnemen?")
    people.reads()
    people.types("ja")
    assert where(people, number) == ("an", Status.HUMAN)
    people.types("geef MD-0001 aan Els")
    assert where(people, number) == ("els", Status.WAITING)


def test_a_named_yes_that_is_brought_again_tells_nothing_more(people: People, number: str) -> None:
    people.desk.propose(number, "iemand", "els")
    people.reads()
    people.types("geef MD-0001 aan Els", mark="m")
    people.reads()
    heard = people.types("geef MD-0001 aan Els", mark="m")
    assert (heard.ends, texts(heard)) == (True, "")
