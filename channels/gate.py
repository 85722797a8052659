"""The one gate in front of every channel: what is too long, empty or too fast stops, and names become pseudonyms."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache
from typing import Any

import structlog
from rasa.core.channels.channel import UserMessage

from channels import threads
from channels.base import Address, Collected, Incoming, OnNewMessage, Outgoing, RasaOutput, Reply, WayBack
from channels.discretion import ALWAYS, Discretion, careful_topics
from channels.earlier import erase_earlier
from channels.envelopes import Question
from channels.handed_over import HandedOver, open_handed_over
from channels.limits import (
    MOST_WAITING,
    PER_CHANNEL,
    PER_SENDER,
    REFUSALS,
    came_in,
    readable,
    without_foreign_payload,
)
from channels.listened import Listened
from channels.lock_store import Turn, no_line, open_line
from channels.measure import Measure, over_full
from channels.naming import Naming
from channels.post import Answered, Post, TooBusy
from channels.turnstile import Turnstile
from channels.yielding import Yielding, open_yielding
from magdat.handoff.exchange import Heard
from magdat.metrics.catalogue import WAITING
from magdat.metrics.requests import hand_over, request, stage
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.privacy.pseudonym import Pseudonyms
from magdat.privacy.seal import Seal
from magdat.privacy.way_back import DELIVERY, OTHERS_READ
from magdat.settings import Settings
from magdat.storage.awaited import Unsure
from magdat.storage.errors import StorageError
from magdat.storage.memory.short_lived import MemoryLimits
from magdat.storage.ports import Limits
from magdat.storage.stores import Stores, memory_stores, open_short_lived, open_stores
from magdat.wording.phrases import Phrases, load_phrases

__all__ = ["MOST_WAITING", "Gate", "OnNewMessage", "open_gate"]

logger = structlog.get_logger(__name__)

PATIENCE = 20.0
"""Seconds after which somebody hears that something is wrong: before the widget (25 s) and Rasa (60 s) give up."""


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
        seal: Seal | None = None,
        careful: Collection[str] = ALWAYS,
        now: Callable[[], float] = time.time,
        handed_over: HandedOver | None = None,
        turn: Turn = no_line,
        yielding: Yielding | None = None,
        workers: int = 1,
    ) -> None:
        """Keep what the gate works with.

        Args:
            phrases: the wording.
            pseudonyms: what senders are called here.
            clock: gives seconds.
            patience: how long an answer may take (seconds).
            stores: where messages wait, and erasing has to look; without, in this process alone.
            limits: how much everybody may still ask; without, this process alone counts.
            seal: closes what waits; without, nobody can open it after this process.
            careful: the topics that are answered to one person alone, where others read along.
            now: gives seconds since 1970.
            handed_over: hears whoever passed something on; without, the assistant reads everything.
            turn: has the turn of a conversation, where its messages may come in at several processes.
            yielding: knows who lets others go first.
            workers: how many processes answer together.
        """
        self._yielding = yielding or Yielding()
        self._turn, self._handed_over = turn, handed_over
        self._seal = seal or Seal.passing()
        self._patience = patience
        self._phrases, self._pseudonyms = phrases, pseudonyms
        self._naming = Naming(pseudonyms, self._seal)
        self._measure = Measure(limits or MemoryLimits(clock), workers)
        self._stores = stores or memory_stores(now)
        self._careful = careful
        self._turnstile = Turnstile(clock=clock)
        self._waiting, self._inviting = Counter[str](), set[str]()
        self.post = Post(self._stores.letters, self._seal, self._answered, clock=now)
        """What waits; a channel that uses :meth:`serve` calls ``gate.post.run_with(blueprint)``."""

    def serve(self, channel: str, way_back: WayBack, on_new_message: OnNewMessage, *, invites: bool = False) -> None:
        """Let the messages of a channel that :meth:`accept` took be answered; call it when the routes are made.

        Args:
            channel: its name, the same as ``Incoming.channel``.
            way_back: builds the way back from an address. It may be called long after, in another process. Its
                ``send`` may raise :class:`NotSent` (tried again, with ``after`` honoured) and :class:`Undeliverable`.
            on_new_message: what Rasa gave the channel.
            invites: whether the channel can show nothing to one person alone, and invites them to write in private;
                of a careful turn it gets one reply, for one invitation.
        """
        if invites:
            self._inviting.add(channel)
        self.post.serve(channel, way_back, on_new_message)

    async def accept(self, incoming: Incoming, address: Address, *, again: bool = True) -> bool:
        """Keep a message, sealed and durable, to be answered by a worker; call it before acknowledging.

        What the gate refuses (empty, too long, too fast, too busy) is answered too, by the same queue.

        Args:
            incoming: the message. Its ``event`` is what the channel calls this delivery; where it is empty, every
                delivery counts as another message. Give it together with ``tenant`` and ``place``, within which
                it has to be unique.
            address: what ``way_back`` builds the way back from.
            again: whether the channel brings it again, under the same name, where it could not be kept; then it may be
                kept late. Where the person hears that it failed, it may not: they say it again.

        Returns:
            Whether it is new; ``False`` for a delivery seen before, which needs nothing more.

        Raises:
            StorageError: it could not be kept. Answer 503, so that it is delivered again, or say so (:meth:`trouble`).
        """
        with request() as one:
            kept = self._accept(incoming, address, one.number)
            return await (threads.late(kept) if again else threads.in_time(kept))

    async def _accept(self, incoming: Incoming, address: Address, number: str) -> bool:
        where = (incoming.channel, incoming.tenant, incoming.place)
        delivery = self.post.delivery(*where, incoming.event) if incoming.event else None
        if delivery is not None and await threads.kept(self.post.known, delivery):
            return False
        with stage("gate"):
            key = await self._naming.key_of(incoming)
            refusal = await self._measure.refusal(key, incoming) or await self._over_full(key, incoming)
        came_in(incoming.channel, refusal)
        if refusal in {PER_SENDER.refusal, PER_CHANNEL.refusal} and not await self._measure.within(
            REFUSALS, f"nee:{key}"
        ):
            logger.warning("gate.flood", channel=incoming.channel)
            return True
        text = "" if refusal is not None else without_foreign_payload(readable(incoming.text))
        # Whatever a worker does with it, it does once: under the name of its delivery.
        mark = delivery or secrets.token_hex(16)
        question = Question(dict(address), replace(incoming, text=text, event=mark), refusal, number)
        return await self.post.keep(key, question, delivery)

    async def take(
        self, incoming: Incoming, outgoing: Outgoing, on_new_message: OnNewMessage, address: Address | None = None
    ) -> bool:
        """Check a message and hand it to Rasa, whose replies go out by ``outgoing`` while the caller waits.

        For channels that answer within the request, or over a stream.

        Args:
            incoming: the message.
            outgoing: the way back while the caller waits.
            on_new_message: what Rasa gave the channel.
            address: what the way back is built from later (:meth:`serve`); ``None`` where nothing can be brought.

        Returns:
            Whether the message went to a person instead, so that no reply is to be expected.
        """
        with request(), stage("whole"):
            try:
                listened = await self.listen(incoming, address)
            except StorageError as error:
                logger.error("gate.not_heard", why=str(error))
                await outgoing.send(Reply(self.trouble(error)))
                return False
            return await self.answer(listened, outgoing, on_new_message)

    def trouble(self, error: StorageError) -> str:
        """Return what is said to whoever was not listened to: whether it may have come all the same."""
        return self._phrases.say("storing_misschien" if isinstance(error, Unsure) else "storing")

    async def listen(self, incoming: Incoming, address: Address | None = None, within: float | None = None) -> Listened:
        """Return what becomes of a message before Rasa reads it; what is for a person of a desk is kept by then.

        Args:
            incoming: the message. The same ``event`` of the same place is kept once, however often it is brought.
            address: see :meth:`take`.
            within: how many seconds it may take; as long as a channel can wait unless it is given.

        Raises:
            StorageError: it cannot be known who has the conversation, or not be kept; it will not be kept later.
            Unsure: nobody knows whether it was kept.
        """
        return await threads.in_time(self._listened(incoming, address), within)

    async def answer(self, listened: Listened, outgoing: Outgoing, on_new_message: OnNewMessage) -> bool:
        """Say what there is to say of a message, and hand it to Rasa unless it ended there; returns as :meth:`take`."""
        key, incoming, message = listened.key, listened.incoming, listened.message
        if incoming.group:
            outgoing = Discretion(outgoing, self._careful)
        for reply in listened.replies:
            await outgoing.send(reply)
        await HandedOver.told(listened.heard, outgoing)
        if message is None:
            return listened.relayed
        message.output_channel = output = RasaOutput(incoming.channel, outgoing)
        yields = listened.yields
        self._waiting[key] += 1
        handling: asyncio.Future[Any] = asyncio.ensure_future(self._in_turn(message, output, on_new_message, yields))
        handling.add_done_callback(lambda done: self._handled(key, done))
        try:
            await asyncio.wait({handling}, timeout=self._patience)
        except asyncio.CancelledError:
            # Whoever asked went away. What was typed is handled all the same, for the conversation that goes on
            # later; a channel of Rasa that hears of it would write the message to the log.
            logger.info("gate.left")
            return False
        await output.flush()
        if output.erased:
            # On a thread: a database that is busy keeps whoever erases waiting, and everybody else is served meanwhile.
            await threads.kept(erase_earlier, self._stores, self._pseudonyms, incoming)
        if not output.sent:
            # Rasa stays silent when its action server cannot be reached, and waits minutes for one that hangs.
            full = handling.done() and not handling.exception() and handling.result() is False
            if not full:
                logger.error("gate.silent", why=_why(handling))
            await output.outgoing.send(self._said("te_druk" if full else "storing"))
        return False

    async def _listened(self, incoming: Incoming, address: Address | None) -> Listened:
        key = await self._naming.key_of(incoming)
        yields = self._yielding.yields(key, incoming.text)
        # Who says it again costs others as little as can be.
        if yields and self._turnstile.crowded and self._yielding.inside(key):
            return Listened(key, incoming, (self._said("te_druk"),))
        async with self._yielding.looked_at(key, yields):
            return replace(await self._looked_at(key, incoming, address), yields=yields)

    async def _looked_at(self, key: str, incoming: Incoming, address: Address | None) -> Listened:
        with stage("gate"):
            refusal = await self._measure.refusal(key, incoming)
        came_in(incoming.channel, refusal)
        if refusal is not None or self._waiting[key] >= MOST_WAITING:
            return Listened(key, incoming, (self._said(refusal or PER_SENDER.refusal),))
        text = without_foreign_payload(readable(incoming.text))
        mark = f"{key} {incoming.event or secrets.token_hex(16)}"
        replies, heard = await self._hear(incoming, text, key, address, mark)
        if heard.ends:
            return Listened(key, incoming, replies, heard=heard)
        message = await self._naming.message_of(key, incoming, text, address)
        return Listened(key, incoming, replies, message, heard)

    async def _hear(
        self, incoming: Incoming, text: str, key: str, address: Address | None, mark: str
    ) -> tuple[tuple[Reply, ...], Heard]:
        """Return what is said of a message before Rasa reads it, and what became of it."""
        if self._handed_over is None:
            return (), Heard()
        if address is not None and incoming.group:
            address = {**address, OTHERS_READ: True}
        private = not (incoming.group and incoming.channel in self._inviting)
        inside = self._yielding.inside(key)
        return await self._handed_over.hear(incoming, text, key, address, mark, private=private, drafting=inside)

    async def _answered(self, key: str, question: Question, on_new_message: OnNewMessage, ask: bool) -> Answered:
        """Answer a message that waited; what Rasa says is collected, so that it is kept whole or not at all."""
        if question.refusal is not None or not ask:
            return Answered((self._said(question.refusal or "storing"),))
        incoming, collected = question.incoming, Collected()
        outgoing = Discretion(collected, self._careful if incoming.group else ())
        replies, heard = await self._hear(incoming, incoming.text, key, question.address, incoming.event)
        for reply in replies:
            await outgoing.send(reply)
        await HandedOver.told(heard)  # where these are not kept after all, the same message is brought again
        if heard.ends:
            return Answered(tuple(collected.replies))
        message = await self._naming.message_of(key, incoming, incoming.text, question.address)
        message.output_channel = output = RasaOutput(incoming.channel, outgoing)
        message.metadata[DELIVERY] = incoming.event  # its worker may die, and then another asks Rasa once more
        yields = self._yielding.yields(key, incoming.text)
        if not await self._enter(key, incoming.text, yields):
            raise TooBusy
        failed = ""
        try:
            await asyncio.wait_for(on_new_message(message), self._patience)
        except Exception as error:
            failed = type(error).__name__
            logger.error("gate.failed", kind=failed)
        finally:
            self._turnstile.leave(yields=yields)
            self._yielding.note(key, output.step)
        await output.flush()
        if not output.sent:
            logger.error("gate.silent", why=failed or "nothing was said")
            return Answered((self._said("storing"),), silent=True)
        # Nobody else need read half of it either.
        discreet = incoming.group and outgoing.careful
        if discreet and incoming.channel in self._inviting:
            # They never saw what was asked of them: what they say next here is no answer to it, and no text to pass on.
            await threads.kept(self._stores.conversations.erase, [key])
            del collected.replies[1:]
        replies = tuple(replace(reply, discreet=discreet) for reply in collected.replies)
        gone = await threads.kept(erase_earlier, self._stores, self._pseudonyms, incoming) if output.erased else None
        return Answered(replies, gone)

    def _said(self, key: str) -> Reply:
        return Reply(self._phrases.say(key))

    async def _enter(self, key: str, text: str, yields: bool) -> bool:
        """Wait for a turn; return whether it came."""
        with stage("queue"), WAITING.track_inprogress():
            entered = await self._turnstile.enter(key, len(text), yields=yields)
        hand_over()
        return entered

    async def _in_turn(
        self, message: UserMessage, output: RasaOutput, on_new_message: OnNewMessage, yields: bool
    ) -> bool:
        """Hand a message to Rasa when its turn comes; return whether it did."""
        # One's own conversation first: nobody takes a place inside to wait there for what waits outside.
        key, text = message.sender_id, message.text or ""
        async with self._turn(key):
            if not await self._enter(key, text, yields):
                return False
            try:
                await on_new_message(message)
            finally:
                self._turnstile.leave(yields=yields)
                self._yielding.note(key, output.step)
                await output.flush()
        return True

    def _handled(self, sender: str, done: asyncio.Future[Any]) -> None:
        """Count a message as no longer waiting; the log gets the kind of a fault, never what was typed."""
        self._waiting[sender] -= 1
        self._waiting += Counter()  # drops those that wait for nothing
        if not done.cancelled() and (error := done.exception()) is not None:
            logger.error("gate.failed", kind=type(error).__name__)

    async def _over_full(self, key: str, incoming: Incoming) -> str | None:
        """Return what is said where too many messages wait already."""
        return over_full(await threads.kept(self.post.queued, incoming.channel, key))


@lru_cache(maxsize=1)
def open_gate() -> Gate:
    """Open the gate of this process with the settings of the environment.

    Raises:
        DocumentError: the wording or the list of topics cannot be used.
        OSError: the key of what waits cannot be read or made.
    """
    keep_log_discreet()
    settings = Settings.from_environment()
    stores = open_stores(settings)
    phrases = load_phrases(settings.guidance / "zinnen.yml")
    pseudonyms = Pseudonyms(stores.keys, settings.retention_days)
    return Gate(
        phrases,
        pseudonyms,
        stores=stores,
        limits=open_short_lived(settings).limits,
        seal=Seal.opened(settings.state, settings.post_key),
        careful=careful_topics(settings.guidance),
        handed_over=open_handed_over(settings, stores.tickets, pseudonyms, phrases),
        turn=open_line().turn,
        yielding=open_yielding(settings.guidance),
        workers=settings.workers,
    )


def _why(handling: asyncio.Future[bool]) -> str:
    """Return why Rasa said nothing; nothing of what was typed is in it."""
    if not handling.done():
        return "it takes too long"
    error = handling.exception()
    return type(error).__name__ if error is not None else "nothing was said"
