"""The one gate in front of every channel: what is too long, empty or too fast stops, and names become pseudonyms."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from functools import lru_cache
from typing import Any

import structlog
from rasa.core.channels.channel import UserMessage

from channels.base import Incoming, Outgoing, RasaOutput, Reply
from channels.limits import BURST, MAX_CHARACTERS, PER_SECOND, readable, without_foreign_payload
from channels.post import Address, Post, WayBack
from channels.turnstile import Turnstile
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.privacy.pseudonym import Pseudonyms
from magdat.settings import Settings
from magdat.storage.errors import StorageError
from magdat.storage.memory.short_lived import MemoryLimits
from magdat.storage.ports import Limits
from magdat.storage.stores import Stores, open_short_lived, open_stores
from magdat.wording.phrases import Phrases, load_phrases

logger = structlog.get_logger(__name__)

OnNewMessage = Callable[[UserMessage], Coroutine[Any, Any, Any]]

MOST_WAITING = 3
"""So many messages of one sender may wait for their turn: Rasa answers them one after the other."""

PATIENCE = 20.0
"""Seconds after which somebody hears that something is wrong: before the widget (25 s) and Rasa (60 s) give up."""

COUNTED_AS = "geteld_als"
"""What the actions count somebody as: a pseudonym of where a message came from, or of who wrote it."""


class Gate:
    """Let messages through to Rasa, or answer them here. One gate serves all channels of the process."""

    def __init__(
        self,
        phrases: Phrases,
        pseudonyms: Pseudonyms,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
        stores: Stores | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Keep what the gate works with.

        Args:
            phrases: the wording.
            pseudonyms: what senders are called here.
            clock: gives seconds.
            patience: how long an answer may take (seconds).
            stores: where erasing has to look.
            limits: how much everybody may still ask; without, this process alone counts.
        """
        self._patience = patience
        self._phrases = phrases
        self._pseudonyms = pseudonyms
        self._limits = limits or MemoryLimits(clock)
        self._stores = stores
        self._turnstile = Turnstile(clock=clock)
        self._waiting: Counter[str] = Counter()
        self.post = Post()
        """What waits; a channel that uses :meth:`serve` calls ``gate.post.run_with(blueprint)``."""

    def serve(self, channel: str, way_back: WayBack, on_new_message: OnNewMessage) -> None:
        """Let the messages of a channel that :meth:`accept` took be answered; call it when the routes are made.

        Args:
            channel: its name, the same as ``Incoming.channel``.
            way_back: builds the way back from an address. It may be called long after, in another process. Its
                ``send`` may raise :class:`NotSent` (tried again, with ``after`` honoured) and :class:`Undeliverable`.
            on_new_message: what Rasa gave the channel.
        """
        raise NotImplementedError

    async def accept(self, incoming: Incoming, address: Address) -> bool:
        """Keep a message, sealed and durable, to be answered by a worker; call it before acknowledging.

        What the gate refuses (empty, too long, too fast, too busy) is answered too, by the same queue.

        Args:
            incoming: the message. Its ``event`` is what the channel calls this delivery; where it is empty, every
                delivery counts as another message. Give it together with ``tenant`` and ``place``, within which
                it has to be unique.
            address: what ``way_back`` builds the way back from.

        Returns:
            Whether it is new; ``False`` for a delivery seen before, which needs nothing more.

        Raises:
            StorageError: it could not be kept. Answer 503, so that it is delivered again.
        """
        raise NotImplementedError

    async def take(self, incoming: Incoming, outgoing: Outgoing, on_new_message: OnNewMessage) -> None:
        """Check a message and hand it to Rasa, whose replies go out by ``outgoing`` while the caller waits.

        For channels that answer within the request, or over a stream.
        """
        key = self._pseudonyms.at(incoming.person, incoming.channel, incoming.tenant, incoming.place)
        refusal = await self._refusal(key, incoming.text)
        if refusal is not None:
            await self._say(outgoing, refusal)
            return
        text = without_foreign_payload(readable(incoming.text))
        output = RasaOutput(incoming.channel, outgoing)
        counted = self._pseudonyms.of(incoming.origin or incoming.person, f"geteld:{incoming.channel}")
        message = UserMessage(text, output, key, input_channel=incoming.channel, metadata={COUNTED_AS: counted})
        self._waiting[key] += 1
        handling: asyncio.Future[Any] = asyncio.ensure_future(self._in_turn(message, on_new_message))
        handling.add_done_callback(lambda done: self._handled(key, done))
        try:
            await asyncio.wait({handling}, timeout=self._patience)
        except asyncio.CancelledError:
            # Whoever asked went away. What was typed is handled all the same, for the conversation that goes on
            # later; a channel of Rasa that hears of it would write the message to the log.
            logger.info("gate.left")
            return
        if output.erased:
            self._erase_earlier(incoming)
        if not output.sent:
            # Rasa stays silent when its action server cannot be reached, and waits minutes for one that hangs.
            full = handling.done() and not handling.exception() and handling.result() is False
            if not full:
                logger.error("gate.silent")
            await self._say(outgoing, "te_druk" if full else "storing")

    async def _in_turn(self, message: UserMessage, on_new_message: OnNewMessage) -> bool:
        """Hand a message to Rasa when its turn comes; return whether it did."""
        if not await self._turnstile.enter(message.sender_id, len(message.text or "")):
            return False
        try:
            await on_new_message(message)
        finally:
            self._turnstile.leave()
        return True

    async def _say(self, outgoing: Outgoing, key: str) -> None:
        await outgoing.send(Reply(self._phrases.say(key)))

    def _erase_earlier(self, incoming: Incoming) -> None:
        """Erase what is kept of the same conversation under keys of before, as far as those are there."""
        if self._stores is None:
            return
        names = self._pseudonyms.all_at(incoming.person, incoming.channel, incoming.tenant, incoming.place)
        try:
            self._stores.conversations.erase(names)
            self._stores.questions.erase(names)
        except StorageError as error:
            logger.error("gate.not_erased", why=str(error))

    def _handled(self, sender: str, done: asyncio.Future[Any]) -> None:
        """Count a message as no longer waiting; the log gets the kind of a fault, never what was typed."""
        self._waiting[sender] -= 1
        self._waiting += Counter()  # drops those that wait for nothing
        if not done.cancelled() and (error := done.exception()) is not None:
            logger.error("gate.failed", kind=type(error).__name__)

    async def _refusal(self, sender: str, text: str) -> str | None:
        try:
            # On a thread: where several processes count together, that takes a while, and others are served meanwhile.
            within = await asyncio.to_thread(self._limits.take, f"bericht:{sender}", burst=BURST, per_second=PER_SECOND)
        except StorageError as error:
            logger.error("gate.limits", why=str(error))
            return "storing"
        if not within or self._waiting[sender] >= MOST_WAITING:
            return "te_snel"
        if len(text) > MAX_CHARACTERS:
            return "te_lang"
        return None if readable(text) else "leeg"


@lru_cache(maxsize=1)
def open_gate() -> Gate:
    """Open the gate of this process with the settings of the environment.

    Raises:
        DocumentError: the wording cannot be used.
    """
    keep_log_discreet()
    settings = Settings.from_environment()
    stores = open_stores(settings)
    pseudonyms = Pseudonyms(stores.keys, settings.retention_days)
    limits = open_short_lived(settings).limits
    return Gate(load_phrases(settings.guidance / "zinnen.yml"), pseudonyms, stores=stores, limits=limits)
