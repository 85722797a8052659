"""Given questions in memory."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable

from magdat.insight.questions import GivenQuestion
from magdat.privacy.pseudonym import PERSON_CHARACTERS
from magdat.storage.memory.retention_time import MemoryRetentionTime
from magdat.storage.retention_time import DAY, moment_of


class MemoryGivenQuestions:
    """The questions that people gave to HR, for tests."""

    def __init__(self, clock: Callable[[], float] = time.time, retention: MemoryRetentionTime | None = None) -> None:
        """Begin with nothing."""
        self._clock = clock
        self._retention = retention or MemoryRetentionTime(clock)
        self._numbers = itertools.count(1)
        self._kept: dict[int, tuple[GivenQuestion, str]] = {}

    def add(self, text: str, topic: str | None, pseudonym: str) -> int:
        """Keep a question; return its number."""
        number = next(self._numbers)
        self._kept[number] = (GivenQuestion(number, text, topic, self._clock()), pseudonym)
        return number

    def waiting(self) -> list[GivenQuestion]:
        """Return the questions, the oldest first."""
        return sorted((question for question, _ in self._kept.values()), key=lambda item: (item.given, item.number))

    def done(self, number: int) -> bool:
        """Erase one question; return whether it was there."""
        return self._kept.pop(number, None) is not None

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Erase the questions of these pseudonyms; return how many there were."""
        wanted = set(pseudonyms)
        return self._erase(lambda _question, name: name in wanted or name[:PERSON_CHARACTERS] in wanted)

    def forget(self, days: float) -> int:
        """Erase what was given longer ago; return how many."""
        limit = moment_of(self._retention.look()) - days * DAY
        return self._erase(lambda question, _pseudonym: question.given <= limit)

    def _erase(self, fits: Callable[[GivenQuestion, str], bool]) -> int:
        gone = [number for number, (question, pseudonym) in self._kept.items() if fits(question, pseudonym)]
        for number in gone:
            del self._kept[number]
        return len(gone)
