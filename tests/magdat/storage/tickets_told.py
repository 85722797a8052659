"""Opening, saying and carrying, as the tests of tickets do it over and over."""

from __future__ import annotations

from typing import Any

from magdat.handoff.tickets import Author, Line, Status, Tickets

OPEN = frozenset({Status.WAITING, Status.HUMAN})
PERSON = "p-" + "0" * 32


def opened(
    tickets: Tickets, mark: str = "m1", conversation: str = PERSON, ways: Any = ("rt",), desk: str = "hr"
) -> int:
    return tickets.open(
        desk, conversation, "widget", b"adres", f"code {mark}", "foto_tag", lambda key: b"vraag %d" % key, ways, mark
    )


def said(tickets: Tickets, key: int, text: str, author: Author = Author.PERSON, **more: Any) -> Line | None:
    given = {"agent": "an" if author is not Author.PERSON else None, "way": None, "ways": ("rt",), "mark": text, **more}
    return tickets.add(key, author, text.encode(), **given)


def texts(tickets: Tickets, key: int) -> list[str]:
    return [line.content.decode() for line in tickets.lines(key)]


def carried(tickets: Tickets, way: str = "rt") -> list[str]:
    """Carry all that is due, and return it in order."""
    found = []
    while (errand := tickets.take_errand([way])) is not None:
        found.append(errand.line.content.decode())
        tickets.arrived(errand, errand.external or f"{way}-{errand.ticket.key}")
    return found


def status(tickets: Tickets, key: int) -> Status:
    found = tickets.of(key)
    assert found is not None
    return found.status
