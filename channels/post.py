"""What waits: messages that came in and were not answered yet, and replies that were not sent yet."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import random
import signal
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from sanic import Blueprint

from channels import threads
from channels.base import Address, Away, Marked, NotSent, OnNewMessage, Reply, Undeliverable, WayBack
from channels.envelopes import (
    Answer,
    Question,
    Unreadable,
    opened_answer,
    opened_question,
    sealed_answer,
    sealed_question,
)
from channels.line import Line
from channels.parts import REMEMBERED, KeptParts
from magdat.metrics.catalogue import SECONDS
from magdat.metrics.requests import request, stage
from magdat.privacy.seal import Seal
from magdat.storage.errors import StorageError
from magdat.storage.letters import KEPT, LEASE, Held, Letters, Queued, Way

logger = structlog.get_logger(__name__)

__all__ = ["Address", "Answered", "Post", "TooBusy", "WayBack"]

ANSWERED_AT_ONCE, SENT_AT_ONCE = 4, 8
"""Letters of one process that are handled at once."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
"""Seconds before a reply is sent again: doubled each time, and no more than so many."""

WAIT_OF_OLD = 120.0
"""Seconds at least before a reply of the day before is tried again: there may be many, for somebody who is away."""

SEND_WITHIN = 30.0
"""Seconds that a channel gets to send one reply."""

MOST_ATTEMPTS = 3
"""A message whose workers die time and again is not given to Rasa any more."""

GRACE = 4.0
"""Seconds that what is in flight gets when the server stops; whoever stops it waits ten."""

NOTE_EVERY = 0.5
"""Seconds between two attempts to note what is done, while the database is away."""

CLEANED_EVERY = 3600.0
"""Seconds between two looks for what is past its time."""


@dataclass(frozen=True)
class Answered:
    """What came of one message."""

    replies: tuple[Reply, ...]
    erased: tuple[str, ...] | None = None
    """The pseudonyms of the conversation, when its owner had it erased."""

    silent: bool = False
    """Whether Rasa said nothing, so that the reply is a calm sentence of our own."""


def stop_once() -> None:
    """Let a server that stops finish what it is busy with, also when it is told again to stop.

    At a second signal Sanic's loop would end in the middle of an answer.
    """
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, lambda: None)


Answerer = Callable[[str, Question, OnNewMessage, bool], Awaitable[Answered]]
"""Answers a message of a conversation; the last argument is whether Rasa may be asked."""


class TooBusy(Exception):
    """A message has to wait a little longer for its turn."""


