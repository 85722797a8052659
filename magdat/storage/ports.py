"""Everything that is kept, as nouns; each has a form for SQL or Redis and one in memory, and the same tests.

A port belongs to the room whose words it uses; this is the list of all of them, with those that no room owns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from magdat.handoff.tickets import Tickets
from magdat.insight.counts import Counts
from magdat.insight.questions import GivenQuestions
from magdat.policy.archive import Archive
from magdat.privacy.pseudonym import Keys
from magdat.staff.agents import Agents
from magdat.staff.audit import Audit
from magdat.staff.proposals import Proposals
from magdat.staff.visits import Visits
from magdat.storage.errors import OldSchema, StorageError
from magdat.storage.last_done import LastDone
from magdat.storage.letters import Letters
from magdat.storage.retention_time import RetentionTime

__all__ = [
    "Agents",
    "Archive",
    "Audit",
    "Conversation",
    "Conversations",
    "Counts",
    "Drafts",
    "EventIds",
    "GivenQuestions",
    "Keys",
    "LastDone",
    "Letters",
    "Limits",
    "Locks",
    "OldSchema",
    "Proposals",
    "Push",
    "Pushes",
    "RetentionTime",
    "Session",
    "Sessions",
    "StorageError",
    "Tickets",
    "Underway",
    "Visits",
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

    def go_on(self, pseudonym: str, state: str, seen: float | None) -> float | None:
        """Keep how a conversation stands now, if nobody changed or erased it meanwhile.

        Args:
            pseudonym: whose it is, and where.
            state: how it stands now.
            seen: when it had last changed as it was read; ``None`` when there was none.

        Returns:
            When it changed now; ``None`` when it stands otherwise than it was read, and nothing was kept.
        """

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Erase the conversations of these pseudonyms; return how many there were."""

    def forget(self, days: float) -> int:
        """Erase the conversations that did not change for so many days; return how many."""


class Limits(Protocol):
    """How much anybody may still do: a bucket of tokens by name, that fills at a steady pace."""

    shared: bool
    """Whether several processes count together, so that counting takes a way to another one."""

    def take(self, name: str, *, burst: float, per_second: float) -> bool:
        """Take a token; ``False`` when the bucket is empty.

        Args:
            name: whose bucket, and for what.
            burst: how many it holds; it begins full.
            per_second: how many come back in a second.
        """

    def give_back(self, name: str, *, burst: float) -> None:
        """Put back a token that was taken for nothing; a bucket never holds more than ``burst``."""


class EventIds(Protocol):
    """The ids of what a channel delivered, so that it is known when it comes a second time."""

    def first(self, event_id: str, *, seconds: float) -> bool:
        """Return whether this id is seen for the first time within ``seconds``, and remember it."""

    def seen(self, event_id: str) -> bool:
        """Return whether this id is remembered."""


UNDERWAY = 12.0
"""Seconds that a message counts as being answered after it was last said so."""


class Underway(Protocol):
    """What is being answered, so that somebody can be told when the process that does it falls away."""

    def begin(self, conversation: str, message: str) -> None:
        """Say that a message is being answered; say it again before the lease of it ends."""

    def over(self, conversation: str, message: str) -> None:
        """Say that it is answered."""

    def left(self) -> list[tuple[str, str]]:
        """Return the messages, with their conversations, that nobody answers any more; each is given out once."""


class Drafts(Protocol):
    """What somebody is still busy with, for a while, and never on a disk of ours."""

    def keep(self, owner: str, text: str) -> None:
        """Keep a text of somebody, in the place of what was kept before."""

    def recall(self, owner: str) -> str | None:
        """Return what was kept, unless it was too long ago."""

    def drop(self, owner: str) -> None:
        """Forget what was kept of somebody."""


LEASE = 8.0
"""Seconds that a place in a line is kept of whoever says nothing: so long a killed process holds up a conversation."""


