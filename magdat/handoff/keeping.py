"""What the service behind desks and channels keeps and tells; magdat/handoff/desk.py says what one can do with it."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import structlog

from magdat.handoff.bounds import (
    CODES_IN_ALL,
    CODES_IN_ALL_PER_SECOND,
    CODES_OF_ONE,
    CODES_OF_ONE_PER_SECOND,
    LINES_PER_MINUTE,
    PER_DAY,
    Bounds,
    Limits,
)
from magdat.handoff.code import read_code
from magdat.handoff.contents import plain
from magdat.handoff.events import Event, Happened
from magdat.handoff.floor import Floor, Owners
from magdat.handoff.numbers import key_of, number_of
from magdat.handoff.promise import is_late
from magdat.handoff.said import Said, Standing
from magdat.handoff.talks import Talks
from magdat.handoff.telling import PersonTeller
from magdat.handoff.tickets import Author, Line, Status, Ticket, Tickets, address_of, bound_to
from magdat.handoff.waiting import NeedsNone, asks, every_text_needs_one, unanswered
from magdat.handoff.ways.base import Outward
from magdat.handoff.ways.person import NAME as PERSON
from magdat.handoff.ways.person import InWords, Say, Send
from magdat.policy.service_desks import ServiceDesk
from magdat.privacy.seal import Seal

logger = structlog.get_logger(__name__)

MOST_WAITING = 10_000
"""Questions that are looked at for an answer that is late: more than a desk ever has."""

BOUNCED = "bounced"
"""The reason of an errand whose mail came back."""

CODE = "ticket code"
"""What the digests of codes are told apart by."""


Heir = Callable[[ServiceDesk, str | None], ServiceDesk | None]
"""Gives the desk that gets a question of one that left the policy."""


class Keeping:
    """Keep what is said and done, let the ways carry it, and tell the person."""

    def __init__(
        self,
        tickets: Tickets,
        seal: Seal,
        *,
        ways_of: Callable[[str], Collection[str]] = lambda _desk: (),
        desks: Callable[[], Mapping[str, ServiceDesk]] = dict,
        send: Send | None = None,
        say: Say | None = None,
        limits: Limits | None = None,
        page_of: Callable[[str], str | None] = lambda _number: None,
        clock: Callable[[], float] = time.time,
        per_day: int = PER_DAY,
        needs_none: NeedsNone = every_text_needs_one,
        gone: Callable[[], Mapping[str, ServiceDesk]] = dict,
        heir: Heir = lambda _lost, _topic: None,
    ) -> None:
        """Keep what it works with.

        Args:
            tickets: where everything is kept.
            seal: closes what is kept.
            ways_of: the names of the ways by which a desk hears of its tickets, beside our own page.
            desks: the desks of the policy that is in use.
            send: puts a letter for a person in the queue of their channel; without, nobody is told by themselves.
            say: the sentences of leidraad/zinnen.yml; goes with ``send``.
            limits: how much anybody may still do; without, anything.
            page_of: the address of a ticket at our own desk, by its number.
            clock: gives seconds since 1970.
            per_day: questions a day that are taken for ordinary desks together, and for each confidential one.
            needs_none: whether a text of a person wants no answer.
            gone: the desks that left the policy, as they were, as far as that is known here.
            heir: gives the desk that gets a question of one that left, by what it is about.
        """
        self._tickets = tickets
        self._seal = seal
        self._ways_of = ways_of
        self._desks, self._gone, self._heir = desks, gone, heir
        self._bounds = Bounds(limits)
        self._page_of = page_of
        self._clock = clock
        self._per_day = per_day
        self._reminded: set[tuple[int, float]] = set()
        self._missed: dict[str, float] = {}
        self._needs_none = needs_none
        self._talks = Talks(tickets, seal)
        self._owners = Owners(tickets, self.is_confidential)
        self._floor = Floor(
            self._owners.keeps,
            lambda key: seal.close(Happened(Event.BACK).code, bound_to(key)),
            lambda desk: self._ways_of(desk),
        )
        self._tells = (
            PersonTeller(tickets, seal, send, say, self.outward, clock, self.company) if send and say else None
        )

    def of(self, number: str) -> Ticket | None:
        """Return a ticket by its number; any text."""
        key = as_key(number)
        return self._tickets.of(key) if key is not None else None

    def title_of(self, desk: str) -> str:
        """Return what a desk is called; its id where the policy no longer has it."""
        known = self._desk(desk)
        return known.title if known is not None else desk

    def is_confidential(self, desk: str) -> bool:
        """Return whether a desk is for what nobody else may read; one of which nobody knows counts as such."""
        known = self._desk(desk)
        return known is None or known.confidential

    def _desk(self, desk: str) -> ServiceDesk | None:
        """Return a desk, also one that left the policy while this process runs: its talks go on as they were."""
        return self._desks().get(desk) or self._gone().get(desk)

    def company(self, ticket: Ticket, line: int | None = None) -> InWords:
        """Return the other tickets of a conversation, as the person is told of them with a line of this one."""
        found = self._owners.company(ticket, line)
        said = next((item for item in self._talks.of(ticket.key) if item.id == line), None)
        to = said.happened.desk if said is not None and said.happened is not None else None
        named = self.title_of(to) if to is not None else ""
        return InWords(self._named(found.owner), found.interrupted, self._named(found.before), named)

    def outward(self, key: int, line: Line, way: str | None = None) -> Outward | None:
        """Return one line as it leaves the house by a way; ``None`` when nothing is left to carry.

        Raises:
            BrokenSeal: it was sealed with a key that is not there.
        """
        ticket = self._tickets.of(key)
        if ticket is None:
            return None
        known, page = self._desk(ticket.desk), self._page_of(number_of(key))
        here = way is None or self.hears_by(ticket.desk, way)
        confidential = known is not None and known.confidential
        title = self.title_of(ticket.desk)
        return self._talks.outward(ticket, line, title, page, here=here, confidential=confidential)

    def hears_by(self, desk: str, way: str) -> bool:
        """Return whether a desk hears of its tickets by a way, reserves apart."""
        return way in self._ways_of(desk)

    def delayed(self, key: int) -> None:
        """Tell the person, once, that their question cannot be brought to the desk yet."""
        self._tell_of(key, Event.DELAYED, f"delayed {key}")

    def undelivered(self, key: int, errand: int) -> None:
        """Tell the person, once for each errand, that it was given up, and with it what follows on it."""
        self._tell_of(key, Event.UNDELIVERED, f"undelivered {key} {errand}")

    def came_back(self, number: str, line: int | None, *, way: str, mark: str) -> None:
        """Note that what a way had delivered did not arrive after all: that counts as given up, as what is refused.

        Args:
            number: the ticket.
            line: which line; ``None`` where that is not known, which makes it the last one that a way carries.
            way: the way.
            mark: what tells this news from any other.
        """
        key = as_key(number)
        said = self._tickets.lines(key) if key is not None else []
        sent = [item.id for item in said if item.author in {Author.PERSON, Author.DESK} and item.way != way]
        if key is not None and (sent or line is not None):
            found = line if line in {item.id for item in said} else sent[-1]
            self._tickets.came_back(key, found, way, BOUNCED, self._mark(mark))

    def unanswered(self, talk: Iterable[Said]) -> list[Said]:
        """Return what a person wrote since the desk last answered or closed, but for what wants no answer; in order."""
        return unanswered(talk, self._needs_none)

    def remind(self) -> int:
        """Tell the persons who got no answer in the time that their desk promised; return how many.

        It counts from the oldest thing that they wrote and nobody answered, whether somebody took the question or not.
        Each is told once of it, and once more when they were answered and what they wrote then is late too.

        Raises:
            StorageError: it cannot be known or kept; who was not told yet is told at the next call.
        """
        known, now, told = self._desks(), _moment(self._clock()), 0
        for ticket in self._tickets.at_desks(list(known), [Status.WAITING, Status.HUMAN], limit=MOST_WAITING):
            seen, desk = (ticket.key, ticket.changed), known[ticket.desk]
            if self._tells is None or seen in self._reminded or not is_late(desk, now, _moment(ticket.opened)):
                continue
            talk = self._talks.of(ticket.key)
            oldest = next(iter(self.unanswered(talk)), None)
            if oldest is None or not is_late(desk, now, _moment(oldest.at)):
                continue
            of_line = "" if oldest.id == talk[0].id else f" {oldest.id}"
            line = self._tickets.add(
                ticket.key,
                Author.SYSTEM,
                self._seal.close(Happened(Event.OVERDUE).code, bound_to(ticket.key)),
                agent=None,
                way=None,
                ways=[PERSON],
                mark=self._mark(f"overdue {ticket.key}{of_line}"),
                came=[ticket.status],
            )
            told += line is not None
            self._reminded.add(seen)
        self.tell()
        return told

    def tell(self) -> None:
        """Put what people still have to be told in the queues of their channels."""
        if self._tells is not None:
            self._tells.tell()

    def _tell_of(self, key: int, event: Event, mark: str) -> None:
        ticket = self._tickets.of(key)
        if ticket is None or self._tells is None or ticket.status not in {Status.WAITING, Status.HUMAN}:
            return
        content = self._seal.close(Happened(event).code, bound_to(key))
        self._tickets.add(key, Author.SYSTEM, content, agent=None, way=None, ways=[PERSON], mark=self._mark(mark))
        self.tell()

    def _of_person(self, ticket: Ticket, text: str, mark: str, came: Collection[Status] = ()) -> Line | None:
        self._bounds.take(f"doorgeven:regel:{ticket.key}", LINES_PER_MINUTE, LINES_PER_MINUTE / 60)
        return self._add(ticket, Author.PERSON, text, mark=mark, came=came)

    def _add(
        self,
        ticket: Ticket,
        author: Author,
        text: str,
        *,
        mark: str,
        agent: str | None = None,
        way: str | None = None,
        came: Collection[Status] = (),
    ) -> Line | None:
        written = plain(text)
        if not written:
            return None
        ways = {*self._ways_of(ticket.desk), *([PERSON] if author is Author.DESK and self._tells else [])}
        content = self._seal.close(written, bound_to(ticket.key))
        digest = self._mark(mark)
        line = self._tickets.add(
            ticket.key,
            author,
            content,
            agent=agent,
            way=way,
            ways=ways,
            mark=digest,
            came=came,
            floor=self._floor if author is Author.DESK else None,
            quiet=author is Author.PERSON and self._needs_none(written, asks(self._talks.of(ticket.key))),
        )
        if line is not None:
            logger.info("desk.line", number=number_of(ticket.key), author=author.value, way=way)
        self.tell()
        return line

    def _happens(
        self,
        ticket: Ticket,
        to: Status,
        event: Event,
        *,
        came: Collection[Status],
        agent: str | None = None,
        desk: str | None = None,
        way: str | None = None,
        mark: str | None = None,
        heard: int | None = None,
        seen: int | None = None,
        once: bool = False,
    ) -> Line | None:
        """Change where a ticket stands, and tell everybody who has to know; in one step.

        To another ``desk`` only from the one that ``ticket`` was read at: one that got it since may be confidential.
        """
        before = set(self._ways_of(ticket.desk))
        after = set(self._ways_of(desk)) if desk is not None else before
        line = self._tickets.move(
            ticket.key,
            to,
            agent=agent,
            desk=desk,
            leaves=ticket.desk if desk is not None else None,
            came=came,
            content=self._seal.close(Happened(event, desk).code, bound_to(ticket.key)),
            way=way,
            ways=before | after | ({PERSON} if self._tells and event not in _OF_PERSON else set()),
            afresh=after - before,
            mark=self._mark(mark) if mark is not None else None,
            floor=self._floor,
            heard=heard,
            seen=seen,
            once=once,
        )
        if line is not None:
            logger.info("desk.happened", number=number_of(ticket.key), what=event.value, way=way)
        self.tell()
        return line

    def _answerable(self, number: str, way: str | None) -> Ticket | None:
        """Return a ticket that somebody answers; ``None`` when it comes by a way that does not carry it."""
        ticket = self.of(number)
        if ticket is None or ticket.status is Status.WITHDRAWN:
            return None
        if way is not None and way not in self._ways_of(ticket.desk):
            logger.warning("desk.not_believed", number=number_of(ticket.key), way=way)
            return None
        return ticket

    def _by_code(self, typed: str, by: str) -> Ticket | None:
        code = read_code(typed)
        if code is None:
            return None
        self._bounds.take(f"doorgeven:codes:{by}", CODES_OF_ONE, CODES_OF_ONE_PER_SECOND)
        self._bounds.take("doorgeven:codes", CODES_IN_ALL, CODES_IN_ALL_PER_SECOND)
        for digest in self._seal.digests(CODE, code):
            ticket = self._tickets.by_code(digest)
            if ticket is not None and ticket.status is not Status.WITHDRAWN:
                return ticket
        return None

    def _named(self, ticket: Ticket | None) -> tuple[str, str] | None:
        return (self.title_of(ticket.desk), number_of(ticket.key)) if ticket is not None else None

    def _standing(self, ticket: Ticket | None) -> Standing | None:
        if ticket is None:
            return None
        shown = tuple(said for said in self._talks.of(ticket.key) if said.author is not Author.NOTE)
        unread = tuple(said for said in shown if said.id > ticket.told and _is_news(said))
        return Standing(ticket, self.title_of(ticket.desk), unread, shown)

    def _address(self, address: Mapping[str, Any] | None, channel: str, conversation: str) -> bytes | None:
        if address is None:
            return None
        return self._seal.close(json.dumps(dict(address)), address_of(channel, conversation))

    def _mark(self, mark: str) -> str:
        return self._seal.digest("ticket mark", mark)


_OF_PERSON = frozenset({Event.WITHDRAWN, Event.BACK})
"""What the person did themselves: they are told where they say so."""


def _moment(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.timezone.utc)


def _is_news(said: Said) -> bool:
    mine = said.happened is not None and said.happened.event in _OF_PERSON
    return said.author is not Author.PERSON and not mine


def as_key(number: str) -> int | None:
    """Return the key in a number; ``None`` of any other text."""
    try:
        return key_of(number.strip().upper())
    except ValueError:
        return None
