"""What every channel has in common: something comes in from a person at a place, and replies go out to there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, runtime_checkable

from rasa.core.channels.channel import OutputChannel, UserMessage

from channels.parts import Parts
from magdat.answers.answer import BELONGS

OnNewMessage = Callable[[UserMessage], Coroutine[Any, Any, Any]]
"""What Rasa gives a channel, to hand messages to."""

COUNTED_AS = "geteld_als"
"""What the actions count somebody as: a pseudonym of where a message came from, or of who wrote it."""

Address = Mapping[str, Any]
"""What a way back is built from, also after a restart: JSON, of the channel's own making. It is kept sealed."""


@dataclass(frozen=True)
class Incoming:
    """One message of one person at one place."""

    channel: str
    person: str
    """Who, as the channel calls them."""

    text: str
    tenant: str = ""
    """The company or workspace, where the channel has several."""

    place: str = ""
    """The chat, group or thread. What is said at one place is known at no other."""

    origin: str = ""
    """Where it came from when the channel cannot tell who somebody is: anybody may call themselves anything."""

    event: str = ""
    """What the channel calls this delivery: the same one is handled once, however often it is brought."""

    group: bool = False
    """Whether others read along at this place."""

    under: str = ""
    """The mark of a button that was pressed, as it came with the reply (``Reply.buttons``)."""

    @property
    def beside(self) -> dict[str, str]:
        """Return what goes to the actions beside the text."""
        return {BELONGS: self.under} if self.under else {}


@dataclass(frozen=True)
class Reply:
    """One message to a person: a text with buttons, and its machine-readable form (docs/contract.md) if it has one.

    A channel for people draws what it can from ``custom``; ``text`` says the same where it can draw nothing. A reply
    may have no text, and is then for programs alone.
    """

    text: str = ""
    buttons: tuple[Mapping[str, str], ...] = ()
    """Each with ``title`` and ``payload``; with :data:`BELONGS` too where it means something under this reply only. A
    channel whose older buttons can still be pressed brings that back (``Incoming.under``)."""

    custom: Mapping[str, Any] = field(default_factory=dict)

    discreet: bool = False
    """Whether only the person themselves may see it, where others read along."""

    claim: Callable[[], bool] | None = field(default=None, compare=False)
    """Of what another message may tell meanwhile: ``False`` where it did. Who gathers replies asks it when they go."""


class NotSent(Exception):
    """A reply could not be sent now, and may be sent later."""

    def __init__(self, why: str, *, after: float | None = None) -> None:
        """Say why, without a word of the reply: the log shows it.

        Args:
            why: a short reason.
            after: how many seconds the other side asks to wait.
        """
        super().__init__(why)
        self.after = after


class Away(NotSent):
    """Nobody is there to read a reply: it waits until somebody is, and that is no fault."""


class Undeliverable(Exception):
    """A reply can never be sent: the place is gone, or no longer lets us in. The log shows its text: no word of it."""


class Outgoing(Protocol):
    """The way back to the place where a message came from."""

    async def send(self, reply: Reply) -> None:
        """Send one reply.

        Raises:
            NotSent: it has to be tried again.
            Undeliverable: trying again is of no use.
        """


@runtime_checkable
class Gathering(Protocol):
    """A way back that gathers replies and sends them together, when all were said."""

    def when_sent(self, note: Callable[[], Awaitable[None]]) -> None:
        """Keep what notes that they were told, until they go."""


@runtime_checkable
class Marked(Protocol):
    """A way back that can know again what it sent, where whoever sent it died before it was noted."""

    def marked(self, mark: str, *, again: bool, parts: Parts) -> Outgoing:
        """Return the way back for one reply.

        Args:
            mark: tells this reply from any other; it says nothing about it.
            again: whether somebody may have sent it already, or some of it.
            parts: remembers which parts of it arrived, where it takes several messages.
        """


WayBack = Callable[[Address], Outgoing]
"""Builds the way back to an address."""


class RasaOutput(OutputChannel):
    """What Rasa sees of a way back: it says a text and its machine-readable form apart, and here they become one."""

    def __init__(self, channel: str, outgoing: Outgoing) -> None:
        """Send by ``outgoing``."""
        self._channel = channel
        self.outgoing = outgoing
        self._unsent: Reply | None = None
        self.sent = 0
        """How many messages Rasa sent."""

        self.erased = False
        """Whether the person had their conversation erased."""

        self.step: str | None = None
        """What the last reply calls its step, where it asks for something (docs/contract.md)."""

    def name(self) -> str:
        """Return the channel's name."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Send what an action said; a text waits until it is known what follows on it."""
        self.sent += 1
        custom = message.get("custom") or {}
        self.erased = self.erased or custom.get("gebaar") == "wissen"
        self.step = custom.get("stap") or self.step
        if message.get("text"):
            await self.flush()
            self._unsent = Reply(str(message["text"]), tuple(message.get("buttons") or ()))
        if custom:
            said, self._unsent = self._unsent or Reply(), None
            await self.outgoing.send(replace(said, custom=custom))

    async def flush(self) -> None:
        """Send the text that waits for what follows on it: nothing does."""
        said, self._unsent = self._unsent, None
        if said is not None:
            await self.outgoing.send(said)


class Collected:
    """Replies that are kept together."""

    def __init__(self) -> None:
        """Begin with none."""
        self.replies: list[Reply] = []

    async def send(self, reply: Reply) -> None:
        """Keep one reply."""
        self.replies.append(reply)
