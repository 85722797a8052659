"""Law notes grow old: which of them did nobody check for too long?"""

from __future__ import annotations

import datetime as dt

from magdat.guidance.library import Library
from magdat.guidance.model import LawNote


def not_checked_for(library: Library, days: int, today: dt.date) -> list[tuple[LawNote, int]]:
    """Return the notes that nobody checked for more than so many days, with their age in days, oldest first."""
    aged = [(note, (today - note.checked_on).days) for note in library.laws.values()]
    return sorted([item for item in aged if item[1] > days], key=lambda item: (-item[1], item[0].id))
