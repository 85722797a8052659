"""One ticket: the talk, an answer, a note, and what else can be done with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from starlette.responses import Response

from desk.asked import Asked, NotFound
from desk.canned import Canned, canned
from desk.cards import CONFIDENTIAL_TITLE, NO_TITLE, desk_title, due, title_of
from desk.drawing import drawn, onward
from magdat.guidance.model import danger_in
from magdat.handoff.desk import NotAllowed
from magdat.handoff.message import Handoff
from magdat.handoff.outbox import number_of
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author, Status, Ticket
from magdat.policy.service_desks import ServiceDesk, desks_of
from magdat.staff.audit import READ_ONCE_IN, Deed

MOST_CHARACTERS = 8_000
"""Characters of an answer or a note."""

_MARK = re.compile(r"[0-9a-f]{32}")
_LINE = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Shown:
    """One ticket that somebody may see."""

    ticket: Ticket
    number: str
    desk: ServiceDesk


@dataclass(frozen=True)
class Turn:
    """One line of the talk as the page shows it."""

    kind: str
    who: str
    text: str
    at: float
    way: str
    numbers: str = ""
    """What the assistant says to whoever types something like it: whom to call. Empty of all else."""


def shown(asked: Asked) -> Shown:
    """Return the ticket that an address names, and write in the log that it was opened.

    Raises:
        NotFound: there is none, or it is for other desks: it is not told which.
    """
    ticket = asked.house.desk.of(asked.path["nummer"])
    desks = asked.house.desks_of(asked.agent)
    if ticket is None or ticket.desk not in desks:
        raise NotFound
    asked.house.audit.note(asked.agent.name, Deed.OPENED, ticket=ticket.key, desk=ticket.desk, once_in=READ_ONCE_IN)
    return Shown(ticket, number_of(ticket.key), desks[ticket.desk])


def ticket(asked: Asked) -> Response:
    """Show a ticket."""
    return _page(asked, shown(asked))


def insert(asked: Asked) -> Response:
    """Show a ticket with an answer of the policy in the field, for browsers without our script."""
    item, text = shown(asked), asked.form.get("tekst", "")[:MOST_CHARACTERS].rstrip()
    chosen = next((one for one in _canned(asked, item.ticket, None) if one.id == asked.form.get("gebruik")), None)
    if chosen is not None:
        text = f"{text}\n\n{asked.house.words.quoted(chosen.text, chosen.where)}".strip()
    return _page(asked, item, text=text)


def answer(asked: Asked) -> Response:
    """Send an answer to the person, and close if that was asked."""
    item, text = shown(asked), _typed(asked)
    if not text:
        return _back(item, "leeg")
    house, agent = asked.house, asked.agent.name
    line = house.desk.answer(item.number, agent, text, mark=mark_of(asked))
    if line is None and (gone := _gone(asked, item)) is not None:
        return _page(asked, gone, text=text, message="niet_verstuurd", status=409)
    _note(asked, item, Deed.ANSWERED)
    if "en_sluit" not in asked.form:
        return _back(item, "verstuurd")
    # What came in while this was written is the last line but our own: nobody read it yet.
    if not house.desk.close(item.number, agent, seen=_seen(asked)) and _wrote_meanwhile(asked, item):
        return _back(item, "verstuurd_niet_gesloten")
    _note(asked, item, Deed.CLOSED)
    return onward("/", "verstuurd_en_gesloten", item.number)


def note(asked: Asked) -> Response:
    """Keep a note for colleagues."""
    item, text = shown(asked), _typed(asked)
    if not text:
        return _back(item, "leeg")
    line = asked.house.desk.note(item.number, asked.agent.name, text, mark=mark_of(asked))
    if line is None and (gone := _gone(asked, item)) is not None:
        return _page(asked, gone, text=text, message="niet_genoteerd", status=409)
    _note(asked, item, Deed.NOTED)
    return _back(item, "genoteerd")


def take(asked: Asked) -> Response:
    """Take a ticket that waits."""
    return _step(asked, asked.house.desk.take, Deed.TAKEN, "genomen")


def close(asked: Asked) -> Response:
    """Close a ticket, and go to what waits; not over something that the person wrote since the page was read."""
    item = shown(asked)
    if not asked.house.desk.close(item.number, asked.agent.name, seen=_seen(asked)):
        return _back(item, "niet_gesloten" if _wrote_meanwhile(asked, item) else "kan_niet_meer")
    _note(asked, item, Deed.CLOSED)
    return onward("/", "gesloten", item.number)


def reopen(asked: Asked) -> Response:
    """Open a closed ticket again."""
    return _step(asked, asked.house.desk.reopen, Deed.REOPENED, "heropend")


def transfer(asked: Asked) -> Response:
    """Give a ticket to another desk, whose people read it from then on; in confidence its person is asked first."""
    item, to = shown(asked), asked.form.get("loket", "")
    if not to:
        return _back(item, "kies_loket")
    if (other := asked.house.desk.open_to(item.desk.id).get(to)) is not None and not asked.house.is_heard(other):
        return _back(item, "loket_leeg")
    first = asked.house.desk.asks_first(item.desk.id)
    step = asked.house.desk.propose if first else asked.house.desk.transfer
    try:
        went = step(item.number, asked.agent.name, to)
    except NotAllowed:
        return _back(item, "loket_kan_niet")
    if not went:
        return _back(item, "kan_niet_meer")
    _note(asked, item, Deed.ASKED if first else Deed.TRANSFERRED)
    if first:
        return _back(item, "gevraagd")
    stays = to in asked.house.desks_of(asked.agent)
    return _back(item, "overgedragen") if stays else onward("/", "overgedragen_weg")


def turns(asked: Asked, item: Shown, talk: Iterable[Said]) -> Iterator[Turn]:
    """Yield the talk in order: what was said, and what happened."""
    known = asked.house.in_use()
    titles = {desk.id: desk.title for desk in desks_of(known.policy).values()}
    for said in talk:
        who, text = _who(said, item, asked.agent.name), said.text
        if said.happened is not None:
            to = said.happened.desk or item.desk.id
            text = asked.house.words.event(said.happened.event, who, titles.get(to, to))
        danger = danger_in(known.library.danger, text) if said.author is Author.PERSON else None
        numbers = known.wording.say(danger.says.value) if danger is not None else ""
        yield Turn(said.author.value, who, text, said.at, said.way or "", numbers)


def _gone(asked: Asked, item: Shown) -> Shown | None:
    """Return a ticket as it is where it was taken back or erased; ``None`` of a form that came before: that counted."""
    now = asked.house.desk.of(item.number)
    if now is not None and now.status is not Status.WITHDRAWN:
        return None
    return replace(item, ticket=now or replace(item.ticket, status=Status.WITHDRAWN))


def _page(asked: Asked, item: Shown, *, text: str = "", message: str = "", status: int = 200) -> Response:
    house = asked.house
    gone = item.ticket.status is Status.WITHDRAWN
    handoff = None if gone else house.desk.handoff(item.number)
    topic, mine = title_of(item.ticket, handoff, house.in_use()), house.desks_of(asked.agent)
    talk = house.desk.talk(item.number)
    others = house.desk.open_to(item.desk.id)
    heard = {name: desk_title(desk) for name, desk in others.items() if house.is_heard(desk)}
    return drawn(
        asked,
        "vraag",
        status=status,
        message=message,
        vraag=item.ticket,
        nummer=item.number,
        titel=topic or (CONFIDENTIAL_TITLE if item.desk.confidential else NO_TITLE),
        onderwerp=topic,
        loket=desk_title(item.desk),
        vertrouwelijk=item.desk.confidential,
        boodschap=handoff,
        beurten=list(turns(asked, item, talk)) if handoff is not None else [],
        gezien=talk[-1].id if talk else 0,
        gewist=handoff is None,
        tekst=text,
        # What the page asks by itself is only what changes.
        standaard=[] if gone or asked.live else _canned(asked, item.ticket, handoff),
        vorm=house.words.quoted("{tekst}", "{waar}"),
        ook_van_mij={name: title for name, title in heard.items() if name in mine},
        niet_van_mij={name: title for name, title in heard.items() if name not in mine},
        leeg=[desk_title(desk) for name, desk in others.items() if name not in heard],
        vraagt_eerst=house.desk.asks_first(item.desk.id),
        belofte=due(item.ticket, item.desk, house.desk.unanswered(talk)),
    )


def _canned(asked: Asked, ticket: Ticket, handoff: Handoff | None) -> list[Canned]:
    return canned(asked.house.in_use(), ticket.topic, handoff.message if handoff is not None else "")


def _who(said: Said, item: Shown, me: str) -> str:
    if said.author is Author.PERSON:
        return "De medewerker"
    return "Jij" if said.agent == me else said.agent or desk_title(item.desk)


def _seen(asked: Asked) -> int | None:
    """Return the last line that stood on the page; ``None`` of a page of before this was asked."""
    given = asked.form.get("gezien", "")
    return int(given) if _LINE.fullmatch(given) else None


def _wrote_meanwhile(asked: Asked, item: Shown) -> bool:
    seen = _seen(asked)
    return seen is not None and asked.house.desk.wrote_after(item.number, seen)


def _step(asked: Asked, step: Callable[[str, str], bool], deed: Deed, message: str) -> Response:
    item = shown(asked)
    if not step(item.number, asked.agent.name):
        return _back(item, "kan_niet_meer")
    _note(asked, item, deed)
    return _back(item, message)


def _note(asked: Asked, item: Shown, deed: Deed) -> None:
    asked.house.audit.note(asked.agent.name, deed, ticket=item.ticket.key, desk=item.ticket.desk)


def _typed(asked: Asked) -> str:
    return asked.form.get("tekst", "").replace("\r\n", "\n").strip()[:MOST_CHARACTERS]


def mark_of(asked: Asked) -> str:
    """Return by what the same form is known again.

    Raises:
        NotFound: it is no form of ours.
    """
    given = asked.form.get("merk", "")
    if _MARK.fullmatch(given) is None:
        raise NotFound
    return f"desk:{asked.agent.name}:{given}"


def _back(item: Shown, message: str) -> Response:
    return onward(f"/vraag/{item.number}", message)
