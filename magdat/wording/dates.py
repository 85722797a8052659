"""Dates as people in Flanders write them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@lru_cache(maxsize=512)
def belgian_date(day: dt.date) -> str:
    """Return a date as people in Flanders write it: «1 maart 2026»."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
