"""Questions that people gave to HR after they saw them, so that an answer can be written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class GivenQuestion:
    """One question as HR sees it. It has no room for who asked."""

    number: int
    text: str
    """Redacted, and as the person last saw it before saying yes."""

    topic: str | None
    """The likeliest topic, when there is one."""

    given: float
    """When it was given (seconds since 1970)."""


class GivenQuestions(Protocol):
    """The questions that wait for an answer to be written. A pseudonym goes in, for erasure, and never comes out."""

    def add(self, text: str, topic: str | None, pseudonym: str) -> int:
        """Keep a question, already redacted and agreed to; return its number.

        Raises:
            StorageError: it could not be kept, so the person must not be told that it was.
        """

    def waiting(self) -> list[GivenQuestion]:
        """Return the questions, the oldest first."""

    def done(self, number: int) -> bool:
        """Erase a question that HR is done with; return whether there was one."""

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Erase the questions of these pseudonyms; return how many there were."""

    def forget(self, days: float) -> int:
        """Erase the questions that were given longer ago than the retention; return how many."""
