"""What was pushed to the web widget in memory, for tests."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from magdat.privacy.pseudonym import PERSON_CHARACTERS
from magdat.storage.ports import PushRow


class MemoryPushRows:
    """What was pushed in the last minutes."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Begin with nothing; ``clock`` gives seconds since 1970."""
        self._clock = clock
        self._lock = threading.Lock()
        self._rows: dict[int, PushRow] = {}

    def keep(self, rows: Sequence[PushRow], had: Mapping[str, int]) -> None:
        """Keep what was pushed, and note up to which number somebody has it."""
        with self._lock:
            for row in rows:
                self._rows.setdefault(row.number, row)
            for number, row in self._rows.items():
                if number <= had.get(row.conversation, 0):
                    self._rows[number] = replace(row, had=True)

    def left(self, most: int) -> list[PushRow]:
        """Return the latest that are still to be kept, in order."""
        with self._lock:
            kept = sorted((row for row in self._rows.values() if row.until > self._clock()), key=lambda row: row.number)
        return kept[-most:]

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Remove all that was pushed to these persons."""
        gone = set(pseudonyms)
        return self._drop(lambda row: bool({row.conversation, row.conversation[:PERSON_CHARACTERS]} & gone))

    def forget(self) -> int:
        """Remove what is past its time."""
        return self._drop(lambda row: row.until <= self._clock())

    def _drop(self, goes: Callable[[PushRow], bool]) -> int:
        with self._lock:
            gone = [number for number, row in self._rows.items() if goes(row)]
            for number in gone:
                del self._rows[number]
            return len(gone)
