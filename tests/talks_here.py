"""A desk service in memory with one way out, and a person who asks: what every test of a way needs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from magdat.handoff.desk import Desk
from magdat.handoff.message import Handoff
from magdat.handoff.tickets import LEASE, Author, Errand, Status
from magdat.handoff.ways.base import Outward, Way
from magdat.privacy.seal import Seal
from magdat.storage.memory.tickets import MemoryTickets

PAGE = "https://desk.bedrijf.test/vraag/"


@dataclass
class Talks:
    """Tickets, the service, and one way by which every desk hears of them."""

    way: Way
    desks_by_way: tuple[str, ...] = ()
    """The desks that use it; all of them where there are none."""

    now: list[float] = field(default_factory=lambda: [1_700_000_000.0])
    tickets: MemoryTickets = field(init=False)
    _marks: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.tickets = MemoryTickets(clock=lambda: self.now[0])
        self.desk = Desk(self.tickets, Seal.passing(), ways_of=self._ways, page_of=lambda number: f"{PAGE}{number}")

    def _ways(self, desk: str) -> tuple[str, ...]:
        return () if self.desks_by_way and desk not in self.desks_by_way else (self.way.name,)

    def ask(self, message: str, *, contact: str | None = None, desk: str = "hr") -> str:
        """Hand a question over, carry it, and return its number."""
        handoff = Handoff(message, contact, "foto_collega", {"moment": "pauze"}, "Een foto van een collega", "pauze")
        mark = f"vraag {next(self._marks)}"
        opened = self.desk.open(
            handoff, desk=desk, conversation=f"pseudoniem {mark}", channel="widget", address=None, mark=mark
        )
        self.carry()
        return opened.number

    def say(self, number: str, text: str) -> None:
        """Let the person type something more, and carry it."""
        self.desk.add(number, text, mark=f"zin {next(self._marks)}")
        self.carry()

    def due(self) -> tuple[Errand, Outward] | None:
        """Take what is due next, without carrying it."""
        errand = self.tickets.take_errand([self.way.name])
        if errand is None:
            return None
        text = self.desk.outward(errand.ticket.key, errand.line, self.way.name)
        assert text is not None
        return errand, text

    def carry(self) -> int:
        """Carry everything that is due; return how much that was."""
        done = 0
        while (due := self.due()) is not None:
            self.tickets.arrived(due[0], self.way.carry(*due))
            done += 1
        return done

    def retry(self) -> None:
        """Let time pass until what failed may be tried again: every lease is over."""
        self.now[0] += LEASE + 1

    def look(self) -> int:
        """Look for replies."""
        return self.way.look(self.desk, self.tickets)

    def external(self, number: str) -> str:
        """Return what the other side calls a ticket."""
        ticket = self.desk.of(number)
        assert ticket is not None
        found = self.tickets.external(self.way.name, ticket.key)
        assert found is not None
        return found

    def status(self, number: str) -> Status:
        """Return where a ticket stands."""
        ticket = self.desk.of(number)
        assert ticket is not None
        return ticket.status

    def answers(self, number: str) -> list[str]:
        """Return what the desk answered, in order."""
        return [said.text for said in self.desk.talk(number) if said.author is Author.DESK]
