"""A house with a service, tickets and couriers, whose clock the test turns; and single lines as ways get them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection
from typing import Any

from magdat.handoff.courier import Courier
from magdat.handoff.desk import Desk
from magdat.handoff.message import Handoff
from magdat.handoff.numbers import number_of
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author, Errand, Line, Status, Ticket, Tickets
from magdat.handoff.ways.base import Outward, Way
from magdat.privacy.seal import KEY_BYTES, Seal

SECRET = b"s" * KEY_BYTES
WAYS = ("email", "webhook")


class House:
    """What hands over, and what carries; every question is somebody else's."""

    def __init__(self, tickets: Tickets, clock: Callable[[], float], ways: Collection[str] = WAYS) -> None:
        self.tickets, self.clock, self.ways = tickets, clock, set(ways)
        self.desk = Desk(tickets, Seal(SECRET), ways_of=lambda _desk: self.ways, clock=clock)
        self._marks = itertools.count(1)

    def add(self, handoff: Handoff) -> str:
        """Hand a question over to the helpdesk; return its number."""
        mark = f"vraag {next(self._marks)} {id(self)}"
        where = {"desk": "helpdesk", "conversation": f"p-{mark}", "channel": "widget", "address": None}
        return self.desk.open(handoff, **where, mark=mark).number

    def courier(self, way: Any, **more: Any) -> Courier:
        return Courier(self.desk, self.tickets, way, clock=self.clock, **more)

    def carry(self, way: Any) -> int:
        """Let a new courier carry what is due; return how much arrived."""
        return self.courier(way).carry_due()

    def given_up(self) -> list[tuple[str, str]]:
        return [(item.number, item.reason) for item in self.tickets.stuck() if item.given_up]


def line_for(
    handoff: Handoff, number: str = "MD-0001", *, id: int = 1, external: str | None = None
) -> tuple[Errand, Outward]:
    """Return a question as a way gets it."""
    key = int(number[3:])
    ticket = Ticket(
        key, "helpdesk", Status.WAITING, "p-1", "widget", None, "", handoff.topic, 0, 0, None, None, 0, None
    )
    errand = Errand(id, ticket, Line(id, key, Author.PERSON, None, b"", 0, None), "email", 1, external)
    said = Said(id, Author.PERSON, None, handoff.message, 0, None)
    shown = handoff.context_shown or ", ".join(f"{name}: {value}" for name, value in handoff.context.items())
    topic = handoff.topic_shown or handoff.topic
    outward = Outward(
        number_of(key),
        topic,
        shown,
        handoff.contact,
        handoff.message,
        Author.PERSON,
        "de helpdesk",
        None,
        handoff,
        (said,),
    )
    return errand, outward


def carried_by(way: Way, handoff: Handoff) -> str | None:
    """Let a way carry a question, straight."""
    return way.carry(*line_for(handoff))
