"""The port of what waits in front of Rasa and behind it, with what every form of it has in common.

Contents are opaque here: whoever brings them seals them first (magdat/privacy/seal.py). Times are seconds since 1970.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

LEASE = 45.0
"""Seconds that a worker holds a letter unless it says again that it does; a crash frees it after so long."""

MOST_PUT_OFF = 86_400.0
"""Seconds that a letter may be put off at most; a later moment was set by a clock that was wrong."""

DELIVERIES_KEPT = 3 * 86_400.0
"""Seconds that the name of a delivery is known: longer than any channel brings the same one again."""

AT_ONCE = 0.0
"""A moment before every other: what is due since then is taken first."""

KEPT = 86_400.0
"""Seconds that a letter waits: nobody wants the answer of the day before yesterday. What goes to somebody whose
question is with a desk waits until so long after that is closed."""


AT_A_DESK = frozenset({"waiting", "human"})
"""How a question stands (magdat/handoff/tickets.py) while it is with a desk."""


class Way(str, Enum):
    """Where a letter goes."""

    IN = "in"
    """A message, to Rasa."""

    OUT = "out"
    """A reply, to a person."""


@dataclass(frozen=True)
class Letter:
    """A message or a reply that waits."""

    channel: str
    conversation: str
    """The pseudonym of a person at a place; what is of one conversation keeps its order."""

    content: bytes
    """Sealed."""


@dataclass(frozen=True)
class Held:
    """A letter that one worker, and no other, holds until its lease ends."""

    id: int
    letter: Letter
    attempt: int
    """Which attempt this is, from 1; it also tells this hold from a later one of the same letter."""

    received: float


@dataclass(frozen=True)
class Queued:
    """How many messages wait."""

    of_conversation: int
    of_channel: int
    in_all: int


@dataclass(frozen=True)
class Waiting:
    """How what goes one way waits, for whoever watches over it."""

    letters: int
    oldest: float
    """Seconds since the oldest came in; 0 without any."""

    overdue: float
    """Seconds that what could be taken was left; 0 where all that is due is being handled."""


class Letters(Protocol):
    """Letters that wait; threads and processes may share them.

    Of each conversation only the oldest letter on its way can be taken, and only when nobody holds it. Every method
    raises StorageError when nothing could be written or read; nothing was changed then.
    """

    def known(self, delivery: str) -> bool:
        """Return whether a delivery came before."""

    def queued(self, channel: str, conversation: str) -> Queued:
        """Return how many messages wait, to say in time that it is too busy."""

    def waiting(self, way: Way) -> Waiting:
        """Return how what goes this way waits."""

    def accept(self, letter: Letter, delivery: str | None, *, ahead: bool = False) -> bool:
        """Keep a message, and remember its delivery, in one step; ``False`` when that delivery came before.

        Args:
            letter: the message.
            delivery: a digest of what the channel calls this delivery; ``None`` when it has no name.
            ahead: whether it goes before the messages of other conversations.
        """

    def send(self, letter: Letter, delivery: str) -> bool:
        """Keep a reply that answers no message, and remember it, in one step; ``False`` when it was kept before.

        Args:
            letter: the reply, sealed as every other; it goes after what is on its way to that conversation.
            delivery: a digest that tells it from any other, so that whoever is not sure can send it again.
        """

    def note(self, delivery: str) -> None:
        """Remember a delivery that leaves nothing to do, as a part of a reply that arrived; twice is once."""

    def take(self, way: Way, channels: Collection[str]) -> Held | None:
        """Take what waits longest for one of these channels; ``None`` when nothing is due."""

    def hold(self, held: Collection[Held]) -> None:
        """Say that a worker is still busy with these."""

    def answered(self, held: Held, replies: Sequence[bytes], *, erased: Iterable[str] | None = None) -> bool:
        """Replace a message by the replies to it, in one step.

        Args:
            held: the message.
            replies: what is to be sent, sealed, in this order.
            erased: the pseudonyms of a conversation that its owner had erased: what was still to be sent goes too.

        Returns:
            Whether the message was still this worker's; otherwise nothing is kept.
        """

    def done(self, held: Held) -> None:
        """Remove a letter that arrived, or that never can."""

    def give_back(self, held: Held, after: float = 0.0, *, tried: bool) -> None:
        """Give a letter back, to be taken again.

        Args:
            held: the letter; when it is no longer this worker's, nothing happens.
            after: so many seconds it is left alone.
            tried: whether this counts as an attempt.
        """

    def erase(self, pseudonyms: Iterable[str]) -> int:
        """Remove all that waits of these persons, at every place; return how many letters."""

    def lasts(self, conversation: str) -> bool:
        """Return whether what goes there waits longer: a question of it is with a desk, or was a day ago."""

    def moment(self) -> float:
        """Return the moment from which is reckoned how long a letter waits: that of the clock, unless it jumped."""

    def forget(self) -> int:
        """Forget deliveries after three days, letters after one but for those that last; return how many letters."""
