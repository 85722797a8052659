"""What cannot be read of the desks' answers: a whole way, or one ticket or channel of it, for as long as it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

WHOLE = ""
"""The place of a trouble that is the whole way's."""


@dataclass(frozen=True)
class Trouble:
    """One thing of which no answers come in; no text of anybody."""

    way: str
    place: str
    """A number, or what the other side calls a channel; WHOLE is the way itself."""

    reason: str
    since: float
    """When it was first seen, in seconds since 1970."""


class Troubles(Protocol):
    """Where troubles are kept, for whoever watches; raises StorageError as all of the port of tickets does."""

    def trouble(self, way: str, place: str, reason: str | None) -> bool:
        """Note that answers of a place cannot be read, and why; ``None`` says that they can. Return whether it is news.

        The moment at which it began is kept until it is over.
        """

    def troubles(self) -> list[Trouble]:
        """Return what is not over, in order of ways and places."""
