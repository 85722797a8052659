"""A question that goes on to another desk; what was told in confidence goes only where its person says that it may."""

from __future__ import annotations

from collections.abc import Iterable

from magdat.handoff.events import Event, Happened
from magdat.handoff.persons import NotAllowed, PersonSide
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author, Status, Ticket, bound_to
from magdat.handoff.waiting import asks
from magdat.handoff.ways.person import NAME as PERSON
from magdat.policy.service_desks import ServiceDesk, lost_desk

OPEN = frozenset({Status.WAITING, Status.HUMAN})

_SETTLES = frozenset({Event.TRANSFERRED, Event.CLOSED, Event.WITHDRAWN})


def asked_for(talk: Iterable[Said]) -> tuple[str, ...]:
    """Return the desks to which somebody was asked to let a question go, and did not yet; the last one last."""
    found: list[str] = []
    for said in talk:
        if said.happened is None:
            continue
        if said.happened.event in _SETTLES:
            found = []
        elif said.happened.event is Event.ASKED and said.happened.desk is not None:
            found = [*(desk for desk in found if desk != said.happened.desk), said.happened.desk]
    return tuple(found)


class Moving(PersonSide):
    """Give questions to other desks."""

    def transfer(self, number: str, agent: str, to_desk: str) -> bool:
        """Give a ticket to another desk, where it waits; ``False`` when it is there already, is closed, or left.

        Raises:
            NotAllowed: there is no such desk, more people read there than where it was told in confidence, or its
                person is asked first (:meth:`propose`).
        """
        ticket = self._movable(number, to_desk)
        if ticket is None:
            return False
        if self.asks_first(ticket.desk):
            raise NotAllowed("what was told in confidence goes on only when its person says so")
        return self._happens(ticket, Status.WAITING, Event.TRANSFERRED, desk=to_desk, came=OPEN) is not None

    def asks_first(self, desk: str) -> bool:
        """Return whether what is at a desk goes on only when its person says so: it was told in confidence."""
        return (self._desk(desk) or lost_desk(desk)).confidential

    def propose(self, number: str, agent: str, to_desk: str) -> bool:
        """Ask the person of a ticket whether it may go on to another desk; whoever asks talks with them from now on.

        Returns:
            Whether they are asked; ``False`` when it is there already, is closed, or left.

        Raises:
            NotAllowed: as :meth:`transfer`.
        """
        ticket = self._movable(number, to_desk)
        if ticket is None:
            return False
        if ticket.status is not Status.HUMAN:
            self._happens(ticket, Status.HUMAN, Event.TAKEN, agent=agent, came=[ticket.status])
        talk = self._talks.of(ticket.key)
        if _last(talk) == to_desk:
            return True
        content = self._seal.close(Happened(Event.ASKED, to_desk).code, bound_to(ticket.key))
        mark = self._mark(f"asked {ticket.key} {to_desk} {max(said.id for said in talk)}")
        ways = [PERSON] if self._tells else []
        added = self._tickets.add(
            ticket.key, Author.SYSTEM, content, agent=agent, way=None, ways=ways, mark=mark, came=[Status.HUMAN]
        )
        self.tell()
        return added is not None

    def open_to(self, desk: str) -> dict[str, ServiceDesk]:
        """Return the desks to which tickets of a desk may go: what was told in confidence stays with those for that."""
        known = self._desks()
        here = self._desk(desk) or lost_desk(desk)
        return {
            name: other for name, other in known.items() if name != desk and other.confidential >= here.confidential
        }

    def asked(self, number: str) -> tuple[str, ...]:
        """Return the ids of the desks to which the person of a ticket may still let it go; the last one last."""
        ticket = self.of(number)
        if ticket is None or ticket.status not in OPEN:
            return ()
        return tuple(desk for desk in asked_for(self._talks.of(ticket.key)) if desk in self.open_to(ticket.desk))

    def asked_just_now(self, number: str, others: Iterable[str] = ()) -> str | None:
        """Return the desk for which a «ja» alone can mean nothing else: nothing was said since that was asked.

        ``None`` too where two desks were asked for, where the desk had asked something else just before, where the
        person may not have read it yet, and where a desk said something on another question since.

        Args:
            number: the ticket.
            others: the numbers of all that its person passed on.
        """
        ticket, asked = self.of(number), self.asked(number)
        if ticket is None or len(asked) != 1:
            return None
        talk = [said for said in self._talks.of(ticket.key) if said.author is not Author.NOTE]
        if _last(talk) != asked[0] or talk[-1].id > ticket.told or asks(talk):
            return None
        for other in others:
            elsewhere = self.of(other) if other != number else None
            lines = self._talks.of(elsewhere.key) if elsewhere is not None else ()
            if any(said.author is Author.DESK and said.id > talk[-1].id for said in lines):
                return None
        return asked[0]

    def goes_on(self, number: str, to_desk: str, *, mark: str) -> bool:
        """Give a ticket to a desk for which its person was asked, and said yes; ``False`` where it cannot go any more.

        Whoever gives a number has to know that it is the person's (:meth:`standing`).

        Args:
            number: the ticket.
            to_desk: the id of the desk.
            mark: what tells the message with the yes from any other.
        """
        ticket = self.of(number)
        if ticket is None or to_desk not in self.asked(number):
            return False
        moved = self._happens(ticket, Status.WAITING, Event.TRANSFERRED, desk=to_desk, came=OPEN, mark=mark)
        return moved is not None

    def _movable(self, number: str, to_desk: str) -> Ticket | None:
        ticket = self._answerable(number, None)
        if ticket is None or ticket.desk == to_desk or ticket.status not in OPEN:
            return None
        if to_desk not in self.open_to(ticket.desk):
            raise NotAllowed("there is no such desk, or what was told in confidence would not stay with one for that")
        return ticket


def _last(talk: Iterable[Said]) -> str | None:
    """Return the desk that was asked for in the last line but notes; ``None`` where that is something else."""
    said = [item for item in talk if item.author is not Author.NOTE][-1:]
    happened = said[0].happened if said else None
    return happened.desk if happened is not None and happened.event is Event.ASKED else None
