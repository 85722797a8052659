"""What ways still have to carry, in memory."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from magdat.handoff.hearing import Missing, heard_up_to
from magdat.handoff.numbers import LONGEST_STEP_OF_TRYING, number_of, step_of_time
from magdat.handoff.receipts import Outcome, Reason, Receipt
from magdat.handoff.tickets import (
    CRASHED,
    GIVE_UP_AFTER,
    LEASE,
    LONGEST_WAIT,
    Author,
    Backlog,
    Errand,
    Line,
    Status,
    Stuck,
    Ticket,
)
from magdat.handoff.troubles import Trouble
from magdat.handoff.waiting import waits_since
from magdat.storage.memory.ticket_troubles import MemoryTroubles


@dataclass
class Row:
    """One errand, as a row of the table is."""

    id: int
    ticket: int
    line: int
    way: str
    due: float
    since: float
    changed: float
    state: str = "waits"
    attempts: int = 0
    tried: float = 0.0
    reason: str | None = None
    copied: bool = False


class MemoryErrands(MemoryTroubles):
    """Errands, what other systems call tickets, and how far ways have read."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Begin with none."""
        self._clock = clock
        self._lock = threading.RLock()
        self._numbers, self._line_ids, self._errand_ids, self._receipt_ids = (itertools.count(1) for _ in range(4))
        self._tickets: dict[int, Ticket] = {}
        self._lines: dict[int, Line] = {}
        self._marks: dict[str | None, int] = {}
        self._errands: dict[int, Row] = {}
        self._links: dict[tuple[int, str], str] = {}
        self._receipts: dict[int, Receipt] = {}
        self._ages: dict[int, tuple[float, float]] = {}
        self._bookmarks: dict[tuple[str, str], str] = {}
        self._troubles: dict[tuple[str, str], Trouble] = {}

    def take_errand(self, ways: Collection[str]) -> Errand | None:
        """Take the errand that is longest due."""
        with self._lock:
            while True:
                now = self._clock()
                first: dict[tuple[int, str], Row] = {}
                for row in self._errands.values():
                    if row.way in ways:
                        first.setdefault((row.ticket, row.way), row)
                due = [(row.due, row.id) for row in first.values() if row.state != "stuck" and _is_due(row, now)]
                if not due:
                    return None
                row = self._errands[min(due)[1]]
                tried = _tried(row, now) if row.attempts else 0.0
                if row.state == "held" and tried >= GIVE_UP_AFTER:
                    row.state, row.changed, row.tried, row.reason = "stuck", now, tried, CRASHED
                    continue
                if self._dropped(row):
                    continue
                row.state, row.due, row.attempts = "held", now + LEASE, row.attempts + 1
                row.changed, row.tried = now, tried
                return self._errand(row, row.attempts)

    def heard_by(self, way: str, key: int) -> int:
        """Return up to which line a way has carried all of a ticket."""
        with self._lock:
            mine = [row for row in self._errands.values() if (row.ticket, row.way) == (key, way)]
            lines = {line.id: line for line in self._lines.values() if line.ticket == key}
            elsewhere = (line.id for line in lines.values() if line.author is Author.DESK and line.way != way)
            missing = [Missing(row.line, row.state == "stuck", _wants_answer(lines.get(row.line))) for row in mine]
            return heard_up_to(missing, answered=max(elsewhere, default=0), last=max(lines, default=0))

    def renew(self, errand: Errand) -> bool:
        """Say that a courier is still busy with an errand."""
        with self._lock:
            row = self._still(errand)
            if row is None:
                return False
            row.due = self._clock() + LEASE
            return True

    def arrived(self, errand: Errand, external: str | None) -> None:
        """Note that a line arrived, and what the other side calls the ticket."""
        key = errand.ticket.key
        with self._lock:
            self._errands.pop(errand.id, None)
            ticket = self._tickets.get(key)
            if ticket is None or ticket.status is Status.WITHDRAWN:
                self._after_all(errand, external, Reason.ASKED if ticket is None else Reason.WITHDRAWN)
            elif external is not None and errand.external not in {None, external}:
                self._receipt(ticket, errand.way, errand.external, Reason.ASKED, Outcome.LEFT)
            if external is not None and ticket is not None:
                self._links[key, errand.way] = external

    def put_off(self, errand: Errand, retry_at: float | None, reason: str) -> bool | None:
        """Note that it did not arrive."""
        now = self._clock()
        with self._lock:
            row = self._still(errand)
            if row is None or self._dropped(row):
                return None
            row.tried, row.changed, row.reason = _tried(row, now), now, reason
            again = retry_at is not None and row.tried < GIVE_UP_AFTER
            row.state, row.due = ("waits", retry_at) if again and retry_at is not None else ("stuck", row.due)
            return again

    def came_back(self, key: int, line: int, way: str, reason: str, mark: str) -> bool:
        """Note that a line did not arrive after all."""
        with self._lock:
            ticket, found = self._tickets.get(key), self._lines.get(line)
            gone = ticket is None or ticket.status is Status.WITHDRAWN or found is None or found.ticket != key
            waits = any((row.line, row.way) == (line, way) for row in self._errands.values())
            if found is None or gone or waits or mark in self._marks:
                return False
            self._marks[mark] = key
            self._add_errands([found], [way])
            row = next(row for row in self._errands.values() if (row.line, row.way) == (line, way))
            row.state, row.attempts, row.reason = "stuck", 1, reason
        return True

    def held_up(self, ways: Collection[str]) -> list[Errand]:
        """Return the errands that were given up, where something behind them was not dealt with."""
        with self._lock:
            stuck = [row for row in self._errands.values() if row.way in ways and row.state == "stuck"]
            return [self._errand(row, row.attempts + 1) for row in stuck if self._holds_up(row)]

    def also_by(self, errand: Errand, way: str | None) -> int:
        """Send by another way what waits behind this errand and itself, once."""
        with self._lock:
            key = errand.ticket.key
            waiting = [
                row for row in self._errands.values() if row.ticket == key and row.way == errand.way and not row.copied
            ]
            for row in waiting:
                row.copied = True
            lines = [self._lines[row.line] for row in waiting]
            gone = [line for line in lines if way is not None and line.way != way]
            self._add_errands(gone, [way])
            return len(gone)

    def retry(self, key: int) -> int:
        """Give what was given up of a ticket a fresh start."""
        now = self._clock()
        with self._lock:
            given_up = [row for row in self._errands.values() if row.ticket == key and row.state == "stuck"]
            for row in given_up:
                row.state, row.due, row.changed, row.tried = "waits", now, now, 0.0
        return len(given_up)

    def stuck(self) -> Sequence[Stuck]:
        """Return what does not arrive, for the operator."""
        with self._lock:
            return [
                Stuck(number_of(row.ticket), row.way, row.since, row.attempts, row.reason, row.state == "stuck")
                for row in self._errands.values()
                if row.reason is not None
            ]

    def backlog(self) -> Backlog:
        """Return what waits to be carried, and to be answered."""
        now = self._clock()
        with self._lock:
            rows = [row for row in self._errands.values() if row.state != "stuck"]
            waiting = self._waiting_since().values()
            stuck = len(self._errands) - len(rows)
        since = min((row.since for row in rows), default=now)
        return Backlog(len(rows), stuck, max(0.0, now - since), len(waiting), max(0.0, now - min(waiting, default=now)))

    def _waiting_since(self) -> dict[int, float]:
        """Return since when the person of each open ticket waits for an answer."""
        found = {}
        for ticket in self._tickets.values():
            lines = (line for line in self._lines.values() if line.ticket == ticket.key)
            said = ((line.author, line.agent, line.at, line.quiet) for line in lines)
            since = waits_since(said, reopened=ticket.reopened > 0)
            if since is not None and ticket.status in {Status.WAITING, Status.HUMAN}:
                found[ticket.key] = since
        return found

    def by_external(self, way: str, external: str) -> int | None:
        """Return the key of the ticket that another system calls so."""
        with self._lock:
            return max((key for (key, by), name in self._links.items() if (by, name) == (way, external)), default=None)

    def external(self, way: str, key: int) -> str | None:
        """Return what another system calls a ticket."""
        return self._links.get((key, way))

    def externals(self, way: str) -> list[tuple[int, str]]:
        """Return the tickets that a way has to ask after."""
        with self._lock:
            found = [(key, name) for (key, by), name in self._links.items() if by == way]
            return sorted(item for item in found if self._tickets[item[0]].status is not Status.WITHDRAWN)

    def bookmark(self, way: str, name: str) -> str | None:
        """Return where a way was when it last looked for replies."""
        return self._bookmarks.get((way, name))

    def keep_bookmark(self, way: str, name: str, value: str) -> None:
        """Keep where a way is."""
        self._bookmarks[way, name] = value

    def _next(self) -> int:
        return next(self._numbers)

    def _add_line(
        self, key: int, author: Author, agent: str | None, content: bytes, way: str | None, *, quiet: bool = False
    ) -> Line:
        line = Line(next(self._line_ids), key, author, agent, content, self._clock(), way, quiet)
        self._lines[line.id] = line
        return line

    def _add_errands(self, lines: Sequence[Line], ways: Collection[str | None]) -> None:
        now = self._clock()
        for line in lines:
            for way in sorted(name for name in ways if name is not None):
                number = next(self._errand_ids)
                self._errands[number] = Row(number, line.ticket, line.id, way, now, now, now)

    def _errand(self, row: Row, attempt: int) -> Errand:
        external = self._links.get((row.ticket, row.way))
        return Errand(row.id, self._tickets[row.ticket], self._lines[row.line], row.way, attempt, external)

    def _holds_up(self, first: Row) -> bool:
        behind = (row for row in self._errands.values() if (row.ticket, row.way) == (first.ticket, first.way))
        return any(row.id >= first.id and not row.copied for row in behind)

    def _dropped(self, row: Row) -> bool:
        withdrawn = self._tickets[row.ticket].status is Status.WITHDRAWN
        if not withdrawn or self._lines[row.line].author is Author.SYSTEM:
            return False
        del self._errands[row.id]
        self._drop_line(row.line)
        return True

    def _drop_line(self, line: int) -> None:
        if not any(row.line == line for row in self._errands.values()):
            self._lines.pop(line, None)

    def _after_all(self, errand: Errand, external: str | None, reason: Reason) -> None:
        if reason is Reason.WITHDRAWN and errand.line.author is not Author.SYSTEM:
            self._drop_line(errand.line.id)
        if external is not None and external != errand.external:
            self._receipt(errand.ticket, errand.way, external, reason, Outcome.PENDING)

    def _receipt(self, ticket: Ticket, way: str | None, external: str | None, why: Reason, outcome: Outcome) -> None:
        number = next(self._receipt_ids)
        name, at = number_of(ticket.key), self._clock()
        self._receipts[number] = Receipt(number, name, ticket.desk, way, external, why, at, outcome)

    def _still(self, errand: Errand) -> Row | None:
        row = self._errands.get(errand.id)
        return row if row is not None and row.state == "held" and row.attempts == errand.attempt else None


def _wants_answer(line: Line | None) -> bool:
    return line is not None and line.author is Author.PERSON and not line.quiet


def _is_due(row: Row, now: float) -> bool:
    return row.due <= now or row.due > now + LONGEST_WAIT + LEASE


def _tried(row: Row, now: float) -> float:
    return row.tried + step_of_time(row.changed, now, LONGEST_STEP_OF_TRYING)
