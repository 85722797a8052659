"""Whose a conversation is when several desks talk in it: always one, and never by itself an ordinary one after another.

Whoever spoke or took last has it. A confidential desk keeps it from ordinary ones until it is done: what they answer
arrives, but what the person types does not go there. Whoever loses it waits, and knows only that what is typed no
longer comes there: not to whom it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from magdat.handoff.tickets import Author, SealFor, Status, Ticket, Tickets


@dataclass(frozen=True)
class Floor:
    """What storage needs to set tickets aside in the very step in which another begins to talk, or ends."""

    keeps: Callable[[str, str], bool]
    """Whether the desk that has a conversation keeps it from the one that speaks; by their ids."""

    content: SealFor
    """Gives the sealed content of the line that a ticket gets which is set aside."""

    ways: Callable[[str], Collection[str]]
    """Gives the ways by which a desk hears of that."""

    def yields(self, other: str, to: str) -> bool:
        """Return whether a ticket of ``other`` is set aside when one of ``to`` begins to talk."""
        return not self.keeps(other, to)

    def goes_along(self, other: str, of: str) -> bool:
        """Return whether a ticket of ``other`` is set aside when one of ``of`` ends: nobody inherits a confidence."""
        return self.keeps(of, other)


@dataclass(frozen=True)
class Company:
    """The other tickets of a conversation, as whoever is told of one of them has to know them."""

    owner: Ticket | None = None
    """The one that has the conversation instead; ``None`` where this one has it."""

    interrupted: bool = False
    """Whether another spoke since anything was said in this one, so that it has to be said who speaks."""

    before: Ticket | None = None
    """The one that lost the conversation: something for it needs its number from now on."""


class Owners:
    """Who has each conversation."""

    def __init__(self, tickets: Tickets, confidential: Callable[[str], bool]) -> None:
        """Read ``tickets``; ``confidential`` says of the id of a desk whether it is for what nobody else may read."""
        self._tickets = tickets
        self._confidential = confidential

    def keeps(self, holder: str, speaker: str) -> bool:
        """Return whether a desk that has a conversation keeps it from another that speaks."""
        return self._confidential(holder) and not self._confidential(speaker)

    def talking(self, conversations: Iterable[str]) -> list[Ticket]:
        """Return the tickets of these conversations that are with a human; the one that has them first."""
        found = [ticket for ticket in self.at(conversations) if ticket.status is Status.HUMAN]
        if len(found) > 1:
            found.sort(key=lambda item: (self._confidential(item.desk), self.spoke(item.key)), reverse=True)
        return found

    def of(self, conversations: Iterable[str]) -> Ticket | None:
        """Return the ticket that has these conversations, or else the latest that waits."""
        names = set(conversations)
        waiting = [ticket for ticket in self.at(names) if ticket.status is Status.WAITING]
        return next(iter(self.talking(names)), waiting[-1] if waiting else None)

    def company(self, ticket: Ticket, line: int | None = None) -> Company:
        """Return the other tickets of its conversation.

        Args:
            ticket: the one that somebody is told of.
            line: the id of what they are told; ``None`` of how it stands.
        """
        if ticket.conversation is None:
            return Company()
        others = [item for item in self.at([ticket.conversation]) if item.key != ticket.key]
        talking = self.talking([ticket.conversation])
        owner = talking[0] if talking and talking[0].key != ticket.key else None
        left = [item for item in others if item.status is Status.WAITING and item.taken]
        left.sort(key=lambda item: (item.changed, item.key))
        return Company(owner, line is not None and self._interrupted(ticket, line, others), left[-1] if left else None)

    def _interrupted(self, ticket: Ticket, line: int, others: Iterable[Ticket]) -> bool:
        before = max((item.id for item in self._tickets.lines(ticket.key) if item.id < line), default=0)
        return any(before < self.spoke(other.key, line) for other in others if other.taken)

    def at(self, conversations: Iterable[str]) -> list[Ticket]:
        """Return the tickets of exactly these conversations: those of the same person elsewhere are none."""
        names = set(conversations)
        return [ticket for ticket in self._tickets.of_conversations(names) if ticket.conversation in names]

    def spoke(self, key: int, before: int | None = None) -> int:
        """Return the last line, before another if given, in which the desk spoke or took the ticket; 0 without any."""
        told = (Author.DESK, Author.SYSTEM)
        lines = (line for line in self._tickets.lines(key) if line.author in told and line.agent is not None)
        return max((line.id for line in lines if before is None or line.id < before), default=0)
