"""One ticket as a list shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desk.house import House
from magdat.handoff.message import Handoff
from magdat.handoff.outbox import number_of
from magdat.handoff.tickets import Author, Status, Ticket
from magdat.knowledge import Knowledge
from magdat.policy.service_desks import ServiceDesk

MOST_OF_A_TEXT = 160
"""Characters of a question that a list shows."""


NO_TITLE = "Een vraag"
"""The title of a ticket that says nothing of its topic."""


@dataclass(frozen=True)
class Card:
    """One ticket in a list."""

    ticket: Ticket
    number: str
    title: str
    preview: str
    """How the question begins; empty where it is confidential: one opens that to read it, and the log says so."""

    desk: str
    confidential: bool
    waits_for_us: bool
    """Whether the person said something after the desk last did."""


def cards(house: House, tickets: Iterable[Ticket], desks: dict[str, ServiceDesk]) -> list[Card]:
    """Return tickets as a list shows them."""
    knowledge = house.in_use()
    return [_card(house, ticket, desks, knowledge) for ticket in tickets]


def title_of(ticket: Ticket, handoff: Handoff | None, knowledge: Knowledge) -> str | None:
    """Return what a ticket is about, as the person saw it; ``None`` where that did not go along."""
    if handoff is not None and handoff.topic_shown:
        return handoff.topic_shown
    return next((str(topic.title) for topic in knowledge.library.topics if topic.id == ticket.topic), None)


def desk_title(desk: ServiceDesk) -> str:
    """Return how a desk is called at the beginning of a line: «De personeelsdienst»."""
    return desk.title[:1].upper() + desk.title[1:]


def _card(house: House, ticket: Ticket, desks: dict[str, ServiceDesk], knowledge: Knowledge) -> Card:
    number, desk = number_of(ticket.key), desks[ticket.desk]
    said = [item for item in house.desk.talk(number) if item.author in {Author.PERSON, Author.DESK}]
    handoff = house.desk.handoff(number)
    last = said[-1].author if said else Author.PERSON
    return Card(
        ticket,
        number,
        title_of(ticket, handoff, knowledge) or NO_TITLE,
        "" if desk.confidential or handoff is None else _beginning(handoff),
        desk_title(desk),
        desk.confidential,
        ticket.status is Status.HUMAN and last is Author.PERSON,
    )


def _beginning(handoff: Handoff) -> str:
    text = " ".join(handoff.message.split())
    return text if len(text) <= MOST_OF_A_TEXT else f"{text[:MOST_OF_A_TEXT].rsplit(' ', 1)[0]} …"
