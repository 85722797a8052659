"""Make pages of templates; every text in them is escaped, and nothing of a page comes from elsewhere."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import time
import zoneinfo
from pathlib import Path
from urllib.parse import urlencode

import jinja2
from starlette.responses import HTMLResponse, RedirectResponse

from desk.asked import Asked
from desk.words import MESSAGES

HERE = zoneinfo.ZoneInfo("Europe/Brussels")
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
MONTHS = ("jan.", "feb.", "maart", "april", "mei", "juni", "juli", "aug.", "sept.", "okt.", "nov.", "dec.")

_NUMBER = re.compile(r"MD-\d{4,12}")

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def drawn(asked: Asked, template: str, *, status: int = 200, message: str = "", **parts: object) -> HTMLResponse:
    """Return a page.

    Args:
        asked: the request that it answers.
        template: the name of its template, without ending.
        status: the status of HTTP.
        message: a key of the words, for a message above the page; without, what the address says.
        parts: what the template shows.
    """
    told = message or asked.query.get("m", "")
    known = {
        "agent": asked.someone,
        "formulier": asked.form_token,
        "melding": asked.house.words.say(told) if told in MESSAGES else "",
        # The ticket that the message is about, where the page is of another.
        "melding_over": named if told in MESSAGES and _NUMBER.fullmatch(named := asked.query.get("over", "")) else "",
        "mis": status >= 400 or told in TROUBLES,
        "woorden": asked.house.words,
        "hier": "",
        "elders": asked.house.provider is not None,
    }
    return HTMLResponse(_ENVIRONMENT.get_template(f"{template}.html.jinja").render({**known, **parts}), status)


def onward(where: str, message: str = "", about: str = "") -> RedirectResponse:
    """Return the way to a page after something was done, so that loading it anew does nothing twice.

    Args:
        where: the address of the page.
        message: a key of the words, for a message above it.
        about: the number of the ticket that this is about, where the page is another.
    """
    told = {**({"m": message} if message else {}), **({"over": about} if about else {})}
    return RedirectResponse(f"{where}?{urlencode(told)}" if told else where, 303)


TROUBLES = frozenset(
    {
        *("kan_niet_meer", "leeg", "kies_loket", "loket_kan_niet", "loket_leeg", "voorstel_leeg", "verlopen"),
        *("niet_gesloten", "verstuurd_niet_gesloten"),
    }
)
"""Messages that say that something did not happen."""


def moment(at: float) -> str:
    """Return a moment as people say it: «14.05 uur» today, «gisteren, 9.30 uur», «3 maart, 9.30 uur»."""
    when, today = dt.datetime.fromtimestamp(at, HERE), dt.datetime.now(HERE).date()
    clock = f"{when.hour}.{when.minute:02} uur"
    if when.date() == today:
        return clock
    if when.date() == today - dt.timedelta(days=1):
        return f"gisteren, {clock}"
    year = f" {when.year}" if when.year != today.year else ""
    return f"{when.day} {MONTHS[when.month - 1]}{year}, {clock}"


def by(when: dt.datetime) -> str:
    """Return by when something has to be done: «vandaag 16.30 uur», «di 1 dec., 16.30 uur», «ma 30 nov.»."""
    here, today = when.astimezone(HERE), dt.datetime.now(HERE).date()
    whole = here.time() == dt.time(0)  # the end of a day of which no hours are known
    day = (here - dt.timedelta(minutes=1)).date() if whole else here.date()
    named = {today: "vandaag", today + dt.timedelta(days=1): "morgen"}
    told = named.get(day) or f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return told if whole else f"{told}{'' if day in named else ','} {here.hour}.{here.minute:02} uur"


def since(at: float) -> str:
    """Return how long ago something was: «net», «12 minuten geleden», «3 uur geleden», «2 dagen geleden»."""
    seconds = max(time.time() - at, 0)
    if seconds < MINUTE:
        return "net"
    for unit, one, many in ((DAY, "dag", "dagen"), (HOUR, "uur", "uur"), (MINUTE, "minuut", "minuten")):
        if seconds >= unit:
            number = int(seconds // unit)
            return f"{number} {one if number == 1 else many} geleden"
    return "net"


def iso(at: float) -> str:
    """Return a moment for machines."""
    return dt.datetime.fromtimestamp(at, HERE).isoformat(timespec="seconds")


def fresh_mark() -> str:
    """Return the mark of one form: sent twice, it counts once."""
    return secrets.token_hex(16)


_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(moment=moment, geleden=since, iso=iso, tegen=by)
_ENVIRONMENT.globals.update(merk=fresh_mark)
_PIECES = _ENVIRONMENT.get_template("stukken.html.jinja").module
_ENVIRONMENT.globals.update(
    {name: getattr(_PIECES, name) for name in ("icoon", "verborgen", "stand", "rij", "beloofd", "bladen")}
)
