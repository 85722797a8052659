"""A desk, renamed or removed in the policy, drops no talk: it goes on as it was, then at the desk that gets it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from house import House
from people_here import PHRASES

from magdat.guidance.library import Library
from magdat.handoff.desk import GRACE, Desk
from magdat.handoff.message import Handoff
from magdat.handoff.tickets import Status
from magdat.knowledge import open_knowledge
from magdat.policy.service_desks import ServiceDesk, desks_of, heir_of, lost_desk
from magdat.privacy.seal import Seal
from magdat.storage.letters import Letter
from magdat.storage.memory.letters import MemoryLetters

PRINTING = ServiceDesk("drukkerij", "de drukkerij", None, "drukkerij")
LISTENING = ServiceDesk("luisterpunt", "het luisterpunt", None, "luisterpunt", confidential=True)
PERSON = "p-" + "0" * 32


class Company:
    """A policy of which the desks change while somebody talks."""

    def __init__(self, house: House) -> None:
        self.known = open_knowledge()
        self.here = {**desks_of(self.known.policy), "drukkerij": PRINTING, "luisterpunt": LISTENING}
        self.gone: dict[str, ServiceDesk] = {}
        letters = MemoryLetters(house.clock)
        self.desk = Desk(
            house.tickets,
            Seal.passing(),
            ways_of=lambda desk: ("rt",) if desk in {*self.here, *self.gone} and not self.of(desk).confidential else (),
            desks=lambda: self.here,
            gone=lambda: self.gone,
            heir=lambda lost, topic: heir_of(self.known.policy, self.known.library, lost, topic),
            send=lambda channel, who, content, name: letters.send(Letter(channel, who, content), name),
            say=PHRASES.say,
            clock=house.clock,
        )

    def of(self, desk: str) -> ServiceDesk:
        return self.here.get(desk) or self.gone[desk]

    def asks(self, desk: str) -> str:
        where = {"conversation": PERSON, "channel": "widget", "address": {"chat": 1}}
        return self.desk.open(Handoff("Mag dat?", topic="foto_tag"), desk=desk, mark=f"m {desk}", **where).number

    def removes(self, desk: str, *, remembered: bool = True) -> None:
        """Remove a desk; without ``remembered`` the process was started anew since."""
        left = self.here.pop(desk)
        self.gone = {desk: left} if remembered else {}


@pytest.fixture
def company(house: House) -> Company:
    return Company(house)


def test_it_goes_on_as_it_was_at_first(company: Company) -> None:
    number = company.asks("drukkerij")
    company.desk.answer(number, "els", "Welke foto?", mark="a1")
    company.removes("drukkerij")
    assert company.desk.bring_home() == 0
    ticket = company.desk.owner(PERSON)
    assert ticket is not None
    assert company.desk.relay(ticket, "Die van het feest", mark="r1") is not None
    assert company.desk.answer(number, "els", "Dat mag.", mark="a2", way="rt") is not None, "RT is still believed"
    standing = company.desk.standing(number, [PERSON])
    assert standing is not None
    assert (standing.desk, standing.status) == ("de drukkerij", Status.HUMAN)


def test_and_then_at_the_desk_of_what_it_is_about(company: Company, clock) -> None:
    number = company.asks("drukkerij")
    company.desk.answer(number, "els", "Welke foto?", mark="a1")
    company.removes("drukkerij")
    company.desk.bring_home()
    clock.pass_(seconds=GRACE)
    assert company.desk.bring_home() == 1
    ticket = company.desk.of(number)
    assert ticket is not None
    assert (ticket.desk, ticket.status) == ("helpdesk", Status.WAITING)
    assert [said.text for said in company.desk.talk(number) if said.text] == ["Mag dat?", "Welke foto?"]
    assert ticket in company.desk.queue(["helpdesk"])
    assert company.desk.bring_home() == 0


def test_whoever_mends_the_name_in_time_moved_nothing(company: Company, clock) -> None:
    number = company.asks("drukkerij")
    company.removes("drukkerij")
    company.desk.bring_home()
    company.here["drukkerij"], company.gone = PRINTING, {}
    clock.pass_(seconds=GRACE)
    assert company.desk.bring_home() == 0
    company.removes("drukkerij")
    company.desk.bring_home()
    ticket = company.desk.of(number)
    assert ticket is not None
    assert ticket.desk == "drukkerij"


@pytest.mark.parametrize(("desk", "remembered"), [("luisterpunt", True), ("luisterpunt", False), ("drukkerij", False)])
def test_what_may_have_been_told_in_confidence_goes_to_nobody_else(
    company: Company, clock, desk: str, remembered: bool
) -> None:
    number = company.asks(desk)
    company.removes(desk, remembered=remembered)
    company.desk.bring_home()
    clock.pass_(days=9)
    assert company.desk.bring_home() == 0
    ticket = company.desk.of(number)
    assert ticket is not None
    assert (ticket.desk, ticket.status) == (desk, Status.WAITING)


def renamed(library: Library, **more: object) -> ServiceDesk | None:
    """Return the heir of the counsellor, whose desk got another name."""
    policy = open_knowledge().policy
    assert policy.hand_off is not None
    desks = {name: entry for name, entry in policy.hand_off.desks.items() if name != "vertrouwenspersoon"}
    entry = policy.hand_off.desks["vertrouwenspersoon"].copy(update={"contact": "vertrouwenspersoon", **more})
    changed = policy.hand_off.copy(update={"desks": {**desks, "luisterlijn": entry}})
    return heir_of(policy.copy(update={"hand_off": changed}), library, lost_desk("vertrouwenspersoon"), None)


def test_another_name_for_the_same_people_is_the_same_desk() -> None:
    library = open_knowledge().library
    same = renamed(library, confidential=True)
    assert same is not None
    assert same.id == "luisterlijn"
    assert renamed(library, confidential=False) is None, "unless more people read there"


def test_of_an_ordinary_desk_the_name_alone_says_so() -> None:
    known = open_knowledge()
    hr = replace(lost_desk("communicatie"), of_contact="communicatie")
    found = heir_of(known.policy, known.library, hr, None)
    assert found is not None
    assert not found.confidential


@pytest.fixture
def late(house: House, company: Company, monkeypatch: pytest.MonkeyPatch, clock) -> Company:
    """Return a company whose list of open tickets is the one of just before another process did something."""
    number = company.asks("drukkerij")
    company.removes("drukkerij")
    company.desk.bring_home()
    clock.pass_(seconds=GRACE)
    found = house.tickets.astray(list(company.here))
    assert [ticket.key for ticket in found] == [company.desk.of(number).key]
    monkeypatch.setattr(house.tickets, "astray", lambda _desks: found)
    return company


def test_two_processes_bring_it_home_once(late: Company) -> None:
    assert [late.desk.bring_home(), late.desk.bring_home()] == [1, 0]
    steps = [said.happened.code for said in late.desk.talk("MD-0001") if said.happened is not None]
    assert len(steps) == 1


def test_what_somebody_confided_meanwhile_stays_there(late: Company) -> None:
    assert late.desk.transfer("MD-0001", "els", "luisterpunt")
    assert late.desk.bring_home() == 0
    ticket = late.desk.of("MD-0001")
    assert ticket is not None
    assert ticket.desk == "luisterpunt"


def test_nor_does_a_colleague_give_it_away_from_there(late: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    before = late.desk.of("MD-0001")
    assert late.desk.transfer("MD-0001", "els", "luisterpunt")
    monkeypatch.setattr(late.desk, "of", lambda _number: before)
    assert not late.desk.transfer("MD-0001", "jan", "hr")
    monkeypatch.undo()
    ticket = late.desk.of("MD-0001")
    assert ticket is not None
    assert ticket.desk == "luisterpunt"
