"""The outbox: messages wait here until a person's mailbox or helpdesk has taken them, also across a crash.

This is the port, with what every form of it has in common; magdat/storage holds the forms. Times are seconds since
1970, and no step of time counts for more than a day: a clock that jumps a year loses no message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import structlog

from magdat.handoff.message import Handoff

logger = structlog.get_logger(__name__)

DAY = 86_400.0
"""Seconds in a day."""

LEASE = 1_800.0
"""Seconds that one courier has for one message; longer than every time-out of an adapter added up (mail: ten minutes
for the confirmation, and a minute for each of a dozen other steps)."""

GIVE_UP_AFTER = 7
"""Days of trying after which a message counts as undeliverable."""

LONGEST_WAIT = DAY
"""Seconds that a message may be put off at most; a later moment was set by a clock that was wrong."""

LONGEST_STEP_OF_TRYING = DAY
"""Seconds that count as trying between two moments of one message, however far the clock says they lie apart."""

LONGEST_STEP_OF_AGE = 2 * DAY
"""Seconds that a message ages at most between two clean-ups, which come daily."""

CRASHED = "crashed while sending"
"""The reason of a message whose couriers die time and again."""


class State(str, Enum):
    """Where a message stands."""

    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class Claim:
    """One message that this courier, and no other, may send until its lease ends."""

    number: str
    handoff: Handoff
    attempt: int
    """Which attempt this is, from 1; it also tells this claim from a later one of the same message."""


@dataclass(frozen=True)
class Failure:
    """One message that did not arrive, for the operator: no text, no topic."""

    number: str
    created: float
    """When it was put in the outbox (seconds since 1970)."""

    reason: str


@dataclass(frozen=True)
class Report:
    """How the outbox stands: how many messages in each state, and which ones did not arrive."""

    counts: dict[State, int]
    oldest_waiting: float | None
    """When the longest waiting message was put in the outbox (seconds since 1970); ``None`` if none waits."""

    failures: tuple[Failure, ...]


class Outbox(Protocol):
    """Messages that wait. Threads and processes may share them.

    A message is ``pending``, then ``sending`` while a courier holds it, then ``delivered`` or ``failed``. A courier
    that dies while sending loses the message when its lease ends; the next one sends it again. A message can thus
    arrive twice, under the same number, but never not at all. Every method raises StorageError when the message
    could not be written or read; nothing was changed then.
    """

    clock: Callable[[], float]
    """Gives the time in seconds since 1970."""

    def add(self, handoff: Handoff) -> str:
        """Keep a message until it is delivered; return its number, such as ``MD-0007``.

        Raises:
            StorageError: the message could not be written, so the person must not be told that it was.
        """

    def claim(self) -> Claim | None:
        """Take the message that is longest due, for this courier alone; ``None`` when nothing is due."""

    def delivered(self, number: str) -> None:
        """Note that a message arrived, and erase its text; only number, topic and times remain.

        It holds whoever says so: a courier whose lease ran out meanwhile did deliver the message.

        Raises:
            ValueError: ``number`` is not a number of an outbox.
        """

    def failed(self, number: str, retry_at: float | None, reason: str, *, attempt: int | None = None) -> State | None:
        """Note that sending failed, and return what became of the message.

        Args:
            number: the number of the message.
            retry_at: when to try again (seconds since 1970); ``None`` when trying again is no use.
            reason: a short code for the operator, without any text of the message.
            attempt: the attempt that failed. When another courier took the message over since, nothing changes.

        Returns:
            ``PENDING`` or ``FAILED``; ``None`` when the message was no longer this courier's.

        Raises:
            ValueError: ``number`` is not a number of an outbox.
        """

    def retry(self, number: str) -> bool:
        """Give a failed message a fresh start, once the operator has mended what was wrong.

        Returns:
            Whether there was such a failed message.

        Raises:
            ValueError: ``number`` is not a number of an outbox.
        """

    def clean(self, retention_days: float) -> int:
        """Forget every message that is here for longer than the retention; return how many.

        Messages that never arrived go too, because their text may be kept no longer; their numbers are logged. Those
        age by at most two days a clean-up, so that none goes because a clock jumped.
        """

    def report(self) -> Report:
        """Return how the outbox stands, for the operator: counts and numbers, no texts and no topics."""


def step_of_time(since: float, now: float, longest: float) -> float:
    """Return the seconds between two moments, as far as a clock that may jump can be believed."""
    return min(max(now - since, 0.0), longest)


def tell_lost(keys: Iterable[int]) -> None:
    """Write in the log which messages were erased that never arrived."""
    numbers = [number_of(key) for key in keys]
    if numbers:
        logger.warning("handoff.erased_undelivered", numbers=numbers)


def number_of(key: int) -> str:
    """Return how a message is called: ``MD-0007``."""
    return f"MD-{key:04d}"


def key_of(number: str) -> int:
    """Return the key in a number.

    Raises:
        ValueError: it is not a number of an outbox.
    """
    match = re.fullmatch(r"MD-(\d{4,18})", number, re.ASCII)
    if match is None:
        raise ValueError(f"{number!r} is not a number such as MD-0007")
    return int(match[1])


def pack(handoff: Handoff) -> str:
    """Return what has to be erased at delivery, as JSON."""
    erased = {"message": handoff.message, "contact": handoff.contact, "context": dict(handoff.context)}
    shown = {"topic_shown": handoff.topic_shown, "context_shown": handoff.context_shown}
    text = json.dumps({**erased, **shown}, ensure_ascii=False)
    # Half a surrogate pair is possible in JSON from a browser, but in no file and no mail.
    return text.encode("utf-8", "replace").decode("utf-8")


def unpack(topic: str | None, payload: str) -> Handoff:
    """Return the message of which ``pack`` made this."""
    kept = json.loads(payload)
    shown = kept.get("topic_shown"), kept.get("context_shown")  # an earlier version kept no words
    return Handoff(kept["message"], kept["contact"], topic, kept["context"], *shown)
