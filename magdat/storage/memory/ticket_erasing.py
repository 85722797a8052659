"""Erasing tickets in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from magdat.handoff.numbers import DAY, LONGEST_STEP_OF_AGE, key_of, step_of_time, tell_lost
from magdat.handoff.receipts import RECEIPTS_KEPT, Outcome, Reason, Receipt
from magdat.handoff.tickets import Status, Ticket
from magdat.privacy.pseudonym import PERSON_CHARACTERS
from magdat.storage.memory.ticket_errands import MemoryErrands


class MemoryErasing(MemoryErrands):
    """What goes, and the receipts of it."""

    def erase(self, pseudonyms: Iterable[str]) -> list[int]:
        """Erase every ticket of these conversations with all its lines."""
        with self._lock:
            return self._remove(self._of_these(set(pseudonyms)), Reason.ASKED)

    def forget(self, days: float) -> list[int]:
        """Erase the tickets that were closed or withdrawn for so many days."""
        now = self._clock()
        with self._lock:
            self._receipts = {
                key: item
                for key, item in self._receipts.items()
                if item.at > now - RECEIPTS_KEPT or item.outcome is Outcome.LEFT
            }
            ended = [key for key, item in self._tickets.items() if item.status in (Status.CLOSED, Status.WITHDRAWN)]
            for key in ended:
                age, looked = self._ages[key]
                self._ages[key] = (age + step_of_time(looked, now, LONGEST_STEP_OF_AGE), now)
            old = sorted(key for key in ended if self._ages[key][0] >= days * DAY)
            tell_lost(sorted({row.ticket for row in self._errands.values()} & set(old)))
            return self._remove(old, Reason.OLD)

    def receipts(self, key: int | None = None) -> list[Receipt]:
        """Return the receipts of one ticket, or all of them."""
        with self._lock:
            settled = (item for item in self._receipts.values() if item.outcome is not Outcome.LEFT)
            return [item for item in settled if key is None or key_of(item.number) == key]

    def to_erase(self, ways: Collection[str]) -> list[Receipt]:
        """Return what these ways still have to erase at the other side."""
        with self._lock:
            return [item for item in self._receipts.values() if item.way in ways and item.outcome is Outcome.PENDING]

    def settle(self, receipt: int, outcome: Outcome) -> None:
        """Note what became of the texts at the other side."""
        with self._lock:
            if receipt in self._receipts:
                self._receipts[receipt] = replace(self._receipts[receipt], outcome=outcome)

    def _of_these(self, pseudonyms: set[str]) -> list[int]:
        return [
            key
            for key, item in self._tickets.items()
            if item.conversation is not None
            and (item.conversation in pseudonyms or item.conversation[:PERSON_CHARACTERS] in pseudonyms)
        ]

    def _remove(self, keys: list[int], reason: Reason) -> list[int]:
        for key in keys:
            ticket = self._tickets.pop(key)
            if ticket.status is not Status.WITHDRAWN:
                self._leave_receipts(ticket, reason)
            self._errands = {number: row for number, row in self._errands.items() if row.ticket != key}
            self._lines = {number: line for number, line in self._lines.items() if line.ticket != key}
            self._marks = {mark: owner for mark, owner in self._marks.items() if owner != key}
            self._links = {place: name for place, name in self._links.items() if place[0] != key}
        return keys

    def _erase_lines(self, ticket: Ticket) -> None:
        """Erase what was said in a ticket that is withdrawn, save a line that a courier holds."""
        key = ticket.key
        self._errands = {
            number: row for number, row in self._errands.items() if row.ticket != key or row.state == "held"
        }
        held = {row.line for row in self._errands.values() if row.ticket == key}
        self._lines = {number: line for number, line in self._lines.items() if line.ticket != key or number in held}
        self._leave_receipts(ticket, Reason.WITHDRAWN)

    def _leave_receipts(self, ticket: Ticket, reason: Reason) -> None:
        self._receipt(ticket, None, None, reason, Outcome.ERASED)
        for number, item in self._receipts.items():
            if key_of(item.number) == ticket.key and item.outcome is Outcome.LEFT:
                self._receipts[number] = replace(item, reason=reason, at=self._clock(), outcome=Outcome.PENDING)
        for (key, way), external in sorted(self._links.items()):
            if key == ticket.key:
                self._receipt(ticket, way, external, reason, Outcome.PENDING)
