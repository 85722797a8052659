"""What somebody says in the web widget is answered in the background; all that comes of it is pushed."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import defaultdict
from collections.abc import Awaitable
from typing import Any

import structlog

from channels import threads
from channels.base import Away, Incoming, NotSent, Reply
from channels.gate import MOST_WAITING, Gate, OnNewMessage
from channels.listened import Listened
from magdat.metrics.requests import request, stage
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


class _Turn:
    """One message that is listened to, and then answered."""

    task: asyncio.Task[None]

    def __init__(self) -> None:
        self.heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when it is listened to, or it is known that it is not; several may wait for it, or nobody."""

        self.heard.add_done_callback(lambda done: done.exception())

    @property
    def is_heard(self) -> bool:
        return self.heard.done()

    def ends(self, error: Exception | None = None) -> None:
        """Say that it was listened to, or why not."""
        if self.heard.done():
            return
        if error is None:
            self.heard.set_result(None)
        else:
            self.heard.set_exception(error)


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
        self._running: defaultdict[str, dict[str, _Turn]] = defaultdict(dict)

    async def say(
        self, conversation: str, incoming: Incoming, address: str, on_new_message: OnNewMessage, within: float
    ) -> None:
        """Listen to a message, and have it answered in the background, unless it was said before.

        What is for a person of a desk is kept when this returns. What is not listened to may be said again under the
        same name, and comes once.

        Args:
            conversation: the pseudonym that all of it is pushed to.
            incoming: the message; its ``event`` is what the widget calls it.
            address: of the machine that it came from.
            on_new_message: hands it to Rasa.
            within: how many seconds listening may take.

        Raises:
            TooFast: it may not be said now.
            Closing: the server stops, and nothing comes of it here.
            StorageError: it cannot be known whether it may, or who has the conversation, or it cannot be kept.
        """
        if self._stopping:
            raise Closing
        turns = self._running.get(conversation, {})
        if (turn := turns.get(incoming.event)) is None:
            if len(turns) >= MOST_WAITING:
                raise TooFast(2)
            turn = self._begun(conversation, incoming, address, on_new_message, within)
        # Whoever goes away meanwhile says it again, and it is the same.
        await asyncio.shield(turn.heard)

    async def over(self, conversation: str, seconds: float) -> None:
        """Wait until nothing of a conversation is being answered, or the time is over."""
        if running := [turn.task for turn in self._running.get(conversation, {}).values()]:
            await asyncio.wait(running, timeout=seconds)

    async def stop(self) -> None:
        """Take nothing more and finish what is being answered; of what is late, say that no answer comes."""
        self._stopping = True
        if running := [turn.task for turns in self._running.values() for turn in turns.values()]:
            await asyncio.wait(running, timeout=GRACE)
        for conversation, turns in list(self._running.items()):
            for event, turn in list(turns.items()):
                if not turn.task.done():
                    turn.task.cancel()
                    if not turn.is_heard:
                        turn.ends(Closing())
                        continue  # whoever said it hears so, and says it to the next server
                    if not await self._ended(conversation, event):
                        await self._fault(conversation, event)
                    await self._is_over(conversation, event)  # or another process says it once more

    async def look_after(self) -> None:
        """Say what is still being answered here, and say of what nobody answers any more that no answer comes.

        A process that was killed says nothing of what it was busy with; whichever process lives says it.
        """
        try:
            for conversation, turns in list(self._running.items()):
                for event in [event for event, turn in turns.items() if turn.is_heard]:
                    await threads.short_lived(self._underway.begin, conversation, event)
            left = await threads.short_lived(self._underway.left)
        except StorageError as error:
            logger.error("widget.underway", why=str(error))
            return
        for conversation, event in left:
            if not await self._ended(conversation, event):
                logger.error("widget.left_behind")
                await self._fault(conversation, event)

    def _begun(
        self, conversation: str, incoming: Incoming, address: str, on_new_message: OnNewMessage, within: float
    ) -> _Turn:
        turn, before = _Turn(), list(self._running[conversation].values())
        listening = self._listened(conversation, incoming, address, before, within)
        turn.task = asyncio.create_task(self._take(turn, conversation, listening, on_new_message, before))
        turn.task.add_done_callback(lambda _: self._over(conversation, incoming.event))
        self._running[conversation][incoming.event] = turn
        return turn

    async def _take(
        self,
        turn: _Turn,
        conversation: str,
        listening: Awaitable[Listened | None],
        on_new_message: OnNewMessage,
        before: list[_Turn],
    ) -> None:
        with request(), stage("whole"):
            try:
                listened = await listening
            except (StorageError, TooFast) as error:
                turn.ends(error)
                return
            except Exception as error:  # whoever said it hears so, whatever it is
                logger.error("widget.failed", kind=type(error).__name__)
                turn.ends(StorageError(type(error).__name__))
                return
            turn.ends()
            if listened is not None:
                await self._answer(conversation, listened, on_new_message, before)

    async def _listened(
        self, conversation: str, incoming: Incoming, address: str, before: list[_Turn], within: float
    ) -> Listened | None:
        """Return what becomes of a message; ``None`` of one that was said before."""
        event, until = incoming.event, time.monotonic() + within
        if await threads.short_lived(self._was_said, conversation, address, event):
            return None
        if hearing := [turn.heard for turn in before if not turn.is_heard]:
            await asyncio.wait(hearing, timeout=within)  # what somebody said first is heard first
        left = until - time.monotonic()
        listened = await self._gate.listen(incoming, {"conversation": conversation}, left)
        # Only now: what was not kept is not known, and what is said again meanwhile is kept once by its name.
        if not await threads.short_lived(self._events.first, _name(conversation, event), seconds=REMEMBERED):
            return None
        with contextlib.suppress(StorageError):  # it is known as said already: it has to be answered
            await threads.short_lived(self._underway.begin, conversation, event)
        return listened

    def _was_said(self, conversation: str, address: str, event: str) -> bool:
        """Return whether a message was said before.

        Raises:
            TooFast: it may not be said now.
            StorageError: it cannot be known whether it may.
        """
        if not self._limits.take(f"widget:{conversation}", burst=BURST, per_second=PER_SECOND):
            raise TooFast(1 / PER_SECOND)
        of_address = {"burst": BURST_OF_ADDRESS, "per_second": PER_SECOND_OF_ADDRESS}
        if not self._limits.take(f"widget:adres:{address}", **of_address):
            raise TooFast(1)
        return self._events.seen(_name(conversation, event))

    async def _answer(
        self, conversation: str, listened: Listened, on_new_message: OnNewMessage, before: list[_Turn]
    ) -> None:
        event = listened.incoming.event
        try:
            await self._publish(conversation, "typing", {"answers": event})
            if before:
                await asyncio.wait([turn.task for turn in before])  # what somebody said first is answered first
            outgoing = Pushed(self._pushes, conversation, event)
            relayed = await self._gate.answer(listened, outgoing, on_new_message)
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
            pushed = await threads.short_lived(self._pushes.after, conversation, 0)
            return any(push.kind in {"done", "fault"} and push.data.get("answers") == event for push in pushed)
        return False

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


def _name(conversation: str, event: str) -> str:
    """Return under which a message is known as said."""
    return f"widget:{conversation}:{event}"


def _told(reply: Reply, answers: str) -> dict[str, Any]:
    """Return a reply as it is pushed."""
    buttons = [{"title": item.get("title", ""), "payload": item.get("payload", "")} for item in reply.buttons]
    return {"text": reply.text, "buttons": buttons, "custom": dict(reply.custom), "answers": answers}
