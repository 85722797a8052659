"""A line that is refused for good holds up none after it: mail carries them, or the person hears the truth."""

from __future__ import annotations

from typing import Any

import pytest
from house import House

from magdat.handoff.desk import Desk
from magdat.handoff.events import Event
from magdat.handoff.failures import PermanentFailure, TemporaryFailure
from magdat.handoff.message import Handoff
from magdat.handoff.tickets import GIVE_UP_AFTER
from magdat.policy.service_desks import ServiceDesk
from magdat.privacy.seal import Seal
from magdat.storage.letters import Letter, Way
from magdat.storage.memory.letters import MemoryLetters
from magdat.storage.memory.tickets import MemoryTickets

DESKS = {
    "helpdesk": ServiceDesk("helpdesk", "de helpdesk", None, "helpdesk"),
    "vertrouwenspersoon": ServiceDesk("vertrouwenspersoon", "An", None, "vertrouwenspersoon", confidential=True),
}


class Way_:
    """A way that notes what it carries, or fails."""

    def __init__(self, name: str) -> None:
        self.name, self.failure, self.carried = name, None, []

    def carry(self, errand: Any, text: Any) -> str:
        if self.failure is not None:
            raise self.failure
        self.carried.append(text.text or text.happened.event.value)
        return "17"


class Here:
    """A question for a helpdesk, on RT unless a test says otherwise, and its person."""

    def __init__(self, clock: Any, ways: tuple[str, ...] = ("rt",)) -> None:
        self.letters = MemoryLetters(clock)
        self.house = House(MemoryTickets(clock), clock, ways)
        self.desk = self.house.desk = Desk(
            self.house.tickets,
            Seal.passing(),
            ways_of=lambda desk: ["slack"] if desk == "vertrouwenspersoon" else self.house.ways,
            desks=lambda: DESKS,
            send=lambda channel, who, content, name: self.letters.send(Letter(channel, who, content), name),
            say=lambda key, **parts: key,
            clock=clock,
        )
        self.rt, self.mail, self.reserve = Way_("rt"), Way_("email"), "email"
        where = {"desk": "helpdesk", "conversation": "p-1", "channel": "widget", "address": {"chat": 1}}
        self.number = self.desk.open(Handoff("Mag dit?"), **where, mark="m1").number

    def carry(self) -> None:
        for way in (self.rt, self.mail):
            self.house.courier(way, reserve_of=self.reserve_of).carry_due()

    def reserve_of(self, desk: str) -> str | None:
        return None if desk == "vertrouwenspersoon" else self.reserve

    def adds(self, text: str, mark: str) -> None:
        assert self.desk.add(self.number, text, mark=mark) is not None

    def happened(self) -> list[Event]:
        return [said.happened.event for said in self.desk.talk(self.number) if said.happened]

    def brought(self) -> int:
        count = 0
        while (held := self.letters.take(Way.OUT, ["widget"])) is not None:
            self.letters.done(held)
            count += 1
        return count


@pytest.fixture
def here(clock: Any) -> Here:
    return Here(clock)


def test_what_the_person_says_later_goes_by_the_reserve_and_once(here: Here) -> None:
    here.rt.failure = PermanentFailure("rt: http 400")
    here.carry()
    assert here.mail.carried == ["Mag dit?"]
    for text in ("En dit?", "En dat?"):
        here.adds(text, mark=text)
        for _ in range(2):
            here.carry()
    assert here.mail.carried == ["Mag dit?", "En dit?", "En dat?"]
    here.rt.failure = None
    here.house.tickets.retry(1)
    here.carry()
    assert here.rt.carried == here.mail.carried


def test_what_the_desk_answers_by_the_reserve_does_not_go_back_there(here: Here) -> None:
    here.rt.failure = PermanentFailure("rt: http 400")
    here.carry()
    assert here.desk.answer(here.number, "an@bedrijf.be", "Ja.", mark="a1", way="email", in_reserve=True) is not None
    here.carry()
    here.adds("Bedankt.", mark="p1")
    here.carry()
    assert here.mail.carried == ["Mag dit?", "Bedankt."]


