"""How far what erases is behind the clock, in a sentence for whoever looks after the machine."""

from __future__ import annotations

from magdat.commands.findings import counted
from magdat.storage.retention_time import CATCHING_UP, DAY, RetentionTime

ALLOWED = DAY
"""Seconds behind of which nothing is said: a day without the machine makes up for itself."""

REMEDY = "magdat privacy opschonen --klok-klopt"


def behind(retention: RetentionTime) -> tuple[str, str] | None:
    """Return what is to be said and what to do; ``None`` where the clock and what erases go together.

    Raises:
        StorageError: it cannot be read.
    """
    look = retention.peek()
    days = round((look.at - look.reached) / DAY)
    if abs(look.at - look.reached) <= ALLOWED:
        return None
    if days < 0:
        told = counted(-days, "dag", "dagen")
        return f"de klok staat {told} achter op het vorige opruimen", "zet ze juist"
    waits = counted(round(days / (CATCHING_UP - 1)), "dag", "dagen")
    return (
        f"het opruimen loopt {counted(days, 'dag', 'dagen')} achter op de klok, want die sprong of alles stond stil; "
        f"het haalt dat in binnen {waits}",
        f"kijk de klok na; staat ze juist: {REMEDY}",
    )
