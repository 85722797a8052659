"""A way that stays down loses nothing: mail carries it, or the person hears of it; and trouble ends no courier."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from house import House

from magdat.handoff.desk import Desk
from magdat.handoff.events import Event
from magdat.handoff.failures import PermanentFailure, TemporaryFailure
from magdat.handoff.message import Handoff
from magdat.handoff.receipts import Outcome
from magdat.privacy.seal import Seal
from magdat.storage.database import Database
from magdat.storage.errors import StorageError
from magdat.storage.letters import Letter, Way
from magdat.storage.memory.letters import MemoryLetters
from magdat.storage.memory.tickets import MemoryTickets
from magdat.storage.sql.letters import SqlLetters
from magdat.storage.sql.tickets import SqlTickets


class Noting:
    """A way that notes what it carries, unless it is down."""

    def __init__(self, name: str) -> None:
        self.name, self.down, self.carried, self.erases = name, False, [], True

    def carry(self, errand: Any, text: Any) -> str:
        if self.down:
            raise TemporaryFailure("away")
        self.carried.append(text.text or text.happened.event.value)
        return "17"

    def erase(self, number: str, external: str) -> bool:
        if self.down:
            raise TemporaryFailure("away")
        return self.erases


@pytest.fixture
def here(clock: Any) -> House:
    return House(MemoryTickets(clock), clock, ["rt"])


def test_mail_carries_what_the_helpdesk_does_not_take_and_nothing_is_lost(here: House, clock: Any) -> None:
    rt, mail = Noting("rt"), Noting("email")
    rt.down = True
    courier = here.courier(rt, reserve_of=lambda _desk: "email")
    here.add(Handoff("Mag dit?"))
    for _ in range(8):
        assert courier.carry_due() == 0
        clock.pass_(seconds=600)
    assert here.carry(mail) == 1
    assert mail.carried == ["Mag dit?"]
    rt.down = False
    assert courier.carry_due() == 1
    assert (rt.carried, here.carry(mail)) == (["Mag dit?"], 0)


def test_who_has_no_other_way_hears_once_that_it_takes_longer(clock: Any) -> None:
    tickets, letters = MemoryTickets(clock), MemoryLetters(clock)
    desk = Desk(
        tickets,
        Seal.passing(),
        ways_of=lambda _desk: ["rt"],
        send=lambda channel, who, content, name: letters.send(Letter(channel, who, content), name),
        say=lambda key, **parts: key,
        clock=clock,
    )
    where = {"desk": "helpdesk", "conversation": "p-1", "channel": "widget", "address": {"chat": 1}}
    number = desk.open(Handoff("Mag dit?"), **where, mark="m1").number
    house = House(tickets, clock, ["rt"])
    house.desk = desk
    rt = Noting("rt")
    rt.down = True
    for _ in range(12):
        house.carry(rt)
        clock.pass_(seconds=600)
    happened = [said.happened.event for said in desk.talk(number) if said.happened]
    assert happened == [Event.DELAYED]
    assert letters.take(Way.OUT, ["widget"]) is not None
    rt.down = False
    house.carry(rt)
    assert rt.carried == ["Mag dit?"], "what the person was told is no news for the helpdesk"


def test_the_other_side_is_asked_to_erase_and_what_remains_is_known(here: House) -> None:
    rt = Noting("rt")
    here.add(Handoff("Mag dit?"))
    here.add(Handoff("En dit?"))
    here.carry(rt)
    conversations = [ticket.conversation or "" for ticket in here.desk.queue(["helpdesk"])]
    here.tickets.erase(conversations[:1])
    rt.down = True
    courier = here.courier(rt)
    assert courier.erase_due() == 0, "it is asked again"
    rt.down = False
    assert courier.erase_due() == 1
    here.tickets.erase(conversations[1:])
    rt.erases = False
    assert courier.erase_due() == 1
    outcomes = [item.outcome for item in here.tickets.receipts() if item.way == "rt"]
    assert outcomes == [Outcome.ERASED, Outcome.REMAINS]
    assert courier.erase_due() == 0


def test_trouble_at_the_other_side_does_not_end_a_courier(here: House, caplog: Any) -> None:
    class Wrong(Noting):
        def look(self, desk: Any, tickets: Any) -> int:
            raise PermanentFailure("http 403")

        def erase(self, number: str, external: str) -> bool:
            raise KeyError("Mag dit?")

    here.add(Handoff("Mag dit?"))
    way = Wrong("rt")
    here.carry(way)
    here.tickets.erase([ticket.conversation or "" for ticket in here.desk.queue(["helpdesk"])])
    courier = here.courier(way)
    assert courier.look() == 0
    assert courier.erase_due() == 1
    assert here.tickets.receipts()[-1].outcome is Outcome.REMAINS
    assert "Mag dit?" not in caplog.text


def test_a_database_that_is_locked_for_long_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    file = tmp_path / "magdat.sqlite"
    house = House(SqlTickets(Database(f"sqlite:///{file}")), time.time, ["rt"])
    house.add(Handoff("eerst"))
    number, rt = "MD-0001", Noting("rt")
    unlock = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            locked.set()
            unlock.wait(30)

    locked = threading.Event()
    holder = threading.Thread(target=hold)
    holder.start()
    assert locked.wait(10)
    threading.Timer(12, unlock.set).start()
    with pytest.raises(StorageError):
        house.desk.answer(number, "an", "antwoord", mark="a1")  # it waits for ten seconds, and says so then
    while True:  # as whoever brought it does: it comes again
        try:
            assert house.desk.answer(number, "an", "antwoord", mark="a1") is not None
            break
        except StorageError:
            continue
    holder.join()
    assert house.desk.answer(number, "an", "antwoord", mark="a1") is None
    house.carry(rt)
    assert rt.carried == ["eerst", "taken", "antwoord"]


def test_a_courier_that_dies_between_sending_and_noting_tells_the_person_once(tmp_path: Path, clock: Any) -> None:
    database = Database(f"sqlite:///{tmp_path / 'magdat.sqlite'}")
    tickets, letters, seal = SqlTickets(database, clock), SqlLetters(database, clock), Seal.passing()

    def desk(arrives: bool) -> Desk:
        def send(channel: str, who: str, content: bytes, name: str) -> bool:
            fresh = letters.send(Letter(channel, who, content), name)
            if not arrives:
                raise SystemExit(9)  # the letter is kept, and nobody is left to note it
            return fresh

        return Desk(tickets, seal, send=send, say=lambda key, **parts: key, clock=clock)

    where = {"desk": "helpdesk", "conversation": "p-1", "channel": "widget", "address": {"chat": 1}}
    number = desk(True).open(Handoff("Mag dit?"), **where, mark="m1").number
    desk(True).take(number, "an")
    with pytest.raises(SystemExit):
        desk(False).answer(number, "an", "antwoord", mark="a1")
    clock.pass_(days=1)
    desk(True).tell()
    found = []
    while (held := letters.take(Way.OUT, ["widget"])) is not None:
        found.append(held)
        letters.done(held)
    assert len(found) == 2, "that somebody took it, and the answer, each once"


@pytest.mark.parametrize("day", [dt.date(2026, 3, 29), dt.date(2026, 10, 25)])
def test_an_hour_that_is_skipped_or_comes_twice_disturbs_no_order(day: dt.date, clock: Any) -> None:
    start = dt.datetime.combine(day, dt.time(0, 30), ZoneInfo("Europe/Brussels"))
    clock.now = start.timestamp()
    house, rt = House(MemoryTickets(clock), clock, ["rt"]), Noting("rt")
    number = house.add(Handoff("0"))
    for step in range(1, 12):
        rt.down = step % 3 == 0
        house.desk.answer(number, "an", str(step), mark=f"a{step}")
        house.carry(rt)
        clock.pass_(seconds=1_800)
    rt.down = False
    clock.pass_(seconds=1_800)
    house.carry(rt)
    assert [text for text in rt.carried if text != "taken"] == [str(step) for step in range(12)]
