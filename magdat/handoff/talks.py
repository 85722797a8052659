"""The talks in tickets, opened: for people to read, and for ways to carry."""

from __future__ import annotations

from magdat.handoff.contents import unpacked
from magdat.handoff.events import Event, Happened
from magdat.handoff.message import Handoff
from magdat.handoff.numbers import number_of
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author, Line, Ticket, Tickets, bound_to
from magdat.handoff.ways.base import Outward
from magdat.privacy.seal import BrokenSeal, Seal

UNREADABLE = "[deze tekst is verzegeld met een sleutel die er niet meer is]"
"""What stands in the place of a text whose key is gone."""

_BEGINS = frozenset({Event.TAKEN, Event.REOPENED})
_ENDS = frozenset({Event.CLOSED, Event.TRANSFERRED, Event.BACK})


class Talks:
    """Open what is kept of tickets."""

    def __init__(self, tickets: Tickets, seal: Seal) -> None:
        """Read ``tickets``, and open them with ``seal``."""
        self._tickets = tickets
        self._seal = seal

    def of(self, key: int) -> list[Said]:
        """Return all that was said and done in a ticket, notes included."""
        lines = self._tickets.lines(key)
        return [self._said(line, first=number == 0) for number, line in enumerate(lines)]

    def left(self, key: int) -> int:
        """Return the id of the line at which the desk last stopped talking; 0 where it never did."""
        talking, left = False, 0
        for said in self.of(key):
            if said.author is Author.DESK or (said.happened is not None and said.happened.event in _BEGINS):
                talking = True
            elif talking and said.author is Author.SYSTEM and (said.happened is None or said.happened.event in _ENDS):
                # What cannot be read any more may have been an end.
                talking, left = False, said.id
        return left

    def question(self, key: int) -> Handoff | None:
        """Return the question of a ticket; ``None`` when it is gone, or sealed with a key that is not there."""
        first = next(iter(self._tickets.lines(key)), None)
        return self._question(first) if first is not None else None

    def words(self, ticket: Ticket) -> str:
        """Return everything in a ticket in which one can search, in small letters."""
        texts = [number_of(ticket.key), *(said.text for said in self.of(ticket.key))]
        return "\n".join(texts).casefold()

    def outward(
        self, ticket: Ticket, line: Line, desk: str, page: str | None, *, here: bool, confidential: bool
    ) -> Outward | None:
        """Return one line as it leaves the house; ``None`` when it is no longer there, or never leaves.

        Args:
            ticket: what it is a line of.
            line: the line.
            desk: what the desk is called.
            page: the address of the ticket at our own desk.
            here: see Outward.
            confidential: see Outward.

        Raises:
            BrokenSeal: it was sealed with a key that is not there.
        """
        if line.author is Author.NOTE:
            return None
        lines = [item for item in self._tickets.lines(ticket.key) if item.id <= line.id]
        if not lines or lines[-1].id != line.id:
            return None
        self._seal.open(line.content, bound_to(ticket.key))
        said = [self._said(item, first=number == 0) for number, item in enumerate(lines)]
        question = self._question(lines[0]) or Handoff("")
        return Outward(
            number=number_of(ticket.key),
            topic=question.topic_shown or question.topic,
            situation=question.context_shown or ", ".join(f"{key}: {value}" for key, value in question.context.items()),
            contact=question.contact,
            text=said[-1].text,
            author=line.author,
            desk=desk,
            page=page,
            handoff=question,
            talk=tuple(item for item in said if item.author is not Author.NOTE),
            happened=said[-1].happened,
            here=here,
            confidential=confidential,
        )

    def _said(self, line: Line, *, first: bool) -> Said:
        text, happened = UNREADABLE, None
        try:
            text = self._seal.open(line.content, bound_to(line.ticket))
            if line.author is Author.SYSTEM:
                text, happened = "", Happened.read(text)
            elif first:
                text = unpacked(text).message
        except (BrokenSeal, ValueError):
            pass
        return Said(line.id, line.author, line.agent, text, line.at, line.way, happened)

    def _question(self, first: Line) -> Handoff | None:
        try:
            return unpacked(self._seal.open(first.content, bound_to(first.ticket)))
        except (BrokenSeal, ValueError):
            return None
