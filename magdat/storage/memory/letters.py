"""Letters in memory."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from magdat.privacy.pseudonym import PERSON_CHARACTERS
from magdat.storage.letters import (
    AT_ONCE,
    DELIVERIES_KEPT,
    KEPT,
    LEASE,
    MOST_PUT_OFF,
    Held,
    Letter,
    Queued,
    Waiting,
    Way,
)
from magdat.storage.memory.retention_time import MemoryRetentionTime
from magdat.storage.retention_time import moment_of


@dataclass
class _Row:
    """One letter, as a row of the table is."""

    way: Way
    letter: Letter
    received: float
    due: float
    held: bool = False
    attempts: int = 0


class MemoryLetters:
    """Letters of one process, for tests."""

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        lasts: Callable[[str], bool] = lambda _conversation: False,
        retention: MemoryRetentionTime | None = None,
    ) -> None:
        """Begin with none; ``lasts`` says for which conversations a letter waits longer."""
        self._clock = clock
        self._retention = retention or MemoryRetentionTime(clock)
        self.lasts = lasts
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._rows: dict[int, _Row] = {}
        self._seen: dict[str, float] = {}

    def known(self, delivery: str) -> bool:
        """Return whether a delivery came before."""
        return delivery in self._seen

    def queued(self, channel: str, conversation: str) -> Queued:
        """Return how many messages wait."""
        with self._lock:
            waiting = [row.letter for row in self._rows.values() if row.way is Way.IN]
        return Queued(
            sum(letter.conversation == conversation for letter in waiting),
            sum(letter.channel == channel for letter in waiting),
            len(waiting),
        )

    def waiting(self, way: Way) -> Waiting:
        """Return how what goes this way waits."""
        now = self._clock()
        first: dict[str, float] = {}
        with self._lock:
            rows = [row for row in self._rows.values() if row.way is way]
        for row in rows:
            first.setdefault(row.letter.conversation, row.received if row.due <= AT_ONCE else row.due)
        oldest, due = min((row.received for row in rows), default=now), min(first.values(), default=now)
        return Waiting(len(rows), max(0.0, now - oldest), max(0.0, now - due))

    def accept(self, letter: Letter, delivery: str | None, *, ahead: bool = False) -> bool:
        """Keep a message, and remember its delivery."""
        return self._keep(Way.IN, letter, delivery, AT_ONCE if ahead else None)

    def send(self, letter: Letter, delivery: str) -> bool:
        """Keep a reply that answers no message, and remember it."""
        return self._keep(Way.OUT, letter, delivery)

    def note(self, delivery: str) -> None:
        """Remember a delivery that leaves nothing to do; twice is once."""
        with self._lock:
            self._seen.setdefault(delivery, self._clock())

    def take(self, way: Way, channels: Collection[str]) -> Held | None:
        """Take what waits longest for one of these channels."""
        now = self._clock()
        with self._lock:
            first: dict[str, int] = {}
            for number, row in self._rows.items():
                if row.way is way and row.letter.channel in channels:
                    first.setdefault(row.letter.conversation, number)
            due = [(self._rows[number].due, number) for number in first.values() if self._is_due(number, now)]
            if not due:
                return None
            number = min(due)[1]
            row = self._rows[number]
            row.held, row.due, row.attempts = True, now + LEASE, row.attempts + 1
            return Held(number, row.letter, row.attempts, row.received)

    def hold(self, held: Collection[Held]) -> None:
        """Say that a worker is still busy with these."""
        with self._lock:
            for item in held:
                if row := self._still(item):
                    row.due = self._clock() + LEASE

    def answered(self, held: Held, replies: Sequence[bytes], *, erased: Iterable[str] | None = None) -> bool:
        """Replace a message by the replies to it."""
        gone = set(erased or ())
        with self._lock:
            if self._still(held) is None:
                return False
            del self._rows[held.id]
            self._remove(lambda row: row.way is Way.OUT and _of_these(row, gone))
            for content in replies:
                self._add(Way.OUT, Letter(held.letter.channel, held.letter.conversation, content))
        return True

    def done(self, held: Held) -> None:
        """Remove a letter that arrived, or that never can."""
        with self._lock:
            self._rows.pop(held.id, None)

    def give_back(self, held: Held, after: float = 0.0, *, tried: bool) -> None:
        """Give a letter back, to be taken again."""
        with self._lock:
            if row := self._still(held):
                row.held, row.due = False, self._clock() + min(after, MOST_PUT_OFF)
                row.attempts = held.attempt if tried else held.attempt - 1

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Remove all that waits of these persons."""
        gone = set(pseudonyms)
        with self._lock:
            return self._remove(lambda row: _of_these(row, gone))

    def moment(self) -> float:
        """Return the moment from which is reckoned how long a letter waits."""
        return moment_of(self._retention.peek())

    def forget(self) -> int:
        """Forget deliveries after three days, and letters after one but for those that last."""
        now = moment_of(self._retention.look())
        with self._lock:
            self._seen = {name: seen for name, seen in self._seen.items() if seen > now - DELIVERIES_KEPT}
            return self._remove(lambda row: row.received <= now - KEPT and not self._is_kept(row))

    def _keep(self, way: Way, letter: Letter, delivery: str | None, due: float | None = None) -> bool:
        with self._lock:
            if delivery in self._seen:
                return False
            if delivery is not None:
                self._seen[delivery] = self._clock()
            self._add(way, letter, due)
        return True

    def _add(self, way: Way, letter: Letter, due: float | None = None) -> None:
        now = self._clock()
        self._rows[next(self._ids)] = _Row(way, letter, now, now if due is None else due)

    def _remove(self, fits: Callable[[_Row], bool]) -> int:
        gone = [number for number, row in self._rows.items() if fits(row)]
        for number in gone:
            del self._rows[number]
        return len(gone)

    def _is_due(self, number: int, now: float) -> bool:
        due = self._rows[number].due
        return due <= now or due > now + MOST_PUT_OFF + LEASE

    def _is_kept(self, row: _Row) -> bool:
        return row.way is Way.OUT and self.lasts(row.letter.conversation)

    def _still(self, held: Held) -> _Row | None:
        row = self._rows.get(held.id)
        return row if row is not None and row.held and row.attempts == held.attempt else None


def _of_these(row: _Row, pseudonyms: set[str]) -> bool:
    name = row.letter.conversation
    return name in pseudonyms or name[:PERSON_CHARACTERS] in pseudonyms