class Post:
    """The two queues of a process. What is in them is sealed, and survives a restart.

    Messages of one conversation are answered one after the other, and its replies sent one after the other, however
    many processes share the database; conversations do not wait for each other.
    """

    def __init__(
        self,
        letters: Letters,
        seal: Seal,
        answer: Answerer,
        *,
        clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Keep what the queues work with; nothing runs before :meth:`start`.

        Args:
            letters: where they are kept.
            seal: closes and opens what is kept.
            answer: answers one message.
            clock: gives seconds since 1970.
            chance: gives a number from 0 to 1, to spread attempts.
        """
        self._letters = letters
        self._seal = seal
        self._answer = answer
        self._clock = clock
        self._chance = chance
        self._served: dict[str, tuple[WayBack, OnNewMessage]] = {}
        self._running: list[asyncio.Task[None]] = []
        self._parts: deque[str] = deque(maxlen=REMEMBERED)
        self._stopping = False
        self._in: Line | None = None
        self._out: Line | None = None

    def serve(self, channel: str, way_back: WayBack, on_new_message: OnNewMessage) -> None:
        """Answer what waits for a channel, and send its replies."""
        self._served[channel] = (way_back, on_new_message)

    def run_with(self, blueprint: Blueprint) -> None:
        """Start and stop the workers with the server that this blueprint is part of, which a signal stops once.

        Several channels may ask for it: the workers start once, and stop once.
        """

        async def start(*_: object) -> None:
            await self.start()

        async def stop(*_: object) -> None:
            stop_once()
            await self.stop()

        blueprint.listener("after_server_start")(start)
        blueprint.listener("before_server_stop")(stop)

    def delivery(self, *names: str) -> str:
        """Return the digest by which a delivery is known again."""
        return self._seal.digest("delivery", *names)

    def known(self, delivery: str) -> bool:
        """Return whether a delivery came before.

        Raises:
            StorageError: the database refuses.
        """
        return self._letters.known(delivery)

    def queued(self, channel: str, conversation: str) -> Queued:
        """Return how many messages wait.

        Raises:
            StorageError: the database refuses.
        """
        return self._letters.queued(channel, conversation)

    async def keep(self, conversation: str, question: Question, delivery: str | None) -> bool:
        """Keep a message until it is answered; ``False`` when its delivery came before.

        Raises:
            StorageError: it could not be kept.
        """
        letter = sealed_question(self._seal, conversation, question)
        # What the gate answers itself costs nothing, and goes before what Rasa has to answer.
        ahead = question.refusal is not None
        fresh = await threads.kept(self._letters.accept, letter, delivery, ahead=ahead)
        if fresh and self._in is not None:
            self._in.look()
        return fresh

    async def start(self) -> None:
        """Start answering and sending what waits, what is left of an earlier run included. Twice is once."""
        if self._running:
            return
        self._stopping = False
        self._in = Line(lambda: self._letters.take(Way.IN, self._served), self._handle, ANSWERED_AT_ONCE)
        self._out = Line(lambda: self._letters.take(Way.OUT, self._served), self._send, SENT_AT_ONCE)
        work = (self._in.run(), self._out.run(), self._holding(), self._cleaning())
        self._running = [asyncio.create_task(part) for part in work]

    async def stop(self, grace: float = GRACE) -> None:
        """Stop, and hand back what is in flight, for whoever comes next. Twice is once."""
        running, self._running = self._running, []
        if not running or self._in is None or self._out is None:
            return
        self._stopping = True
        left = await asyncio.gather(self._in.stop(grace), self._out.stop(grace))
        for task in running[2:]:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        with contextlib.suppress(StorageError):  # the leases end by themselves
            for held in (*left[0], *left[1]):
                await threads.kept(self._letters.give_back, held, tried=False)

    async def _handle(self, held: Held) -> None:
        """Answer one message."""
        if await self._is_late(held):
            await self._drop(held, "too old")
            return
        try:
            question = opened_question(self._seal, held)
        except Unreadable as fault:
            await self._drop(held, str(fault))
            return
        with request(question.number):
            await self._answer_one(held, question)

    async def _answer_one(self, held: Held, question: Question) -> None:
        _, on_new_message = self._served[held.letter.channel]
        if held.attempt == 1:
            SECONDS.labels(stage="post").observe(self._age(held))
        try:
            found = await self._answer(
                held.letter.conversation, question, on_new_message, held.attempt <= MOST_ATTEMPTS
            )
        except TooBusy:
            await self._give_back(held, FIRST_WAIT, self._in, tried=False)
            return
        if found.silent and self._stopping:
            # The action server stops when we do: the next run answers better than «er loopt iets mis».
            await threads.kept(self._letters.give_back, held, tried=False)
            return
        answers = (Answer(question.address, reply, question.number) for reply in found.replies)
        replies = [sealed_answer(self._seal, held.letter, answer) for answer in answers]
        if not await self._noted(self._letters.answered, held, replies, erased=found.erased):
            logger.warning("post.lease_ran_out", way=Way.IN.value)
        SECONDS.labels(stage="whole").observe(self._age(held))
        if self._out is not None:
            self._out.look()

    async def _send(self, held: Held) -> None:
        """Send one reply."""
        if await self._is_too_late(held):
            await self._drop(held, "too old")
            return
        try:
            answer = opened_answer(self._seal, held)
        except Unreadable as fault:
            await self._drop(held, str(fault))
            return
        with request(answer.number):
            await self._send_one(held, answer)

    async def _send_one(self, held: Held, answer: Answer) -> None:
        way_back, _ = self._served[held.letter.channel]
        outgoing = way_back(answer.address)
        if isinstance(outgoing, Marked):
            mark = self._seal.digest("reply", str(held.id), f"{held.received:.6f}")[:32]
            parts = KeptParts(self._letters, self._seal, self._parts, mark)
            outgoing = outgoing.marked(mark, again=held.attempt > 1, parts=parts)
        try:
            with stage("send"):
                await asyncio.wait_for(outgoing.send(answer.reply), SEND_WITHIN)
        except Undeliverable as failure:
            await self._drop(held, str(failure))
        except NotSent as failure:
            wait = self._wait(held.attempt) if failure.after is None else failure.after * (1 + self._chance() / 10)
            await self._try_again(held, wait, str(failure), fault=not isinstance(failure, Away))
        except Exception as error:
            # A mistake in a channel, or a channel that hangs: the reply must survive it.
            await self._try_again(held, self._wait(held.attempt), type(error).__name__)
        else:
            await self._noted(self._letters.done, held)

    async def _noted(self, note: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Have something noted that is done already, however long the database is away: undone it would be done again.

        Whoever stops meanwhile waits for it: a letter that was handed back instead would be handled twice.

        Raises:
            StorageError: the server stops, and the database is still away.
        """
        noting = asyncio.ensure_future(self._until_noted(functools.partial(note, *arguments, **named)))
        try:
            return await asyncio.shield(noting)
        except asyncio.CancelledError:
            await asyncio.gather(noting, return_exceptions=True)
            raise

    async def _until_noted(self, note: Callable[[], Any]) -> Any:
        while True:
            try:
                return await threads.kept(note)
            except StorageError as error:
                if self._stopping:
                    raise
                logger.error("post.not_noted", why=str(error))
                await asyncio.sleep(NOTE_EVERY)

    async def _try_again(self, held: Held, wait: float, why: str, *, fault: bool = True) -> None:
        if self._clock() + wait >= held.received + KEPT:
            wait = max(wait, WAIT_OF_OLD)
            if await self._is_too_late(held, wait):
                await self._drop(held, why)
                return
        if fault:
            logger.warning("post.put_off", channel=held.letter.channel, attempt=held.attempt, why=why)
        await self._give_back(held, wait, self._out, tried=True)

    async def _give_back(self, held: Held, wait: float, line: Line | None, *, tried: bool) -> None:
        await threads.kept(self._letters.give_back, held, wait, tried=tried)
        if line is not None:
            asyncio.get_running_loop().call_later(wait, line.look)

    async def _drop(self, held: Held, why: str) -> None:
        """Remove a letter for good: as long as it stood there, nothing else of its conversation could be taken."""
        await threads.kept(self._letters.done, held)
        logger.error("post.dropped", channel=held.letter.channel, attempt=held.attempt, why=why)

    def _age(self, held: Held) -> float:
        """Return the seconds since a message came in; never less than none, whatever became of the clock."""
        return max(0.0, self._clock() - held.received)

    async def _is_late(self, held: Held, ahead: float = 0.0) -> bool:
        """Return whether a letter has waited long enough; a clock that jumped is not believed."""
        if self._clock() + ahead < held.received + KEPT:
            return False
        return await threads.kept(self._letters.moment) + ahead >= held.received + KEPT

    async def _is_too_late(self, held: Held, ahead: float = 0.0) -> bool:
        """Return whether a reply has waited long enough; one to somebody whose question is with a desk has not."""
        if not await self._is_late(held, ahead):
            return False
        return not await threads.kept(self._letters.lasts, held.letter.conversation)

    def _wait(self, attempt: int) -> float:
        """Return the seconds until the next attempt: doubled each time, capped, and spread over its upper half."""
        longest = min(FIRST_WAIT * 2.0 ** min(attempt - 1, 20), LONGEST_WAIT)
        return longest * (0.5 + 0.5 * self._chance())

    async def hold(self) -> None:
        """Say that we are still busy with what is in flight; it is said three times a lease by itself."""
        held = [item for line in (self._in, self._out) if line is not None for item in line.held]
        if held:
            await self._in_peace(self._letters.hold, held)

    async def _holding(self) -> None:
        while True:
            await asyncio.sleep(LEASE / 3)
            await self.hold()

    async def _cleaning(self) -> None:
        """Forget now and then what is past its time."""
        while True:
            gone = await self._in_peace(self._letters.forget)
            if gone:
                logger.error("post.dropped", letters=gone, why="too old")
            await asyncio.sleep(CLEANED_EVERY)

    async def _in_peace(self, work: Callable[..., Any], *arguments: object) -> Any:
        try:
            return await threads.kept(work, *arguments)
        except StorageError as error:
            logger.error("post.unusable", why=str(error))
        except Exception as error:  # without this a lease would end while somebody is busy, and be answered twice
            logger.error("post.failed", kind=type(error).__name__)
        return None
