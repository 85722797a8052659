"""What a desk proposes to say in the policy. HR decides: nothing of this reaches an answer by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Proposal:
    """One answer that a desk gave and that might stand in the policy."""

    number: int
    ticket: int
    """The key of the ticket that it came from."""

    agent: str
    topic: str | None
    clause: str | None
    """The number of the clause it would stand under; ``None`` when that is for HR to say."""

    content: bytes
    """Sealed, bound to :data:`BOUND_TO`: the redacted question and the text, as JSON."""

    made: float


BOUND_TO = "proposal"


class Proposals(Protocol):
    """What waits for HR; every method raises StorageError when nothing could be read or written."""

    def add(self, ticket: int, agent: str, topic: str | None, clause: str | None, content: bytes, mark: str) -> int:
        """Keep a proposal; return its number. The same mark again returns the number that it got."""

    def waiting(self) -> list[Proposal]:
        """Return the proposals, the oldest first."""

    def done(self, number: int) -> bool:
        """Erase a proposal that HR is done with; return whether there was one."""

    def erase(self, tickets: Iterable[int]) -> int:
        """Erase what came from these tickets; return how many."""

    def forget(self, days: float) -> int:
        """Erase what waits longer; return how many."""
