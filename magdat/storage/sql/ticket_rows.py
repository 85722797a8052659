"""The rows of tickets as the port has them."""

from __future__ import annotations

from typing import Any

from magdat.handoff.numbers import number_of
from magdat.handoff.receipts import Outcome, Reason, Receipt
from magdat.handoff.tickets import Author, Line, Status, Ticket


def ticket_of(row: Any) -> Ticket:
    """Return a ticket as it is kept."""
    return Ticket(
        key=row.id,
        desk=row.desk,
        status=Status(row.status),
        conversation=row.conversation,
        channel=row.channel,
        address=bytes(row.address) if row.address is not None else None,
        code=row.code,
        topic=row.topic,
        opened=row.opened,
        changed=row.changed,
        taken=row.taken,
        closed=row.closed,
        reopened=row.reopened,
        agent=row.agent,
        told=row.told,
    )


def line_of(row: Any) -> Line:
    """Return a line as it is kept."""
    return Line(
        row.id, row.ticket, Author(row.author), row.agent, bytes(row.content), row.at, row.way, quiet=bool(row.quiet)
    )


def receipt_of(row: Any) -> Receipt:
    """Return a receipt as it is kept."""
    number = number_of(row.ticket)
    outcome, reason = Outcome(row.outcome), Reason(row.reason)
    return Receipt(row.id, number, row.desk, row.way, row.external, reason, row.at, outcome)
