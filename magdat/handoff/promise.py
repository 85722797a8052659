"""What is promised of when a desk answers, in words: somebody is there, or an answer comes by some moment."""

from __future__ import annotations

import datetime as dt

from magdat.handoff.hours import HERE, Calendar
from magdat.policy.service_desks import ServiceDesk
from magdat.wording.dates import belgian_date
from magdat.wording.phrases import Phrases


def is_late(desk: ServiceDesk, now: dt.datetime, since: dt.datetime) -> bool:
    """Return whether the moment is past by which a desk promised to answer what was passed on at ``since``."""
    by = Calendar(desk.hours, desk.closed_days).answer_by(since, desk.answers_within)
    return by is not None and by < now


def promised(phrases: Phrases, desk: ServiceDesk, now: dt.datetime, since: dt.datetime | None = None) -> str | None:
    """Return whether somebody is there and by when an answer comes; ``None`` where the policy says nothing of it.

    Args:
        phrases: the wording.
        desk: who answers.
        now: the present moment.
        since: when the question was passed on; without, that is now.
    """
    calendar = Calendar(desk.hours, desk.closed_days)
    by, there = calendar.answer_by(since or now, desk.answers_within), calendar.is_open(now)
    if by is None:
        return None
    if by < now:
        return phrases.say("belofte_voorbij", wanneer=spoken(by, now))
    moment = spoken(by, now)
    if there is None:
        return phrases.say("belofte", wanneer=moment)
    return phrases.say("belofte_iemand" if there else "belofte_niemand", wanneer=moment)


def spoken(moment: dt.datetime, now: dt.datetime) -> str:
    """Return a moment as one says it: «vandaag om 16.30 uur», «maandag 30 november 2026»."""
    here, today = moment.astimezone(HERE), now.astimezone(HERE).date()
    if here.time() == dt.time(0):  # the end of a day of which no hours are known
        return _day((here - dt.timedelta(minutes=1)).date(), today)
    return f"{_day(here.date(), today)} om {here.hour}.{here.minute:02d} uur"


def _day(day: dt.date, today: dt.date) -> str:
    names = {today: "vandaag", today + dt.timedelta(days=1): "morgen"}
    return names.get(day) or f"{_WEEKDAYS[day.weekday()]} {belgian_date(day)}"


_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
