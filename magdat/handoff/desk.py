"""The service behind every desk and every channel: questions are handed over, answered and closed through it alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import count, islice

from magdat.handoff.bounds import TooMany
from magdat.handoff.contents import plain
from magdat.handoff.events import Event
from magdat.handoff.keeping import as_key
from magdat.handoff.lists import Order, Selection, Tally
from magdat.handoff.message import Handoff
from magdat.handoff.moving import OPEN, Moving
from magdat.handoff.outbox import number_of
from magdat.handoff.persons import NotAllowed
from magdat.handoff.said import Opened, Said, Standing
from magdat.handoff.tickets import Author, Line, Status, Ticket
from magdat.policy.service_desks import lost_desk

__all__ = ["Desk", "NotAllowed", "Opened", "Said", "Standing", "TooMany"]

GRACE = 900.0
"""Seconds that a desk is missing from the policy before its open tickets go to another."""

READ_AT_ONCE = 200
"""Tickets that a search reads from the database at once."""


class Desk(Moving):
    """Hand questions over, and let the talk go on until it is closed.

    Every method raises StorageError when nothing could be kept; nothing was changed then. A ``mark`` is what the
    caller calls what came in (a delivery, a form, a message of another system): the same one again changes nothing.
    Whoever calls a method of the desk's side sees to it that the agent may: no desk is asked here who reads it.
    """

    def queue(self, desks: Collection[str], statuses: Collection[Status] = OPEN) -> list[Ticket]:
        """Return the tickets of these desks, those that wait longest first."""
        return self._tickets.at_desks(desks, statuses)

    def listed(self, wanted: Selection) -> list[Ticket]:
        """Return one page of a list."""
        return self._tickets.listed(wanted)

    def tally(self, desks: Collection[str], statuses: Collection[Status] = OPEN) -> list[Tally]:
        """Return how many tickets these desks have, by desk, status and agent."""
        return self._tickets.tally(desks, statuses)

    def talk(self, number: str) -> list[Said]:
        """Return all that was said and done in a ticket, notes included; nothing of one that is not there."""
        key = as_key(number)
        return self._talks.of(key) if key is not None else []

    def handoff(self, number: str) -> Handoff | None:
        """Return the question with all that went along; ``None`` of a ticket that is not there, or was withdrawn."""
        key = as_key(number)
        return self._talks.question(key) if key is not None else None

    def answer(
        self, number: str, agent: str, text: str, *, mark: str, way: str | None = None, in_reserve: bool = False
    ) -> Line | None:
        """Answer the person, who is told first that somebody talks with them from now on.

        Args:
            number: the ticket.
            agent: who answers.
            text: plain text.
            mark: see the class.
            way: the way by which it came in; one that does not carry this desk's tickets is not believed.
            in_reserve: that way may also have carried in reserve; whoever says so asked :meth:`takes_from` first.

        Returns:
            The line; ``None`` when it came before, holds nothing, or there is no such ticket.
        """
        ticket = self._answerable(number, None if in_reserve else way)
        if ticket is None or not plain(text):
            return None
        if ticket.status is not Status.HUMAN:
            event = Event.REOPENED if ticket.status is Status.CLOSED else Event.TAKEN
            came, taken = [ticket.status], f"{mark} {event.value}"
            self._happens(ticket, Status.HUMAN, event, agent=agent, way=way, came=came, mark=taken)
        return self._add(ticket, Author.DESK, text, mark=mark, agent=agent, way=way)

    def note(self, number: str, agent: str, text: str, *, mark: str | None = None) -> Line | None:
        """Keep a note for colleagues: it never leaves, and the person never sees it."""
        ticket = self._answerable(number, None)
        told = mark if mark is not None else f"note {number} {self._clock()} {text}"
        return self._add(ticket, Author.NOTE, text, mark=told, agent=agent) if ticket is not None else None

    def take(self, number: str, agent: str, *, way: str | None = None) -> bool:
        """Talk with the person from now on; a colleague who had it has it no more. ``False`` when that was so."""
        ticket = self._answerable(number, way)
        if ticket is None or (ticket.status is Status.HUMAN and ticket.agent == agent):
            return False
        event = Event.REOPENED if ticket.status is Status.CLOSED else Event.TAKEN
        return self._happens(ticket, Status.HUMAN, event, agent=agent, way=way, came=[ticket.status]) is not None

    def close(
        self,
        number: str,
        agent: str,
        *,
        way: str | None = None,
        mark: str | None = None,
        heard: int | None = None,
        seen: int | None = None,
        once: bool = False,
    ) -> bool:
        """Close a ticket: the assistant is back. ``False`` when it was closed already.

        Args:
            number: the ticket.
            agent: who closes it.
            way: the way by which that came in.
            mark: see the class.
            heard: what :meth:`heard_by` gave before the other side was asked: where it went on since, it is not closed.
            seen: up to which line the agent could read what the person wrote: where they wrote more, it stays open,
                and :meth:`wrote_after` says so. What wants no answer is nothing to stay open for.
            once: whether the same mark closes nothing later either, where it stayed open for that.
        """
        ticket = self._answerable(number, way)
        if ticket is None:
            return False
        told = self._happens(
            ticket,
            Status.CLOSED,
            Event.CLOSED,
            agent=agent,
            way=way,
            came=OPEN,
            mark=mark,
            heard=heard,
            seen=seen,
            once=once,
        )
        return told is not None

    def came(self, mark: str) -> bool:
        """Return whether something came under a mark already."""
        return self._tickets.came(self._mark(mark))

    def wrote_after(self, number: str, seen: int) -> bool:
        """Return whether a ticket is open in which the person wrote something that wants an answer after a line."""
        ticket = self.of(number)
        lines = self._tickets.lines(ticket.key, seen) if ticket is not None and ticket.status in OPEN else []
        return any(line.author is Author.PERSON and not line.quiet for line in lines)

    def heard_by(self, number: str, way: str) -> int:
        """Return up to which line a way has carried all of a ticket there is; 0 of one that is not there."""
        key = as_key(number)
        return self._tickets.heard_by(way, key) if key is not None else 0

    def reopen(self, number: str, agent: str, *, way: str | None = None, mark: str | None = None) -> bool:
        """Go on with what was closed; ``False`` when it was not."""
        ticket = self._answerable(number, way)
        if ticket is None:
            return False
        came = [Status.CLOSED]
        told = self._happens(ticket, Status.HUMAN, Event.REOPENED, agent=agent, way=way, came=came, mark=mark)
        return told is not None

    def search(self, desks: Collection[str], words: str, *, start: int = 0, most: int = 50) -> list[Ticket]:
        """Return the tickets of these desks in which all of the words were said, or whose number is one of them.

        What changed last comes first. Texts are sealed, so every ticket is opened until there are enough.

        Args:
            desks: where to look.
            words: what to look for.
            start: how many of those that are found come before.
            most: how many to return at most.
        """
        wanted = words.casefold().split()
        if not wanted:
            return []
        texts = ((item, self._talks.words(item)) for item in self._every(desks))
        found = (item for item, text in texts if all(word in text for word in wanted))
        return list(islice(found, start, start + most))

    def _every(self, desks: Collection[str]) -> Iterator[Ticket]:
        """Yield the tickets of these desks, what changed last first; each once, though others change meanwhile."""
        seen: set[int] = set()
        for start in count(0, READ_AT_ONCE):
            wanted = Selection(desks, (*OPEN, Status.CLOSED), Order.CHANGED, start, READ_AT_ONCE)
            read = self._tickets.listed(wanted)
            yield from (item for item in read if item.key not in seen)
            seen.update(item.key for item in read)
            if len(read) < READ_AT_ONCE:
                return

    def called(self, way: str, external: str) -> str | None:
        """Return the number of the ticket that another system calls so; ``None`` where there is none."""
        key = self._tickets.by_external(way, external)
        return number_of(key) if key is not None else None

    def takes_from(self, number: str, way: str) -> bool:
        """Return whether an answer by a way counts for a ticket.

        It does where the desk uses that way, and at ordinary desks, for which it may have carried in reserve. A ticket
        that went on to a confidential desk takes nothing from those who had it before.
        """
        ticket = self.of(number)
        return ticket is not None and self.takes_answers(ticket.desk, way)

    def takes_answers(self, desk: str, way: str) -> bool:
        """Return whether an answer by a way counts for tickets of a desk; see :meth:`takes_from`."""
        known = self._desk(desk)
        return way in self._ways_of(desk) or (known is not None and not known.confidential)

    def bring_home(self) -> int:
        """Give the open tickets of desks that left the policy to those that get their questions; return how many.

        Only what waited for :data:`GRACE` since this process saw it: whoever mistyped the name of a desk has time to
        mend that. What somebody gave to another desk meanwhile, or another process brought home, stays where it is.
        What may go to no other desk stays with the people of that desk on our own page.

        Raises:
            StorageError: it cannot be known or kept; what is left goes at the next call.
        """
        known, now, moved = self._desks(), self._clock(), 0
        found = self._tickets.astray(list(known)) if known else []
        missed = {ticket.desk for ticket in found}
        self._missed = {desk: min(self._missed.get(desk, now), now) for desk in missed}
        for ticket in found:
            heir = self._heir(self._desk(ticket.desk) or lost_desk(ticket.desk), ticket.topic)
            if heir is not None and now - self._missed[ticket.desk] >= GRACE:
                came, last = [ticket.status], max((line.id for line in self._tickets.lines(ticket.key)), default=0)
                mark = f"home:{ticket.key}:{ticket.desk}:{last}"
                told = self._happens(ticket, Status.WAITING, Event.TRANSFERRED, desk=heir.id, came=came, mark=mark)
                moved += told is not None
        return moved
