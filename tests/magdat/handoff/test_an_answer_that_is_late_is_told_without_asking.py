"""Nobody answered in the time that a desk promises: the person hears so by themselves, and once."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from magdat.handoff.desk import Desk
from magdat.handoff.events import Event
from magdat.handoff.following import load_follow_up_talk
from magdat.handoff.message import Handoff
from magdat.handoff.said import Said
from magdat.handoff.tickets import Status
from magdat.policy.opening_hours import Unit, Within
from magdat.policy.service_desks import ServiceDesk
from magdat.privacy.seal import Seal
from magdat.settings import Settings
from magdat.storage.letters import Letter, Way
from magdat.storage.stores import Stores, memory_stores

PROMISES = ServiceDesk("helpdesk", "de helpdesk", None, "", answers_within=Within(1, Unit.WORKDAYS))
MARKS = itertools.count()
SEAL = Seal.passing()
SILENT = ServiceDesk("it", "IT", None, "")


class Here:
    """A service whose desks promise something, or nothing."""

    def __init__(self, clock: Any, stores: Stores | None = None) -> None:
        self.clock, self.stores = clock, stores or memory_stores(clock)
        self.desks = {desk.id: desk for desk in (PROMISES, SILENT)}
        self.desk = Desk(
            self.stores.tickets,
            SEAL,
            ways_of=lambda _desk: ["rt"],
            desks=lambda: self.desks,
            send=lambda channel, who, content, name: self.stores.letters.send(Letter(channel, who, content), name),
            say=lambda key, **parts: key,
            clock=clock,
            needs_none=load_follow_up_talk(Settings.from_environment({}).guidance / "opvolgen.yml").needs_none,
        )

    def ask(self, desk: str = "helpdesk", address: dict[str, Any] | None = None) -> str:
        where = {"desk": desk, "conversation": "p-1", "channel": "widget", "address": address or {"chat": 1}}
        return self.desk.open(Handoff("Mag dit?"), **where, mark=f"m {next(MARKS)}").number

    def brought(self) -> int:
        """Return how many letters there were for the person; they arrive."""
        count = 0
        while (held := self.stores.letters.take(Way.OUT, ["widget"])) is not None:
            self.stores.letters.done(held)
            count += 1
        return count

    def late(self, number: str) -> list[Said]:
        return [item for item in self.desk.talk(number) if item.happened and item.happened.event is Event.OVERDUE]


@pytest.fixture
def here(clock: Any) -> Here:
    return Here(clock)


def test_it_is_brought_to_the_person_once(here: Here, clock: Any) -> None:
    number = here.ask()
    assert here.desk.remind() == 0, "there is time yet"
    clock.pass_(days=7)
    assert (here.desk.remind(), here.brought()) == (1, 1)
    clock.pass_(days=7)
    assert (here.desk.remind(), here.brought()) == (0, 0)
    assert len(here.late(number)) == 1


def test_another_process_does_not_tell_it_again(here: Here, clock: Any) -> None:
    here.ask()
    clock.pass_(days=7)
    assert here.desk.remind() == 1
    assert Here(clock, here.stores).desk.remind() == 0


def test_where_nothing_can_be_brought_it_is_told_at_the_next_message(here: Here, clock: Any) -> None:
    here.desk.open(Handoff("?"), desk="helpdesk", conversation="p-2", channel="rest", address=None, mark="rest")
    clock.pass_(days=7)
    assert here.desk.remind() == 1
    (standing,) = here.desk.standings(["p-2"])
    assert [said.happened.event for said in standing.unread if said.happened] == [Event.OVERDUE]
    here.desk.told(standing)
    assert here.desk.standings(["p-2"])[0].unread == ()


def test_nobody_is_told_of_what_was_answered_closed_or_never_promised(here: Here, clock: Any) -> None:
    answered, closed, _ = here.ask(), here.ask(), here.ask("it")
    here.desk.answer(answered, "an", "Ja.", mark="a1")
    here.desk.close(closed, "an")
    here.desks["weg"] = replace(PROMISES, id="weg")
    gone = here.ask("weg")
    del here.desks["weg"]  # an edit of the policy took the desk away
    clock.pass_(days=7)
    assert here.desk.remind() == 0
    assert here.late(gone) == []


def test_who_opens_a_closed_question_again_is_promised_an_answer_again(here: Here, clock: Any) -> None:
    number = here.ask()
    clock.pass_(days=7)
    assert here.desk.remind() == 1
    here.desk.answer(number, "an", "Ja.", mark="a1")
    here.desk.close(number, "an")
    clock.pass_(days=7)
    here.desk.add(number, "Toch nog iets.", mark="p1")
    assert here.desk.remind() == 0, "there is time yet"
    clock.pass_(days=2)
    here.desk.add(number, "Hallo?", mark="p2")
    clock.pass_(days=3)
    assert (here.desk.remind(), len(here.late(number))) == (1, 2), "from when it was opened again"
    assert Here(clock, here.stores).desk.remind() == 0


def test_who_was_answered_since_or_went_back_is_told_nothing(here: Here, clock: Any) -> None:
    number = here.ask()
    here.desk.close(number, "an")
    here.desk.add(number, "Toch nog iets.", mark="p1")
    here.desk.answer(number, "an", "Zeg maar.", mark="a1")
    assert here.desk.back_to_bot("p-1")
    clock.pass_(days=7)
    assert (here.desk.remind(), here.late(number)) == (0, [])


def test_the_desk_hears_nothing_of_it_by_its_ways(here: Here, clock: Any) -> None:
    here.ask()
    clock.pass_(days=7)
    here.desk.remind()
    first = here.stores.tickets.take_errand(["rt"])
    assert first is not None
    here.stores.tickets.arrived(first, "17")
    assert here.stores.tickets.take_errand(["rt"]) is None


def test_who_took_a_question_and_left_is_late_too(here: Here, clock: Any) -> None:
    number = here.ask()
    here.desk.take(number, "an")
    clock.pass_(days=7)
    here.brought()
    assert (here.desk.remind(), here.brought()) == (1, 1)
    ticket = here.desk.of(number)
    assert ticket is not None
    assert (ticket.status, ticket.agent) == (Status.HUMAN, "an"), "the talk stays theirs"
    assert (here.desk.remind(), len(here.late(number))) == (0, 1)


def test_another_desk_begins_no_new_term(here: Here, clock: Any) -> None:
    here.desks["hr"] = replace(PROMISES, id="hr")
    number = here.ask()
    here.desk.take(number, "an")
    clock.pass_(days=7)
    here.desk.transfer(number, "an", "hr")
    assert here.desk.remind() == 1


def test_what_was_asked_after_an_answer_counts_from_then(here: Here, clock: Any) -> None:
    number = here.ask()
    here.desk.answer(number, "an", "Ja.", mark="a1")
    clock.pass_(days=7)
    here.desk.add(number, "En op Facebook?", mark="p1")
    assert here.desk.remind() == 0, "there is time yet"
    clock.pass_(days=7)
    here.desk.add(number, "Hallo?", mark="p2")
    assert (here.desk.remind(), Here(clock, here.stores).desk.remind()) == (1, 0)
    clock.pass_(seconds=1)
    here.desk.answer(number, "an", "Ook.", mark="a2")
    here.desk.add(number, "En op X?", mark="p3")
    clock.pass_(days=7)
    assert here.desk.remind() == 1, "once for each time that they waited"


@pytest.mark.parametrize("text", ["Bedankt!", "ok, merci voor de uitleg", "Dank je wel en prettige dag nog", "Top"])
def test_thanks_want_no_answer(here: Here, clock: Any, text: str) -> None:
    number = here.ask()
    here.desk.answer(number, "an", "Ja.", mark="a1")
    here.desk.add(number, text.replace(" wel", ""), mark="p1")
    clock.pass_(days=7)
    assert here.desk.remind() == 0


@pytest.mark.parametrize("text", ["ja", "ok?", "Bedankt, en op Facebook?", "dank" * 2_000 + "x"])
def test_anything_else_does(here: Here, clock: Any, text: str) -> None:
    number = here.ask()
    here.desk.answer(number, "an", "Weet je chef het?", mark="a1")
    here.desk.add(number, text, mark="p1")
    clock.pass_(days=7)
    assert here.desk.remind() == 1
