"""One ticket as a list shows it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.house import House
from magdat.handoff.hours import HERE, Calendar
from magdat.handoff.message import Handoff
from magdat.handoff.outbox import number_of
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author, Status, Ticket
from magdat.knowledge import Knowledge
from magdat.policy.service_desks import ServiceDesk

MOST_OF_A_TEXT = 160
"""Characters of a question that a list shows."""


NO_TITLE, CONFIDENTIAL_TITLE = "Vraag", "Vertrouwelijke vraag"
"""The title of a ticket that says nothing of its topic."""


@dataclass(frozen=True)
class Due:
    """By when the person was promised an answer that they do not have yet."""

    by: dt.datetime
    """The moment; the end of a day where no hour is known."""

    late: bool


@dataclass(frozen=True)
class Card:
    """One ticket in a list."""

    ticket: Ticket
    number: str
    title: str
    """What it is about; where that did not go along, how the question begins."""

    preview: str
    """How the question begins, where the title does not say so. Nothing where it is confidential: one opens that to
    read it, and the log says so."""

    desk: str
    """What the desk is called; empty where who reads the list has no other."""

    confidential: bool
    waits_for_us: bool
    """Whether the person said something after the desk last did."""

    answered: bool
    """Whether the desk said anything yet."""

    due: Due | None


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


def due(ticket: Ticket, desk: ServiceDesk, unanswered: Sequence[Said]) -> Due | None:
    """Return by when the person was promised an answer to the oldest thing that they wrote and nobody answered.

    ``None`` where they have all answers, or where nothing was promised.
    """
    if ticket.status not in {Status.WAITING, Status.HUMAN} or not unanswered:
        return None
    now, since = (dt.datetime.fromtimestamp(at, HERE) for at in (time.time(), unanswered[0].at))
    by = Calendar(desk.hours, desk.closed_days).answer_by(since, desk.answers_within)
    return Due(by, by < now) if by is not None else None


def _card(house: House, ticket: Ticket, desks: dict[str, ServiceDesk], knowledge: Knowledge) -> Card:
    number, desk = number_of(ticket.key), desks[ticket.desk]
    talk = house.desk.talk(number)
    said = [item for item in talk if item.author in {Author.PERSON, Author.DESK}]
    handoff = house.desk.handoff(number)
    topic = title_of(ticket, handoff, knowledge)
    begins = "" if desk.confidential or handoff is None else _beginning(handoff)
    return Card(
        ticket,
        number,
        topic or begins or (CONFIDENTIAL_TITLE if desk.confidential else NO_TITLE),
        begins if topic else "",
        desk_title(desk) if len(desks) > 1 else "",
        desk.confidential,
        ticket.status is Status.HUMAN and (not said or said[-1].author is Author.PERSON),
        any(item.author is Author.DESK for item in said),
        due(ticket, desk, house.desk.unanswered(talk)),
    )


def _beginning(handoff: Handoff) -> str:
    text = " ".join(handoff.message.split())
    return text if len(text) <= MOST_OF_A_TEXT else f"{text[:MOST_OF_A_TEXT].rsplit(' ', 1)[0]} …"
