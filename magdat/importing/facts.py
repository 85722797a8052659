"""What a document says about itself: version, first day, consultation. What it does not say is not invented."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from magdat.importing.cues import Cues
from magdat.importing.forms import found_in, pattern_of


@dataclass(frozen=True)
class Facts:
    """What a document says about itself; ``None`` where it says nothing."""

    version: str | None
    valid_from: dt.date | None
    bodies: tuple[str, ...]
    """The consultation bodies that it names, by their key in a policy file."""

    place: str | None = None
    """Where the document can be found, in its own words."""


def facts_of(text: str, cues: Cues) -> Facts:
    """Return what a text says about the document that it is."""
    version = next((match[1] for form in cues.version if (match := re.search(pattern_of(form), text, re.I))), None)
    bodies = {
        "ondernemingsraad": cues.bodies.works_council,
        "cpbw": cues.bodies.safety_committee,
        "vakbondsafvaardiging": cues.bodies.union_delegation,
    }
    named = tuple(name for name, forms in bodies.items() if found_in(text, forms))
    place = next((match["plaats"] for form in cues.place if (match := re.search(pattern_of(form), text, re.I))), None)
    return Facts(version, _first_day(text, cues), named, place)


def _first_day(text: str, cues: Cues) -> dt.date | None:
    months = [month.lower() for month in cues.months]
    day = (
        rf"(?P<day>\d{{1,2}})(?: (?P<month>{'|'.join(months)}) |[/.-](?P<number>\d{{1,2}})[/.-])(?P<year>(?:19|20)\d\d)"
    )
    for form in cues.valid_from:
        if found := re.search(pattern_of(form, {"datum": day}), text, re.IGNORECASE):
            at = months.index(found["month"].lower()) + 1 if found["month"] else int(found["number"])
            try:
                return dt.date(int(found["year"]), at, int(found["day"]))
            except ValueError:
                return None
    return None
