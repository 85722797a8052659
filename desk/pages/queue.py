"""The lists: what waits, what goes on, what is closed, and what is found."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from desk.asked import Asked
from desk.cards import Card, cards, desk_title
from desk.drawing import drawn
from magdat.handoff.outbox import number_of
from magdat.handoff.tickets import Status
from magdat.staff.audit import Deed
from magdat.wording.lists import enumerate_dutch

SEARCH_CHARACTERS = 200
"""Characters of what one searches for."""


@dataclass(frozen=True)
class Part:
    """One part of the list, with what it says when there is nothing in it."""

    titel: str
    kaarten: list[Card]
    leeg: str = ""


def queue(asked: Asked) -> Response:
    """Show what waits and what goes on: mine first, then what nobody has, then what colleagues have."""
    house, desks = asked.house, asked.house.desks_of(asked.agent)
    found = cards(house, house.desk.queue(list(desks), [Status.WAITING, Status.HUMAN]), desks)
    mine = [card for card in found if card.ticket.status is Status.HUMAN and card.ticket.agent == asked.agent.name]
    waiting = [card for card in found if card.ticket.status is Status.WAITING]
    others = [card for card in found if card not in mine and card not in waiting]
    parts = [
        Part("Van jou", sorted(mine, key=lambda card: not card.waits_for_us)),
        Part("Wacht op een antwoord", waiting, "Er wacht niemand. Goed zo."),
        Part("Van collega’s", others),
    ]
    news = len(waiting) + sum(card.waits_for_us for card in mine)
    names = enumerate_dutch([desk.title for desk in desks.values()]) or "geen enkel loket"
    return drawn(asked, "vragen", hier="/", delen=parts, nieuw=news, loketten=names)


def closed(asked: Asked) -> Response:
    """Show what was closed and is still kept, the latest first."""
    house, desks = asked.house, asked.house.desks_of(asked.agent)
    tickets = sorted(house.desk.queue(list(desks), [Status.CLOSED]), key=lambda item: -(item.closed or 0))
    return drawn(asked, "gesloten", hier="/gesloten", kaarten=cards(house, tickets, desks))


def search(asked: Asked) -> Response:
    """Show where one searches, and what was found; words go in a form, for addresses are kept in many places."""
    words = " ".join(asked.form.get("woorden", "").split())[:SEARCH_CHARACTERS]
    house, desks = asked.house, asked.house.desks_of(asked.agent)
    found: list[Card] = []
    if words:
        house.audit.note(asked.agent.name, Deed.SEARCHED)
        found = cards(house, house.desk.search(list(desks), words), desks)
    return drawn(asked, "zoeken", hier="/zoeken", gezocht=words, kaarten=found)


def log(asked: Asked) -> Response:
    """Show who did what at the desks that somebody sees; to who looks after the desk also who came and went."""
    desks = asked.house.desks_of(asked.agent)
    entries = asked.house.audit.entries(list(desks), without_desk=asked.agent.admin)
    lines = [
        {
            "at": entry.at,
            "agent": entry.agent,
            "deed": entry.deed,
            "nummer": number_of(entry.ticket) if entry.ticket is not None else "",
            "loket": desk_title(desks[entry.desk]) if entry.desk is not None else "",
        }
        for entry in entries
    ]
    return drawn(asked, "logboek", hier="/logboek", regels=lines, beheer=asked.agent.admin)
