"""Whether somebody of a desk is there, and by when an answer comes: hours of the policy, holidays of Belgium."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from magdat.policy.opening_hours import DAY, WORKDAYS, OpeningHours, Slot, Unit, Within

HERE = ZoneInfo("Europe/Brussels")
"""The clock by which desks open and close."""

LOOK_AHEAD = 370
"""Days in which a desk surely opens once."""

USUAL = Within(2, Unit.WORKDAYS)
"""What is promised where a desk has hours and promises nothing."""


MINUTE = dt.timedelta(minutes=1)
"""Moments are told by the minute."""


@dataclass(frozen=True)
class Calendar:
    """On which days a desk is open, and when."""

    hours: OpeningHours | None
    """``None`` is not known: then a day from Monday to Friday is a workday, and nobody can say who is there now."""

    closed_days: Collection[dt.date] = ()

    def is_open(self, now: dt.datetime) -> bool | None:
        """Return whether somebody is there; ``None`` where the policy does not say when."""
        if self.hours is None:
            return None
        here = now.astimezone(HERE)
        minute = here.hour * 60 + here.minute
        return any(slot.begins <= minute < slot.ends for slot in self._slots(here.date()))

    def opens(self, now: dt.datetime) -> dt.datetime | None:
        """Return when somebody is there next; ``None`` where nobody can say."""
        if self.hours is None:
            return None
        return next((max(begins, now.astimezone(HERE)) for begins, _ in self._stretches(now)), None)

    def answer_by(self, now: dt.datetime, within: Within | None) -> dt.datetime | None:
        """Return by when an answer comes; ``None`` where the policy promises nothing.

        Hours count while the desk is open. Workdays count from the day after, and end when the desk closes.
        """
        if within is None and self.hours is None:
            return None
        promised = within or USUAL
        if promised.unit is Unit.WORKDAYS:
            return self._end_of_workday(now.astimezone(HERE).date(), promised.amount)
        left = dt.timedelta(hours=promised.amount)
        for begins, ends in self._stretches(now):
            # In universal time: a stretch over the night of the summer time is an hour shorter or longer.
            begun = max(begins, now).astimezone(dt.timezone.utc)
            length = ends.astimezone(dt.timezone.utc) - begun
            # What is left of it after closing is promised for closing, not for the minute that the desk opens again.
            if length > left - MINUTE:
                return min(begun + left, begun + length).astimezone(HERE)
            left -= length
        return None

    def _end_of_workday(self, day: dt.date, amount: int) -> dt.datetime | None:
        for ahead in range(1, LOOK_AHEAD):
            then = day + dt.timedelta(days=ahead)
            slots = self._slots(then)
            if slots:
                amount -= 1
                if not amount:
                    return _at(then, slots[-1].ends)
        return None

    def _stretches(self, now: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """Yield the stretches that did not end yet."""
        today = now.astimezone(HERE).date()
        for ahead in range(LOOK_AHEAD):
            day = today + dt.timedelta(days=ahead)
            for slot in self._slots(day):
                if (ends := _at(day, slot.ends)) > now:
                    yield _at(day, slot.begins), ends

    def _slots(self, day: dt.date) -> tuple[Slot, ...]:
        holiday = day in self.closed_days or day in belgian_holidays(day.year)
        if self.hours is not None:
            return self.hours.on(day.weekday(), holiday=holiday)
        return () if holiday or day.weekday() >= WORKDAYS else _WORKDAY


_WORKDAY = (Slot(0, DAY),)
"""A workday of which no hours are known: an answer comes some time that day."""


@lru_cache(maxsize=16)
def belgian_holidays(year: int) -> frozenset[dt.date]:
    """Return the days of a year on which nobody works in Belgium."""
    return frozenset(holidays.country_holidays("BE", years=year))


def _at(day: dt.date, minutes: int) -> dt.datetime:
    """Return a moment of a day; 24.00 is the beginning of the next."""
    if minutes == DAY:
        day, minutes = day + dt.timedelta(days=1), 0
    return dt.datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=HERE)
