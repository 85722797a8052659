"""Opening hours, Belgian holidays, and the nights on which the clock changes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from magdat.handoff.hours import HERE, Calendar, belgian_holidays
from magdat.policy.opening_hours import OpeningHours, Unit, Within

OFFICE = OpeningHours.parse_obj({"werkdagen": "8.30-12.00 en 13.00-16.30", "vrijdag": "8u30 tot 12u"})
NIGHT_AND_DAY = OpeningHours.parse_obj(
    {"werkdagen": "altijd", "zaterdag": "altijd", "zondag": "altijd", "feestdagen": "altijd"}
)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("now", "open_"),
    [
        ("2026-11-26T08:29", False),
        ("2026-11-26T08:30", True),
        ("2026-11-26T12:00", False),
        ("2026-11-26T16:29", True),
        ("2026-11-27T13:30", False),  # a Friday
        ("2026-11-28T10:00", False),  # a Saturday
        ("2026-11-11T10:00", False),  # the armistice
        ("2026-07-21T10:00", False),
        ("2026-04-06T10:00", False),  # Easter Monday
        ("2026-12-24T10:00", False),  # a day on which this company is closed
    ],
)
def test_somebody_is_there_in_the_hours_of_the_desk(now: str, open_: bool) -> None:
    assert Calendar(OFFICE, [dt.date(2026, 12, 24)]).is_open(at(now)) is open_


def test_a_desk_is_open_by_the_clock_of_belgium_wherever_the_server_stands() -> None:
    assert Calendar(OFFICE).is_open(dt.datetime(2026, 11, 26, 7, 45, tzinfo=dt.timezone.utc))
    assert Calendar(OFFICE).is_open(dt.datetime(2026, 7, 2, 6, 45, tzinfo=dt.timezone.utc))


@pytest.mark.parametrize(
    ("now", "within", "by"),
    [
        ("2026-11-26T09:00", Within(2, Unit.HOURS), "2026-11-26T11:00"),
        ("2026-11-26T11:00", Within(2, Unit.HOURS), "2026-11-26T14:00"),
        ("2026-11-26T16:00", Within(2, Unit.HOURS), "2026-11-27T10:00"),
        ("2026-11-27T11:30", Within(1, Unit.HOURS), "2026-11-30T09:00"),
        ("2026-11-26T09:00", Within(1, Unit.WORKDAYS), "2026-11-27T12:00"),
        ("2026-11-27T09:00", Within(1, Unit.WORKDAYS), "2026-11-30T16:30"),
        ("2026-11-10T09:00", Within(1, Unit.WORKDAYS), "2026-11-12T16:30"),  # over the armistice
        ("2026-12-23T09:00", Within(2, Unit.WORKDAYS), "2026-12-29T16:30"),  # over Christmas, and a closed day
        ("2026-11-26T09:00", None, "2026-11-30T16:30"),
    ],
)
def test_by_when_an_answer_comes(now: str, within: Within | None, by: str) -> None:
    assert Calendar(OFFICE, [dt.date(2026, 12, 24)]).answer_by(at(now), within) == at(by)


@pytest.mark.parametrize(
    ("now", "by"), [("2026-03-28T23:00", "2026-03-29T06:00"), ("2026-10-24T23:00", "2026-10-25T04:00")]
)
def test_the_night_of_the_summer_time_is_an_hour_shorter_or_longer(now: str, by: str) -> None:
    assert Calendar(NIGHT_AND_DAY).answer_by(at(now), Within(6, Unit.HOURS)) == at(by)


def test_without_hours_nobody_claims_that_somebody_is_there() -> None:
    assert Calendar(None).is_open(at("2026-11-26T10:00")) is None
    assert Calendar(None).answer_by(at("2026-11-26T10:00"), None) is None
    by = Calendar(None).answer_by(at("2026-12-24T10:00"), Within(2, Unit.WORKDAYS))
    assert by == at("2026-12-30T00:00"), "by the end of the second workday"


@given(
    now=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2029, 12, 31), timezones=st.just(dt.timezone.utc)),
    within=st.builds(Within, st.integers(1, 40), st.sampled_from(Unit)),
)
@example(now=dt.datetime(2026, 4, 1, 13, 30, 0, 1, tzinfo=dt.timezone.utc), within=Within(1, Unit.HOURS))
def test_an_answer_is_promised_for_later_and_on_a_day_that_is_no_holiday(now: dt.datetime, within: Within) -> None:
    calendar = Calendar(OFFICE)
    by = calendar.answer_by(now, within)
    opens = calendar.opens(now)
    assert by is not None
    assert opens is not None
    assert by > opens >= now
    assert calendar.is_open(by - dt.timedelta(minutes=1))
    assert by.date() not in belgian_holidays(by.year)