def test_a_reserve_that_the_desk_uses_anyhow_carries_nothing_twice(clock: Any) -> None:
    here = Here(clock, ("rt", "email"))
    here.rt.failure = PermanentFailure("rt: http 400")
    here.adds("En dit?", mark="p1")
    here.carry()
    here.adds("En dat?", mark="p2")
    here.carry()
    assert here.mail.carried == ["Mag dit?", "En dit?", "En dat?"]
    assert here.happened() == []


def test_without_a_reserve_the_person_hears_once_that_nobody_tries_any_more(here: Here) -> None:
    here.rt.failure, here.reserve = PermanentFailure("rt: http 400"), None
    for text in ("een", "twee"):
        here.carry()
        here.adds(text, mark=text)
        here.carry()
    assert (here.happened(), here.brought()) == ([Event.UNDELIVERED], 1)
    assert here.rt.carried == []


def test_what_bounced_is_told_as_what_was_refused(clock: Any) -> None:
    here = Here(clock, ("email",))
    here.carry()
    here.desk.came_back(here.number, None, way="email", mark="bounce 1")
    here.carry()
    here.adds("En dit?", mark="p1")
    here.carry()
    assert (here.mail.carried, here.happened(), here.brought()) == (["Mag dit?"], [Event.UNDELIVERED], 1)
    assert here.house.given_up() == [(here.number, "bounced")]


def test_what_was_tried_for_a_week_is_told_as_what_it_is(here: Here, clock: Any) -> None:
    here.rt.failure, here.reserve = TemporaryFailure("away"), None
    for _ in range(int(GIVE_UP_AFTER // 43_200) + 1):
        here.carry()
        clock.pass_(seconds=43_200)
    assert here.happened() == [Event.DELAYED, Event.UNDELIVERED]


def test_where_our_own_page_shows_it_nobody_is_troubled(here: Here) -> None:
    here.rt.failure, here.reserve = PermanentFailure("rt: http 400"), "eigen"
    here.carry()
    assert here.house.tickets.held_up(["rt"]) == [], "it is dealt with, and not looked at again"
    assert (here.happened(), here.brought(), here.mail.carried) == ([], 0, [])
    assert here.house.given_up() == [(here.number, "rt: http 400")]


@pytest.mark.parametrize("failure", [PermanentFailure("rt: http 400"), TemporaryFailure("away")])
def test_who_waits_for_another_desk_hears_nothing_of_what_the_old_one_does_not_get(
    failure: Exception, here: Here, clock: Any
) -> None:
    here.rt.failure, here.reserve = failure, "eigen"
    here.carry()
    assert here.desk.transfer(here.number, "els", "vertrouwenspersoon")
    for _ in range(8):
        here.carry()
        clock.pass_(seconds=600)
    slack = Way_("slack")
    here.house.carry(slack)
    assert slack.carried == ["Mag dit?", "transferred"]
    assert here.happened() == [Event.TRANSFERRED]
    assert here.house.tickets.held_up(["rt"]) == [], "it is dealt with, and not looked at again"


@pytest.mark.parametrize("failure", [PermanentFailure("rt: no such status"), TemporaryFailure("away")])
def test_what_the_person_did_not_write_is_no_trouble_of_theirs(failure: Exception, here: Here, clock: Any) -> None:
    here.reserve = None
    here.carry()
    here.rt.failure = failure
    assert here.desk.take(here.number, "els")
    for _ in range(8):
        here.carry()
        clock.pass_(seconds=600)
    assert here.happened() == [Event.TAKEN]
    here.adds("En dit?", mark="p1")
    here.carry()
    told = Event.UNDELIVERED if isinstance(failure, PermanentFailure) else Event.DELAYED
    assert here.happened() == [Event.TAKEN, told]
