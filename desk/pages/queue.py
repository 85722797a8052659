"""The lists: what waits, what goes on, what is closed, and what is found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.responses import Response

from desk.asked import Asked
from desk.cards import Card, cards, desk_title
from desk.drawing import drawn
from desk.pages import sheets
from desk.pages.sheets import Sheet, asked_number, sheet
from magdat.handoff.lists import Order, Selection
from magdat.handoff.outbox import number_of
from magdat.handoff.tickets import Status
from magdat.staff.audit import Deed
from magdat.wording.lists import enumerate_dutch

SEARCH_CHARACTERS = 200
"""Characters of what one searches for."""

NOBODY_WAITS = "Er wacht niemand. Goed zo."


@dataclass(frozen=True)
class Part:
    """One part of the list, with what it says when there is nothing in it."""

    id: str
    """Its place on the page, and how the address calls the number of its page."""

    titel: str
    aantal: int
    kaarten: list[Card]
    blad: Sheet
    leeg: str = ""


def queue(asked: Asked) -> Response:
    """Show what waits and what goes on: mine first, then what nobody has, then what colleagues have."""
    desks, me = asked.house.desks_of(asked.agent), asked.agent.name
    tally = asked.house.desk.tally(list(desks))
    waits = sum(item.number for item in tally if item.status is Status.WAITING)
    mine = sum(item.number for item in tally if item.status is Status.HUMAN and item.agent == me)
    others = sum(item.number for item in tally) - waits - mine
    talking, names = [Status.HUMAN], list(desks)
    parts = [
        _part(asked, "jou", "Van jou", mine, Selection(names, talking, Order.UNANSWERED, agent=me)),
        _part(asked, "wacht", "Wacht op een antwoord", waits, Selection(names, [Status.WAITING]), NOBODY_WAITS),
        _part(asked, "collegas", "Van collega’s", others, Selection(names, talking, without=me)),
    ]
    news = waits + sum(card.waits_for_us for card in parts[0].kaarten)
    titles = enumerate_dutch([desk.title for desk in desks.values()]) or "geen enkel loket"
    return drawn(asked, "vragen", hier="/", delen=parts, nieuw=news, loketten=titles)


def closed(asked: Asked) -> Response:
    """Show what was closed and is still kept, the latest first."""
    house, desks = asked.house, asked.house.desks_of(asked.agent)
    number = sum(item.number for item in house.desk.tally(list(desks), [Status.CLOSED]))
    page = sheet("/gesloten", "blad", asked.query, number)
    wanted = Selection(list(desks), [Status.CLOSED], Order.CLOSED, page.start, sheets.PER_SHEET)
    found = cards(house, house.desk.listed(wanted), desks)
    return drawn(asked, "gesloten", hier="/gesloten", kaarten=found, blad=page)


def search(asked: Asked) -> Response:
    """Show where one searches, and what was found; words go in a form, for addresses are kept in many places."""
    words = " ".join(asked.form.get("woorden", "").split())[:SEARCH_CHARACTERS]
    house, desks = asked.house, asked.house.desks_of(asked.agent)
    number, size = asked_number(asked.form.get("blad", "")), sheets.PER_SHEET
    found: list[Card] = []
    if words:
        house.audit.note(asked.agent.name, Deed.SEARCHED)
        tickets = house.desk.search(list(desks), words, start=(number - 1) * size, most=size + 1)
        found = cards(house, tickets, desks)
    return drawn(
        asked, "zoeken", hier="/zoeken", gezocht=words, kaarten=found[:size], blad=number, meer=len(found) > size
    )


def _part(asked: Asked, name: str, title: str, number: int, wanted: Selection, empty: str = "") -> Part:
    page = sheet("/", name, asked.query, number, anchor=name)
    tickets = asked.house.desk.listed(replace(wanted, start=page.start, most=sheets.PER_SHEET)) if number else []
    found = cards(asked.house, tickets, asked.house.desks_of(asked.agent))
    return Part(name, title, number, found, page, empty)


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
