"""One message of a person who passed something on, and what comes of it before the assistant reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from magdat.handoff.events import Event
from magdat.handoff.tickets import Status
from magdat.handoff.ways.person import BESIDE, STEPS, TAKES_OVER

STANDS = "stand"
"""The step of the reply that says where a question stands."""


@dataclass(frozen=True)
class Typed:
    """One message, and where it came from."""

    text: str
    conversation: str
    """The pseudonym of person and place."""

    names: Sequence[str]
    """Every pseudonym that the person had at this place, the present one among them."""

    everywhere: Callable[[], Sequence[str]]
    """Gives every pseudonym of the person in whatever channel and place."""

    channel: str
    address: Mapping[str, Any] | None
    """The way back; ``None`` where the channel brings nothing by itself."""

    mark: str
    """What tells this message from any other, also when it is brought twice."""

    private: bool = True
    """Whether answers can be shown here to the person alone."""

    drafting: Callable[[], bool] = lambda: False
    """Whether a question is being made in this conversation: what is added or taken back is about that one then."""


@dataclass(frozen=True)
class Told:
    """One reply."""

    text: str
    custom: Mapping[str, Any]
    heard: Callable[[], None] | None = None
    """What notes that the person heard it, where that counts."""

    claim: Callable[[], bool] | None = None
    """What notes that it is told now; ``False`` where another message told it meanwhile. Asked more than once it says
    the same."""


@dataclass(frozen=True)
class Heard:
    """What came of a message."""

    replies: tuple[Told, ...] = ()
    """What is said at once."""

    ends: bool = False
    """Whether the assistant is not to read it."""

    relayed: bool = False
    """Whether it went to a person of a desk."""

    def after(self, fetched: Sequence[Told]) -> Heard:
        """Return it with what was fetched before it, but for what it says itself, and notes as told.

        Where it says how a question stands, what happened to it until then says no more than that, or no longer holds.
        """
        own = {_what(reply) for reply in self.replies} if any(reply.heard for reply in self.replies) else set()
        stands = {reply.custom.get("nummer"): reply.custom.get("status") for reply in self.replies if _stands(reply)}

        def over(item: Told) -> bool:
            number, step = _what(item)
            talks = step in {TAKES_OVER, BESIDE} and stands.get(number) == Status.HUMAN.value
            return (number, step) in own or (number in stands and step in _OF_STANDING and not talks)

        return replace(self, replies=(*(item for item in fetched if not over(item)), *self.replies))

    def told(self) -> None:
        """Note that the replies went out; without that, typing again what was held back is no insisting.

        Raises:
            StorageError: it cannot be noted.
        """
        for reply in self.replies:
            if reply.claim is not None:
                reply.claim()
            if reply.heard is not None:
                reply.heard()


_OF_STANDING = {TAKES_OVER, BESIDE, STEPS[Event.TRANSFERRED], STEPS[Event.CLOSED]}
"""The steps of what happened that says where a question stands."""


def _stands(reply: Told) -> bool:
    return reply.custom.get("stap") == STANDS


def _what(reply: Told) -> tuple[object, object]:
    """Return the question that a reply is about, and what it is."""
    return reply.custom.get("nummer"), reply.custom.get("stap")