class Locks(Protocol):
    """Who may go on with something now: a line for each name, first come, first served, over all that share it."""

    shared: bool
    """Whether other processes stand in the same lines."""

    def join(self, name: str) -> str:
        """Stand at the end of a line; return what the place is called."""

    def ahead(self, name: str, place: str) -> int | None:
        """Say that one is still waiting; return how many stand before a place, ``None`` when it was lost.

        At 0 it is its turn. A place of somebody who said nothing for the length of a lease is passed over.
        """

    def hold(self, name: str, place: str) -> bool:
        """Say that whoever has their turn is still busy; ``False`` when somebody else's turn came meanwhile."""

    def leave(self, name: str, place: str) -> None:
        """Leave the line, wherever one stands in it."""


@dataclass(frozen=True)
class Push:
    """Something that happened in a conversation, for whoever is connected to it."""

    kind: str
    """What happened, in a word."""

    data: Mapping[str, Any]
    """What there is to tell of it; JSON."""

    number: int = 0
    """Its place: numbers only grow, over restarts too. 0 until it is published."""


class Pushes(Protocol):
    """What goes to people by itself, wherever they are connected; kept for minutes.

    Any process may publish: a conversation goes by the pseudonym of its person and place.
    """

    def publish(self, conversation: str, push: Push) -> int:
        """Tell everybody who is connected to a conversation; return the number that it got."""

    def after(self, conversation: str, number: int) -> list[Push]:
        """Return what is still kept of a conversation after a number, in order.

        A number that was never given (a clock was set back, and what knew better is gone) counts as 0.
        """

    def mark(self, conversation: str) -> int:
        """Return a number after which everything comes that is published from now on, and nothing from before."""

    def acknowledge(self, conversation: str, number: int) -> None:
        """Note that somebody has everything of a conversation up to a number; one that was never given says nothing."""

    def acknowledged(self, conversation: str) -> int:
        """Return up to which number somebody has it, as long as something of that is kept; 0 when nobody said so."""

    def listen(self, conversation: str, heard: Callable[[], None]) -> AbstractContextManager[None]:
        """Have ``heard`` called, on any thread, when there is something new; as long as the block lasts."""

    def heard(self, conversation: str) -> bool:
        """Return whether somebody listens to a conversation, in whichever process."""

    def erase(self, conversation: str) -> None:
        """Forget what is kept of a conversation."""

    def forget(self) -> None:
        """Let go of everything that is past its time."""


@dataclass(frozen=True)
class PushRow:
    """Something that was pushed, as it is written."""

    number: int
    conversation: str
    """The pseudonym of a person at a place."""

    content: bytes
    """Sealed."""

    until: float
    """When it is past its time (seconds since 1970)."""

    had: bool = False
    """Whether somebody said that they have it."""


class PushRows(Protocol):
    """What was pushed in the last minutes by the one process that there is, so that the next one goes on with it."""

    def keep(self, rows: Sequence[PushRow], had: Mapping[str, int]) -> None:
        """Keep what was pushed, and note up to which number somebody has what is kept of a conversation."""

    def left(self, most: int) -> list[PushRow]:
        """Return the latest that are still to be kept, in order."""

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Remove all that was pushed to these persons; return how much there was."""

    def forget(self) -> int:
        """Remove what is past its time; return how much there was."""


@dataclass(frozen=True)
class Session:
    """What one token opens."""

    family: str
    """A digest of the conversation that it belongs to, by which all its tokens end together."""

    sealed: str
    """Who and where, readable with the token alone."""

    until: float
    """When it ends (seconds since 1970)."""

    replaced: bool = False
    """Whether there is a newer token in its place, and this one is only good for what is on its way."""


class Sessions(Protocol):
    """Which tokens are good; kept by their digest, so that nobody can use what is kept."""

    def begin(self, token: str, session: Session, *, instead_of: str | None = None, grace: float = 0.0) -> None:
        """Keep what a new token opens.

        Args:
            token: the digest of the token.
            session: what it opens.
            instead_of: the digest of the token that it replaces, which from now on is good for ``grace`` seconds only.
            grace: see there.
        """

    def of(self, token: str) -> Session | None:
        """Return what a token opens; ``None`` when it is not good, or not any more."""

    def prolong(self, token: str, until: float) -> None:
        """Let a token last longer, unless another is in its place."""

    def erase(self, family: str) -> int:
        """End every token of a conversation; return how many there were."""
