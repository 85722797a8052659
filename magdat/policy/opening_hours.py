"""When a desk is open, as HR writes it: «werkdagen: 8.30-12.00 en 13.00-16.30»."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic import Field, root_validator, validator

from magdat.files.schema import FilledModel, Text

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
"""The days as they are written, in the order of :meth:`datetime.date.weekday`."""

WORKDAYS = 5
"""So many of them are workdays."""

DAY = 24 * 60
"""Minutes of a day."""

CLOSED = "gesloten"
ALWAYS = frozenset({"altijd", "dag en nacht"})

_TIME = r"(\d{1,2})(?:[.:u](\d{2})?)?"
_SLOT = re.compile(rf"{_TIME}\s*(?:u|uur)?\s*(?:-|–|tot)\s*{_TIME}\s*(?:u|uur)?")
_SPAN = re.compile(r"(\d{1,3}|een|één)\s+(uur|uren|werkdag|werkdagen)")


@dataclass(frozen=True)
class Slot:
    """One stretch of a day in which somebody is there, in minutes since midnight."""

    begins: int
    ends: int


class Unit(Enum):
    """In what a promise is counted."""

    HOURS = "uur"
    """Hours in which the desk is open."""

    WORKDAYS = "werkdag"
    """Days on which the desk is open."""


@dataclass(frozen=True)
class Within:
    """How soon a desk promises to answer."""

    amount: int
    unit: Unit


def slots_in(text: str) -> tuple[Slot, ...]:
    """Return the stretches that a text names; none for «gesloten».

    Raises:
        ValueError: it cannot be read, or they do not follow each other; in Dutch.
    """
    said = text.strip().lower()
    if said == CLOSED:
        return ()
    if said in ALWAYS:
        return (Slot(0, DAY),)
    found = tuple(_slot(part) for part in re.split(r"\s*(?:,|;|\ben\b)\s*", said))
    if any(later.begins < earlier.ends for earlier, later in itertools.pairwise(found)):
        raise ValueError("de uren lopen door elkaar → zet ze van vroeg naar laat: 8.30-12.00 en 13.00-16.30")
    return found


def within(text: str) -> Within:
    """Return a promise such as «2 werkdagen» or «4 uur».

    Raises:
        ValueError: it cannot be read; in Dutch.
    """
    match = _SPAN.fullmatch(text.strip().lower())
    amount = 1 if match and not match.group(1).isdigit() else int(match.group(1)) if match else 0
    if match is None or not amount:
        raise ValueError("dit is geen termijn → schrijf bijvoorbeeld «4 uur» of «2 werkdagen»")
    return Within(amount, Unit.HOURS if match.group(2).startswith("u") else Unit.WORKDAYS)


def _slot(text: str) -> Slot:
    match = _SLOT.fullmatch(text)
    if match is None:
        raise ValueError("deze uren kan ik niet lezen → schrijf bijvoorbeeld 8.30-12.00 en 13.00-16.30, of gesloten")
    hour, minute, last_hour, last_minute = (int(part or 0) for part in match.groups())
    slot = Slot(hour * 60 + minute, last_hour * 60 + last_minute)
    if minute > 59 or last_minute > 59 or slot.ends > DAY or slot.begins >= slot.ends:
        raise ValueError("deze uren bestaan niet → schrijf van vroeg naar laat, van 0.00 tot 24.00")
    return slot


def _day(name: str) -> Any:
    return Field(None, alias=name, description=f"Uren op {name}, of gesloten; gaat voor op «werkdagen».")


class OpeningHours(FilledModel):
    """When somebody of a desk is there. A day of which nothing is said is a day on which nobody is."""

    workdays: Text | None = Field(
        None, alias="werkdagen", description="Uren van maandag tot vrijdag: «8.30-12.00 en 13.00-16.30»."
    )
    monday: Text | None = _day("maandag")
    tuesday: Text | None = _day("dinsdag")
    wednesday: Text | None = _day("woensdag")
    thursday: Text | None = _day("donderdag")
    friday: Text | None = _day("vrijdag")
    saturday: Text | None = _day("zaterdag")
    sunday: Text | None = _day("zondag")
    holidays: Text | None = Field(
        None, alias="feestdagen", description="Uren op feestdagen en sluitingsdagen; weglaten is gesloten."
    )

    @validator("*")
    def _readable(cls, value: str | None) -> str | None:
        if value is not None:
            slots_in(value)
        return value

    @root_validator(skip_on_failure=True)
    def _once_open(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not any(text and slots_in(text) for name, text in values.items() if name != "holidays"):
            raise ValueError("deze dienst is nooit open → vul uren in, of schrap «open»")
        return values

    def on(self, weekday: int, *, holiday: bool) -> tuple[Slot, ...]:
        """Return the stretches of a day.

        Args:
            weekday: 0 is Monday.
            holiday: whether it is a holiday, or a day on which the company is closed.
        """
        if holiday:
            text = self.holidays
        else:
            text = getattr(self, _FIELDS[weekday]) or (self.workdays if weekday < WORKDAYS else None)
        return slots_in(text) if text else ()


_FIELDS = tuple(next(name for name, field in OpeningHours.__fields__.items() if field.alias == day) for day in WEEKDAYS)
