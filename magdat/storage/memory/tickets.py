"""Tickets in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial

from magdat.handoff.floor import Floor
from magdat.handoff.lists import Order, Selection, Tally
from magdat.handoff.tickets import Author, Figure, Line, SealFor, Status, Ticket
from magdat.privacy.pseudonym import PERSON_CHARACTERS
from magdat.storage.memory.ticket_erasing import MemoryErasing

_OWNING = (Status.HUMAN, Status.WAITING)
_TALKING = (Author.PERSON, Author.DESK)


class MemoryTickets(MemoryErasing):
    """Tickets of one process, for tests."""

    def open(
        self,
        desk: str,
        conversation: str,
        channel: str,
        address: bytes | None,
        code: str,
        topic: str | None,
        seal_for: SealFor,
        ways: Collection[str],
        mark: str,
        *,
        key: int | None = None,
    ) -> int:
        """Keep a new ticket with its first line, and an errand for each way."""
        now = self._clock()
        with self._lock:
            if mark in self._marks:
                return self._marks[mark]
            key = self._next() if key is None else key
            self._tickets[key] = Ticket(
                key=key,
                desk=desk,
                status=Status.WAITING,
                conversation=conversation,
                channel=channel,
                address=address,
                code=code,
                topic=topic,
                opened=now,
                changed=now,
                taken=None,
                closed=None,
                reopened=0,
                agent=None,
            )
            self._marks[mark] = key
            line = self._add_line(key, Author.PERSON, None, seal_for(key), None)
            self._add_errands([line], ways)
            return key

    def of(self, key: int) -> Ticket | None:
        """Return a ticket."""
        return self._tickets.get(key)

    def by_code(self, code: str) -> Ticket | None:
        """Return the ticket that a code opens, by its digest."""
        return next((ticket for ticket in self._tickets.values() if ticket.code == code), None)

    def current(self, conversation: str) -> Ticket | None:
        """Return the ticket that owns a conversation."""
        with self._lock:
            ours = [ticket for ticket in self._tickets.values() if ticket.conversation == conversation]
        owning = [(item.status is Status.HUMAN, item.key, item) for item in ours if item.status in _OWNING]
        return max(owning)[2] if owning else None

    def of_conversations(self, pseudonyms: Iterable[str]) -> list[Ticket]:
        """Return every ticket of these conversations."""
        with self._lock:
            return [self._tickets[key] for key in self._of_these(set(pseudonyms))]

    def at_desks(self, desks: Collection[str], statuses: Collection[Status], limit: int = 200) -> list[Ticket]:
        """Return the tickets of these desks, those that wait longest first."""
        return self.listed(Selection(desks, statuses, most=limit))

    def listed(self, wanted: Selection) -> list[Ticket]:
        """Return one page of a list."""
        with self._lock:
            found = [item for item in self._of_desks(wanted.desks, wanted.statuses) if _is_wanted(item, wanted)]
            found.sort(key=lambda item: self._place(item, wanted.order))
        return found[wanted.start : wanted.start + wanted.most]

    def astray(self, desks: Collection[str]) -> list[Ticket]:
        """Return the open tickets that are at none of these desks."""
        with self._lock:
            return [item for item in self._tickets.values() if item.desk not in desks and item.status in _OWNING]

    def tally(self, desks: Collection[str], statuses: Collection[Status]) -> list[Tally]:
        """Return how many tickets these desks have."""
        groups: dict[tuple[str, Status, str | None], list[float]] = {}
        with self._lock:
            for item in self._of_desks(desks, statuses):
                groups.setdefault((item.desk, item.status, item.agent), []).append(item.changed)
        return [Tally(*group, len(times), sum(int(at * 1000) for at in times)) for group, times in groups.items()]

    def lines(self, key: int, after: int = 0) -> list[Line]:
        """Return the lines of a ticket with an id above ``after``, in order."""
        with self._lock:
            return [line for line in self._lines.values() if line.ticket == key and line.id > after]

    def add(
        self,
        key: int,
        author: Author,
        content: bytes,
        *,
        agent: str | None,
        way: str | None,
        ways: Collection[str],
        mark: str,
        came: Collection[Status] = (),
        floor: Floor | None = None,
        quiet: bool = False,
    ) -> Line | None:
        """Add a line and an errand for each of ``ways`` but the one it came by."""
        with self._lock:
            ticket = self._tickets.get(key)
            if mark in self._marks or ticket is None or ticket.status is Status.WITHDRAWN:
                return None
            if came and ticket.status not in came:
                return None
            self._marks[mark] = key
            if floor is not None and author is Author.DESK:
                self._settle(ticket, Status.HUMAN, floor)
            line = self._add_line(key, author, agent, content, way, quiet=quiet)
            if author is not Author.NOTE:
                self._add_errands([line], set(ways) - {way})
            if author is Author.DESK:
                self._move(ticket, Status.HUMAN, agent)
            elif author is Author.PERSON and ticket.status is Status.CLOSED:
                self._move(ticket, Status.WAITING, None)
            elif author is Author.PERSON:
                self._tickets[key] = replace(ticket, changed=self._clock())
            return line

    def move(
        self,
        key: int,
        to: Status,
        *,
        agent: str | None = None,
        desk: str | None = None,
        leaves: str | None = None,
        came: Collection[Status] = (),
        content: bytes,
        way: str | None = None,
        ways: Collection[str] = (),
        afresh: Collection[str] = (),
        mark: str | None = None,
        floor: Floor | None = None,
        heard: int | None = None,
        seen: int | None = None,
        once: bool = False,
    ) -> Line | None:
        """Change where a ticket stands, who has it, or at which desk, and keep a SYSTEM line of it."""
        with self._lock:
            ticket = self._tickets.get(key)
            if ticket is None or mark in self._marks or (came and ticket.status not in came):
                return None
            if leaves not in {None, ticket.desk}:
                return None
            if heard is not None and self._went_on(key, heard, way):
                return None
            if seen is not None and self._wrote_on(key, seen):
                if once and mark is not None:
                    self._marks[mark] = key
                return None
            if mark is not None:
                self._marks[mark] = key
            if floor is not None:
                self._settle(ticket, to, floor)
            if to is Status.WITHDRAWN:
                self._erase_lines(ticket)
            self._move(replace(ticket, desk=desk or ticket.desk), to, agent)
            line = self._add_line(key, Author.SYSTEM, agent, content, way, quiet=to is Status.CLOSED)
            self._add_errands([line], set(ways) - {way} - set(afresh))
            if afresh:
                self._carry_all(key, set(afresh))
            return line

    def _went_on(self, key: int, heard: int, way: str | None) -> bool:
        later = (line for line in self.lines(key, heard) if line.author is not Author.NOTE)
        return any(line.way is None or line.way != way for line in later)

    def _wrote_on(self, key: int, seen: int) -> bool:
        later = (line for line in self.lines(key, seen) if line.author is Author.PERSON)
        return any(not line.quiet for line in later)

    def came(self, mark: str) -> bool:
        """Return whether something came under a mark."""
        with self._lock:
            return mark in self._marks

    def adopt(
        self, key: int, conversation: str, channel: str, address: bytes | None, floor: Floor | None = None
    ) -> bool:
        """Let the talk of a ticket go on at another place."""
        with self._lock:
            ticket = self._tickets.get(key)
            if ticket is None or ticket.status is Status.WITHDRAWN:
                return False
            if floor is not None and ticket.conversation != conversation:
                self._settle(ticket, Status.CLOSED, floor)
                if ticket.status is Status.HUMAN:
                    self._set_aside(key, conversation, partial(floor.yields, to=ticket.desk), floor)
            self._tickets[key] = replace(ticket, conversation=conversation, channel=channel, address=address)
            return True

    def tell(self, key: int, line: int, since: int | None = None) -> bool:
        """Note up to which line the person was told."""
        with self._lock:
            ticket = self._tickets.get(key)
            if ticket is None or ticket.told >= line or since not in {None, ticket.told}:
                return False
            self._tickets[key] = replace(ticket, told=line)
            return True

    def figures(self) -> list[Figure]:
        """Return every ticket that is kept, as it is counted."""
        with self._lock:
            found, waiting = list(self._tickets.values()), self._waiting_since()
            spoke = [line for line in self._lines.values() if line.author is Author.DESK]
            answered = {line.ticket: line.at for line in reversed(spoke)}
        return [
            Figure(
                item.desk,
                item.status,
                item.conversation[:PERSON_CHARACTERS] if item.conversation else None,
                item.opened,
                answered.get(item.key),
                item.reopened,
                waiting.get(item.key),
            )
            for item in found
        ]

    def _of_desks(self, desks: Collection[str], statuses: Collection[Status]) -> list[Ticket]:
        return [item for item in self._tickets.values() if item.desk in desks and item.status in statuses]

    def _place(self, ticket: Ticket, order: Order) -> tuple[float, ...]:
        """Return by what a ticket stands where it does in a list."""
        if order is Order.CLOSED:
            return (-(ticket.closed or 0), -ticket.key)
        if order is Order.CHANGED:
            return (-ticket.changed, -ticket.key)
        if order is Order.OLDEST:
            return (ticket.opened, ticket.key)
        spoke = [line.author for line in self._lines.values() if line.ticket == ticket.key and line.author in _TALKING]
        return (spoke[-1:] == [Author.DESK], ticket.opened, ticket.key)

    def _settle(self, ticket: Ticket, to: Status, floor: Floor) -> None:
        """Set aside what loses its human when a ticket goes to one, or leaves one."""
        where, desk = ticket.conversation, ticket.desk
        if to is Status.HUMAN:
            self._set_aside(ticket.key, where, partial(floor.yields, to=desk), floor)
        elif ticket.status is Status.HUMAN:
            self._set_aside(ticket.key, where, partial(floor.goes_along, of=desk), floor)

    def _set_aside(self, key: int, where: str | None, goes: Callable[[str], bool], floor: Floor) -> None:
        for other in list(self._tickets.values()):
            if where is None or other.conversation != where or other.key == key:
                continue
            if other.status is Status.HUMAN and goes(other.desk):
                self._move(other, Status.WAITING, None)
                line = self._add_line(other.key, Author.SYSTEM, None, floor.content(other.key), None)
                self._add_errands([line], floor.ways(other.desk))

    def _carry_all(self, key: int, ways: set[str]) -> None:
        had = {way for ticket, way in self._links if ticket == key}
        had |= {row.way for row in self._errands.values() if row.ticket == key}
        shown = [line for line in self._lines.values() if line.ticket == key and line.author is not Author.NOTE]
        self._add_errands(shown, ways - had)
        self._add_errands(shown[-1:], ways & had)

    def _move(self, ticket: Ticket, to: Status, agent: str | None) -> None:
        now = self._clock()
        fresh = replace(ticket, status=to, changed=now)
        if ticket.status is Status.CLOSED and to is not Status.CLOSED:
            fresh = replace(fresh, closed=None, reopened=ticket.reopened + 1)
        if to is Status.HUMAN:
            fresh = replace(fresh, agent=agent, taken=now if ticket.taken is None else ticket.taken)
        elif to is Status.WAITING:
            fresh = replace(fresh, agent=agent)
        elif to is Status.CLOSED:
            fresh = replace(fresh, closed=now, agent=agent or ticket.agent)
        else:
            fresh = replace(fresh, closed=now, agent=None, address=None, topic=None)
        self._tickets[ticket.key] = fresh
        self._ages[ticket.key] = (0.0, now)


def _is_wanted(ticket: Ticket, wanted: Selection) -> bool:
    return wanted.agent in {None, ticket.agent} and (wanted.without is None or ticket.agent != wanted.without)
