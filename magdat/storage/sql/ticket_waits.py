"""Since when persons wait for an answer, in SQL: every form counts alike (magdat/handoff/waiting.py)."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import sqlalchemy as sql

from magdat.handoff.tickets import Author, Status
from magdat.handoff.waiting import waits_since
from magdat.storage.schema import LINES, TICKETS

_OPEN = (Status.WAITING.value, Status.HUMAN.value)


def waiting_since(connection: Any) -> dict[int, float]:
    """Return since when the person of each open ticket waits for an answer, by its key; of others nothing."""
    columns = (LINES.c.ticket, TICKETS.c.reopened, LINES.c.author, LINES.c.agent, LINES.c.at, LINES.c.quiet)
    joined = LINES.join(TICKETS, LINES.c.ticket == TICKETS.c.id)
    told = LINES.c.author != Author.NOTE.value
    query = sql.select(*columns).select_from(joined).where(TICKETS.c.status.in_(_OPEN) & told)
    found: dict[int, float] = {}
    for (key, reopened), rows in groupby(
        connection.execute(query.order_by(LINES.c.ticket, LINES.c.id)), lambda row: (row.ticket, row.reopened)
    ):
        said = ((Author(row.author), row.agent, row.at, bool(row.quiet)) for row in rows)
        since = waits_since(said, reopened=reopened > 0)
        if since is not None:
            found[key] = since
    return found
