"""Rasa's message processor, with the reading of messages on a thread of its own.

Rasa reads a message on the event loop: while it does, nobody else is served, not even somebody whose answer is ready.
Most of the time of a reading is spent outside Python's lock, so that a thread also lets a second core take part. Whose
turn it is was decided before: channels/turnstile.py lets few messages through at once, in the order that is fair.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from magdat.metrics.requests import stage, waited_for

Result = TypeVar("Result")


class ReadingAside(MessageProcessor):
    """Rasa's processor; only where a message is read differs."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Load the model (see Rasa's MessageProcessor)."""
        super().__init__(*given, **named)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Handle a message, whose conversation nobody else has now; what it waited for that is measured."""
        waited_for("lock")
        done: list[dict[str, Any]] | None = await super().handle_message(message)
        return done

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        """Return what Rasa makes of a message; a button's is read at once."""
        with stage("parse"):
            return await self._read(message, tracker, only_output_properties)

    async def _read(
        self, message: UserMessage, tracker: DialogueStateTracker | None, only_output_properties: bool
    ) -> dict[str, Any]:
        reading: Coroutine[Any, Any, dict[str, Any]] = super().parse_message(message, tracker, only_output_properties)
        if self.http_interpreter or (message.text or "").startswith("/"):
            return await reading
        try:
            return await aside(self._thread, reading)
        finally:
            reading.close()  # nothing, where it is done

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Look for nothing: Rasa writes the whole domain out as data, at every message, to see that there is one.

        That the domain knows every intent and entity, tests and `make check` see to.
        """


async def aside(thread: ThreadPoolExecutor, reading: Coroutine[Any, Any, Result]) -> Result:
    """Return the result of a coroutine that waits for nothing, driven on a thread; whoever goes away lets it finish.

    Raises:
        RuntimeError: it waits for something after all.
    """
    # With what is known of the request: lines of the log say which one they are about.
    known = contextvars.copy_context()
    work = asyncio.get_running_loop().run_in_executor(thread, lambda: known.run(driven, reading))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait({work})  # a coroutine cannot be closed while another thread drives it
        raise


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


def own_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
    """Return the tracker store as it is; without one, conversations last as long as this process.

    Rasa puts one in front that hides what fails: while a database is away every conversation begins anew, and what was
    typed stays in memory for good. Here whoever asks hears that something is wrong, and goes on later.
    """
    if store is None:
        return InMemoryTrackerStore(domain)
    store.domain = domain
    return store


def use() -> None:
    """Let Rasa's agents read messages aside and believe our tracker store, in this process.

    Raises:
        RuntimeError: this Rasa wraps its tracker store in a place that is not known here.
    """
    import rasa.core.agent

    if not callable(getattr(rasa.core.agent.Agent, "_create_tracker_store", None)):
        raise RuntimeError(f"Rasa {rasa.__version__} opens its tracker store elsewhere: see launch/processor.py")
    rasa.core.agent.MessageProcessor = ReadingAside
    rasa.core.agent.Agent._create_tracker_store = staticmethod(own_store)
