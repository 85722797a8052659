"""Everything that is kept, as nouns; each has a form for SQL or Redis and one in memory, and the same tests.

A port belongs to the room whose words it uses; this is the list of all of them, with those that no room owns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from magdat.handoff.outbox import Outbox
from magdat.insight.counts import Counts
from magdat.insight.questions import GivenQuestions
from magdat.policy.archive import Archive
from magdat.privacy.pseudonym import Keys
from magdat.storage.errors import OldSchema, StorageError
from magdat.storage.letters import Letters

__all__ = [
    "Archive",
    "Conversation",
    "Conversations",
    "Counts",
    "Drafts",
    "EventIds",
    "GivenQuestions",
    "Keys",
    "Letters",
    "Limits",
    "OldSchema",
    "Outbox",
    "StorageError",
]


@dataclass(frozen=True)
class Conversation:
    """How one conversation stands."""

    pseudonym: str
    state: str
    """JSON of what the conversation needs; never a text that somebody typed."""

    updated: float
    """When it last changed (seconds since 1970)."""


class Conversations(Protocol):
    """How every conversation stands: one row each, written whole."""

    def of(self, pseudonym: str) -> Conversation | None:
        """Return how a conversation stands; ``None`` when there is none."""

    def keep(self, pseudonym: str, state: str) -> None:
        """Keep how a conversation stands now, in the place of how it stood."""

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Erase the conversations of these pseudonyms; return how many there were."""

    def forget(self, days: float) -> int:
        """Erase the conversations that did not change for so many days; return how many."""


class Limits(Protocol):
    """How much anybody may still do: a bucket of tokens by name, that fills at a steady pace."""

    def take(self, name: str, *, burst: float, per_second: float) -> bool:
        """Take a token; ``False`` when the bucket is empty.

        Args:
            name: whose bucket, and for what.
            burst: how many it holds; it begins full.
            per_second: how many come back in a second.
        """


class EventIds(Protocol):
    """The ids of what a channel delivered, so that what it delivers again is known."""

    def first(self, event_id: str, *, seconds: float) -> bool:
        """Return whether this id is seen for the first time within ``seconds``, and remember it."""


class Drafts(Protocol):
    """What somebody is still busy with, for a while, and never on a disk of ours."""

    def keep(self, owner: str, text: str) -> None:
        """Keep a text of somebody, in the place of what was kept before."""

    def recall(self, owner: str) -> str | None:
        """Return what was kept, unless it was too long ago."""

    def drop(self, owner: str) -> None:
        """Forget what was kept of somebody."""
