"""Rasa's message processor, with the reading of messages on a thread of its own, short ones first.

Rasa reads a message on the event loop: while it does, nobody else is served, not even somebody whose answer is ready.
Most of the time of a reading is spent outside Python's lock, so that a thread also lets a second core take part.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

Result = TypeVar("Result")

WHOLE = 500
"""Characters that an ordinary question has at most."""

BEHIND = 1.0
"""Seconds by which a message goes behind shorter ones for every ``WHOLE`` characters that it is longer than that."""


class ShortFirst:
    """One thread, and a queue before it in which long messages stand further back: nobody waits for a flood of them.

    A long message is late by its length, not for ever: whoever keeps sending short ones cannot hold it up.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with nobody waiting; ``clock`` gives seconds."""
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._busy = False

    async def run(self, length: int, work: Callable[[], Result]) -> Result:
        """Do the work of a message of this length when its turn comes; return what it gives."""
        if self._busy:
            mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            late = max(length - WHOLE, 0) / WHOLE * BEHIND
            heapq.heappush(self._waiting, (self._clock() + late, next(self._numbers), mine))
            try:
                await mine
            except asyncio.CancelledError:
                if mine.done() and not mine.cancelled():
                    self._next()  # its turn had come
                raise
        self._busy = True
        try:
            return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, work))
        finally:
            self._next()

    def _next(self) -> None:
        """Give the turn to whoever is first, or to nobody."""
        while self._waiting:
            *_, first = heapq.heappop(self._waiting)
            with contextlib.suppress(asyncio.InvalidStateError):
                first.set_result(None)
                return
        self._busy = False


class ReadingAside(MessageProcessor):
    """Rasa's processor; only where a message is read differs."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Load the model (see Rasa's MessageProcessor)."""
        super().__init__(*given, **named)
        self._queue = ShortFirst(time.monotonic)

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        """Return what Rasa makes of a message; a button's is read at once."""
        text = message.text or ""
        reading: Coroutine[Any, Any, dict[str, Any]] = super().parse_message(message, tracker, only_output_properties)
        if self.http_interpreter or text.startswith("/"):
            return await reading
        try:
            return await self._queue.run(len(text), lambda: driven(reading))
        finally:
            reading.close()  # nothing, where it is done


def driven(reading: Coroutine[Any, Any, Result]) -> Result:
    """Return the result of a coroutine that waits for nothing.

    Raises:
        RuntimeError: it waits for something after all.
    """
    try:
        reading.send(None)
    except StopIteration as done:
        result: Result = done.value
        return result
    raise RuntimeError("a message was read by something that has to wait")


def use() -> None:
    """Let Rasa's agents read messages aside, in this process."""
    import rasa.core.agent

    rasa.core.agent.MessageProcessor = ReadingAside
