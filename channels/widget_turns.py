"""What somebody says in the web widget is answered in the background; all that comes of it is pushed."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import structlog

from channels import threads
from channels.base import Away, Incoming, NotSent, Reply
from channels.gate import MOST_WAITING, Gate, OnNewMessage
from magdat.storage.errors import StorageError
from magdat.storage.ports import EventIds, Limits, Push, Pushes, Underway
from magdat.wording.phrases import Phrases

REMEMBERED = 3600.0
"""Seconds in which a message that the widget sends again is known."""

LOOK_AGAIN = 20.0
"""Seconds between two looks whether somebody came back to read what a person answered, or said that they have it."""

ARRIVES_WITHIN = 5.0
"""Seconds in which whoever listens has a push, and comes back to say so; after that it is looked at now and then."""

ASK_EACH = 0.1
"""Seconds between two looks whether a push that just went out arrived."""

BURST, PER_SECOND = 20, 2.4
"""Messages of one conversation: less than the gate allows, so that who is too fast hears here how long to wait."""

BURST_OF_ADDRESS, PER_SECOND_OF_ADDRESS = 300, 20.0
"""Messages of one address, behind which a whole company may be."""

GRACE = 5.0
"""Seconds that what is being answered gets when the server stops."""

logger = structlog.get_logger(__name__)


class Closing(Exception):
    """The server stops: the same message may be said again, to the next one."""


class TooFast(Exception):
    """Somebody asks more than they may."""

    def __init__(self, wait: float, why: str = "Je berichten komen te snel.") -> None:
        """Say after how many seconds it may be tried again, and why, in Dutch."""
        super().__init__(why)
        self.wait = max(1, math.ceil(wait))


class Turns:
    """The messages that are being answered in this process."""

    def __init__(
        self, gate: Gate, phrases: Phrases, pushes: Pushes, limits: Limits, events: EventIds, underway: Underway
    ) -> None:
        """Keep what answering takes."""
        self._gate = gate
        self._phrases = phrases
        self._pushes = pushes
        self._limits = limits
        self._events = events
        self._underway = underway
        self._stopping = False
        self._running: defaultdict[str, dict[str, asyncio.Task[None]]] = defaultdict(dict)

    async def say(self, conversation: str, incoming: Incoming, address: str, on_new_message: OnNewMessage) -> None:
        """Have a message answered in the background, unless it was said before.

        Args:
            conversation: the pseudonym that all of it is pushed to.
            incoming: the message; its ``event`` is what the widget calls it.
            address: of the machine that it came from.
            on_new_message: hands it to Rasa.

        Raises:
            TooFast: it may not be said now.
            Closing: the server stops; nothing was kept of it.
            StorageError: it cannot be known whether it may.
        """
        if self._stopping:
            raise Closing
        if incoming.event in self._running.get(conversation, {}):
            return
        if not await threads.short_lived(self._first, conversation, address, incoming.event):
            return
        before = list(self._running.get(conversation, {}).values())
        task = asyncio.create_task(self._answer(conversation, incoming, on_new_message, before))
        self._running[conversation][incoming.event] = task
        task.add_done_callback(lambda _: self._over(conversation, incoming.event))

    async def over(self, conversation: str, seconds: float) -> None:
        """Wait until nothing of a conversation is being answered, or the time is over."""
        if running := list(self._running.get(conversation, {}).values()):
            await asyncio.wait(running, timeout=seconds)

    async def stop(self) -> None:
        """Take nothing more and finish what is being answered; of what is late, say that no answer comes."""
        self._stopping = True
        if running := [task for turns in self._running.values() for task in turns.values()]:
            await asyncio.wait(running, timeout=GRACE)
        for conversation, turns in list(self._running.items()):
            for event, task in list(turns.items()):
                if not task.done():
                    task.cancel()
                    if not await self._ended(conversation, event):
                        await self._fault(conversation, event)
                    await self._is_over(conversation, event)  # or another process says it once more

    async def look_after(self) -> None:
        """Say what is still being answered here, and say of what nobody answers any more that no answer comes.

        A process that was killed says nothing of what it was busy with; whichever process lives says it.
        """
        try:
            for conversation, turns in list(self._running.items()):
                for event in list(turns):
                    await threads.short_lived(self._underway.begin, conversation, event)
            left = await threads.short_lived(self._underway.left)
        except StorageError as error:
            logger.error("widget.underway", why=str(error))
            return
        await self.leave(left)

    async def leave(self, left: Iterable[tuple[str, str]]) -> None:
        """Say of messages that were being answered by a process that died that no answer comes."""
        for conversation, event in left:
            if not await self._ended(conversation, event):
                logger.error("widget.left_behind")
                await self._fault(conversation, event)

    def _first(self, conversation: str, address: str, event: str) -> bool:
        """Return whether a message was not said before.

        Raises:
            TooFast: it may not be said now.
            StorageError: it cannot be known whether it may.
        """
        if len(self._running.get(conversation, ())) >= MOST_WAITING:
            raise TooFast(2)
        if not self._limits.take(f"widget:{conversation}", burst=BURST, per_second=PER_SECOND):
            raise TooFast(1 / PER_SECOND)
        of_address = {"burst": BURST_OF_ADDRESS, "per_second": PER_SECOND_OF_ADDRESS}
        if not self._limits.take(f"widget:adres:{address}", **of_address):
            raise TooFast(1)
        if not self._events.first(f"widget:{conversation}:{event}", seconds=REMEMBERED):
            return False
        if self._told(conversation, event):  # by the process before this one, which knew that it was said
            return False
        with contextlib.suppress(StorageError):  # it is known as said already: it has to be answered
            self._underway.begin(conversation, event)
        return True

    async def _answer(
        self, conversation: str, incoming: Incoming, on_new_message: OnNewMessage, before: list[asyncio.Task[None]]
    ) -> None:
        event = incoming.event
        try:
            await self._publish(conversation, "typing", {"answers": event})
            if before:
                await asyncio.wait(before)  # what somebody said first is answered first
            outgoing, address = Pushed(self._pushes, conversation, event), {"conversation": conversation}
            relayed = await self._gate.take(incoming, outgoing, on_new_message, address)
            # Whoever talks with a person gets no reply to each thing they say.
            await self._publish(conversation, "done", {"answers": event, **({"to": "person"} if relayed else {})})
        except asyncio.CancelledError:
            raise
        except Exception as error:  # whatever fails, whoever asked hears of it
            logger.error("widget.failed", kind=type(error).__name__)
            await self._fault(conversation, event)
        await self._is_over(conversation, event)

    async def _is_over(self, conversation: str, event: str) -> None:
        with contextlib.suppress(StorageError):  # it ends by itself, and then somebody hears that it went wrong
            await threads.short_lived(self._underway.over, conversation, event)

    async def _ended(self, conversation: str, event: str) -> bool:
        """Return whether somebody heard already how it ended: who says so may die before it is noted."""
        with contextlib.suppress(StorageError):  # once too often is better than never
            return await threads.short_lived(self._told, conversation, event)
        return False

    def _told(self, conversation: str, event: str) -> bool:
        pushed = self._pushes.after(conversation, 0)
        return any(push.kind in {"done", "fault"} and push.data.get("answers") == event for push in pushed)

    async def _fault(self, conversation: str, event: str) -> None:
        try:
            text = self._phrases.say("storing")
            await self._publish(conversation, "fault", {"answers": event, "text": text})
        except StorageError as error:
            logger.error("widget.pushes", why=str(error))

    async def _publish(self, conversation: str, kind: str, data: dict[str, str]) -> None:
        await threads.short_lived(self._pushes.publish, conversation, Push(kind, data))

    def _over(self, conversation: str, event: str) -> None:
        self._running[conversation].pop(event, None)
        if not self._running[conversation]:
            del self._running[conversation]


class Pushed:
    """The way back to one conversation in the widget."""

    def __init__(self, pushes: Pushes, conversation: str, answers: str) -> None:
        """Answer the message that the widget calls ``answers``."""
        self._pushes = pushes
        self._conversation = conversation
        self._answers = answers

    async def send(self, reply: Reply) -> None:
        """Push a reply.

        Raises:
            StorageError: it cannot be pushed.
        """
        data = _told(reply, self._answers)
        await threads.short_lived(self._push, Push("reply", data), erases=reply.custom.get("gebaar") == "wissen")

    def _push(self, push: Push, *, erases: bool) -> None:
        if erases:
            # What was said before is erased, also what only waits here for a connection that broke.
            self._pushes.erase(self._conversation)
        self._pushes.publish(self._conversation, push)


class Unasked:
    """The way back to one conversation for what nobody asked just now: it waits until somebody has it.

    A line that is open says little: behind a proxy it stays so when the laptop is shut. Such a push names its
    ``letter``, the stream that gives it ends, and whoever comes back with its number has it.
    """

    def __init__(self, pushes: Pushes, conversation: str, letter: str = "") -> None:
        """Push to a conversation while somebody listens to it, at whichever process.

        Args:
            pushes: where it is pushed.
            conversation: its pseudonym.
            letter: what tells this reply from any other, whenever it is pushed; the widget shows each once.
        """
        self._pushes = pushes
        self._conversation = conversation
        self._letter = letter

    def marked(self, mark: str, *, again: bool) -> Unasked:
        """Return the way back for one reply (see Marked)."""
        return Unasked(self._pushes, self._conversation, mark)

    async def send(self, reply: Reply) -> None:
        """Push a reply, unless it is on its way already, and see that it arrived.

        Raises:
            Away: nobody listens, or nobody said yet that they have it.
            NotSent: it cannot be pushed now.
        """
        try:
            number, patience = await threads.short_lived(self._number), 0.0
            if number is None:
                if not await threads.short_lived(self._pushes.heard, self._conversation):
                    raise Away("nobody listens", after=LOOK_AGAIN)
                push = Push("reply", {**_told(reply, ""), "letter": self._letter})
                number = await threads.short_lived(self._pushes.publish, self._conversation, push)
                patience = ARRIVES_WITHIN
            if not await self._arrived(number, patience):
                raise Away("nobody said that they have it", after=LOOK_AGAIN)
        except StorageError as error:
            raise NotSent(type(error).__name__) from None

    def _number(self) -> int | None:
        """Return the number under which the letter was pushed, as long as that is kept."""
        kept = self._pushes.after(self._conversation, 0)
        return next((push.number for push in kept if push.data.get("letter") == self._letter), None)

    async def _arrived(self, number: int, patience: float) -> bool:
        """Return whether somebody has everything up to a number, or has so within some seconds."""
        deadline = time.monotonic() + patience
        while await threads.short_lived(self._pushes.acknowledged, self._conversation) < number:
            if time.monotonic() >= deadline:
                return False
            await asyncio.sleep(ASK_EACH)
        return True


def _told(reply: Reply, answers: str) -> dict[str, Any]:
    """Return a reply as it is pushed."""
    buttons = [{"title": item.get("title", ""), "payload": item.get("payload", "")} for item in reply.buttons]
    return {"text": reply.text, "buttons": buttons, "custom": dict(reply.custom), "answers": answers}
