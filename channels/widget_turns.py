"""What somebody says in the web widget is answered in the background; all that comes of it is pushed."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import defaultdict
from collections.abc import Awaitable, Iterable

import structlog

from channels import threads
from channels.base import Incoming
from channels.gate import MOST_WAITING, Gate, OnNewMessage
from channels.listened import Listened
from channels.widget_way_back import Pushed
from magdat.metrics.requests import request, stage
from magdat.storage.errors import StorageError
from magdat.storage.ports import EventIds, Limits, Push, Pushes, Underway
from magdat.wording.phrases import Phrases

REMEMBERED = 3600.0
"""Seconds in which a message that the widget sends again is known."""

BURST, PER_SECOND = 20, 2.4
"""Messages of one conversation: less than the gate allows, so that who is too fast hears here how long to wait."""

BURST_OF_ADDRESS, PER_SECOND_OF_ADDRESS = 300, 20.0
"""Messages of one address, behind which a whole company may be."""

FAULTS = {"trouble": "storing", "unsure": "storing_misschien"}
"""The sentence of each fault, by its code; a widget in another language knows it by that."""

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
        self.relayed = False
        """Whether a person of a desk has it: said again, it is kept once, and an answer of ours is no part of it."""

    @property
    def is_heard(self) -> bool:
        return self.heard.done()

    @property
    def owes_an_answer(self) -> bool:
        return self.is_heard and not self.relayed

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
                    if not turn.owes_an_answer:
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
                for event in [event for event, turn in turns.items() if turn.owes_an_answer]:
                    await threads.short_lived(self._underway.begin, conversation, event)
            left = await threads.short_lived(self._underway.left)
        except StorageError as error:
            logger.error("widget.underway", why=str(error))
            return
        await self.leave(left)

    async def leave(self, left: Iterable[tuple[str, str]]) -> None:
        """Say of messages that were being answered by a process that died that no answer comes."""
        for conversation, event in left:
            if event in self._running.get(conversation, {}):
                continue  # it was said again, to us
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
            turn.relayed = listened is not None and listened.relayed
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
        if listened.relayed:
            return listened  # kept once by its name: if this process dies, it may be said again to the next one
        # Only now: what was not listened to is not known.
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
        # The process before this one knew by what it pushed.
        return self._events.seen(_name(conversation, event)) or self._told(conversation, event)

    async def _answer(
        self, conversation: str, listened: Listened, on_new_message: OnNewMessage, before: list[_Turn]
    ) -> None:
        event, relayed = listened.incoming.event, listened.relayed
        try:
            if not relayed:
                # Of what a person of a desk has nobody may hear later, after a kill, that no answer comes.
                await self._publish(conversation, "typing", {"answers": event})
                if before:
                    await asyncio.wait([turn.task for turn in before])  # what somebody said first is answered first
            await self._gate.answer(listened, Pushed(self._pushes, conversation, event), on_new_message)
            # Whoever talks with a person gets no reply to each thing they say.
            await self._publish(conversation, "done", {"answers": event, **({"to": "person"} if relayed else {})})
        except asyncio.CancelledError:
            raise
        except Exception as error:  # whatever fails, whoever asked hears of it
            logger.error("widget.failed", kind=type(error).__name__)
            await self._fault(conversation, event, "unsure" if relayed else "trouble")
        if relayed:
            with contextlib.suppress(StorageError):  # said again, it is kept once all the same
                await threads.short_lived(self._events.first, _name(conversation, event), seconds=REMEMBERED)
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

    async def _fault(self, conversation: str, event: str, code: str = "trouble") -> None:
        try:
            text = self._phrases.say(FAULTS[code])
            await self._publish(conversation, "fault", {"answers": event, "text": text, "code": code})
        except StorageError as error:
            logger.error("widget.pushes", why=str(error))

    async def _publish(self, conversation: str, kind: str, data: dict[str, str]) -> None:
        await threads.short_lived(self._pushes.publish, conversation, Push(kind, data))

    def _over(self, conversation: str, event: str) -> None:
        self._running[conversation].pop(event, None)
        if not self._running[conversation]:
            del self._running[conversation]


def _name(conversation: str, event: str) -> str:
    """Return under which a message is known as said."""
    return f"widget:{conversation}:{event}"
