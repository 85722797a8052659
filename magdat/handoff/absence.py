"""What somebody hears who types to a desk where nobody is now: that, by when an answer comes, and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from magdat.handoff.events import Event
from magdat.handoff.hours import Calendar
from magdat.handoff.promise import is_late, spoken
from magdat.handoff.said import Said
from magdat.handoff.tickets import Author
from magdat.policy.service_desks import ServiceDesk
from magdat.wording.phrases import Phrases

HERE_FOR = dt.timedelta(minutes=15)
"""Whoever of the desk wrote or took the question so short before is still there, whatever the hours say."""


def absence(
    phrases: Phrases, desk: ServiceDesk, number: str, talk: Sequence[Said], unanswered: Sequence[Said]
) -> tuple[str, str] | None:
    """Return the step and the sentence for whoever just typed something while nobody is there, or is late.

    ``None`` where somebody is there, and where it was said already in this talk since the desk last wrote.

    Args:
        phrases: the wording.
        desk: whom they type to.
        number: of the ticket.
        talk: all that was said and done in it.
        unanswered: what the person wrote since the desk last answered, without what needs no answer: «bedankt».
    """
    typed = [said.id for said in talk if said.author is Author.PERSON]
    if not unanswered or not typed or typed[-1] != unanswered[-1].id:
        return None
    calendar, began = Calendar(desk.hours, desk.closed_days), _last_of_desk(talk)
    since = _moment(unanswered[0])

    def misses(said: Said) -> bool:
        at = _moment(said)
        if began is not None and at - _moment(began) < HERE_FOR:
            return False
        return calendar.is_open(at) is False or is_late(desk, at, since)

    now, before = unanswered[-1], unanswered[:-1]
    if not misses(now) or any(misses(said) for said in before if began is None or said.id > began.id):
        return None
    by = calendar.answer_by(since, desk.answers_within)
    if by is None:
        return None
    step = "mens_laat" if by < _moment(now) else "mens_niemand"
    return step, phrases.say(step, wie=desk.title, nummer=number, wanneer=spoken(by, _moment(now)))


def _last_of_desk(talk: Iterable[Said]) -> Said | None:
    """Return the last line in which somebody of the desk wrote, or began to talk."""
    last = None
    for said in talk:
        if said.author is Author.DESK or (said.happened is not None and said.happened.event in _BEGINS):
            last = said
    return last


def _moment(said: Said) -> dt.datetime:
    return dt.datetime.fromtimestamp(said.at, dt.timezone.utc)


_BEGINS = frozenset({Event.TAKEN, Event.REOPENED})
