"""The one gate in front of every channel: what is too long, empty or too fast stops, and names become pseudonyms."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from rasa.core.channels.channel import OutputChannel, UserMessage

from channels.limits import MAX_CHARACTERS, TokenBucket, readable, without_foreign_payload
from magdat.answers.phrases import Phrases, load_phrases
from magdat.privacy.discreet_log import keep_log_discreet
from magdat.privacy.pseudonym import Pseudonyms
from magdat.settings import Settings
from magdat.storage.stores import open_stores

logger = structlog.get_logger(__name__)

OnNewMessage = Callable[[UserMessage], Coroutine[Any, Any, Any]]

MOST_WAITING = 3
"""So many messages of one sender may wait for their turn: Rasa answers them one after the other."""

PATIENCE = 20.0
"""Seconds after which somebody hears that something is wrong: before the widget (25 s) and Rasa (60 s) give up."""

MAX_SENDERS = 10_000
"""So many senders are counted at once; the one seen longest ago makes way."""


class Gate:
    """Let messages through to Rasa, or answer them here."""

    def __init__(
        self,
        phrases: Phrases,
        pseudonyms: Pseudonyms,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        """Keep the wording, the pseudonyms, how long an answer may take (seconds), and an empty count of senders."""
        self._patience = patience
        self._phrases = phrases
        self._pseudonyms = pseudonyms
        self._clock = clock
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()
        self._waiting: Counter[str] = Counter()

    def around(self, on_new_message: OnNewMessage) -> OnNewMessage:
        """Return a handler that checks a message before it hands it to ``on_new_message``."""

        async def guarded(message: UserMessage) -> Any:
            message.sender_id = self._pseudonyms.of(str(message.sender_id), str(message.input_channel))
            refusal = self._refusal(message)
            if refusal is not None:
                if message.output_channel is not None:
                    await message.output_channel.send_text_message(message.sender_id, self._phrases.say(refusal))
                return None
            message.text = without_foreign_payload(readable(str(message.text)))
            message.metadata = None  # what a client sends along is nobody's business here
            answered = listen(message.output_channel)
            self._waiting[message.sender_id] += 1
            handling: asyncio.Future[Any] = asyncio.ensure_future(on_new_message(message))
            handling.add_done_callback(lambda done: self._handled(message.sender_id, done))
            try:
                await asyncio.wait({handling}, timeout=self._patience)
            except asyncio.CancelledError:
                # Whoever asked went away. What was typed is handled all the same, for the conversation that goes on
                # later; a channel of Rasa that hears of it would write the message to the log.
                logger.info("gate.left")
                return None
            if message.output_channel is not None and not answered:
                # Rasa stays silent when its action server cannot be reached, and waits minutes for one that hangs.
                logger.error("gate.silent")
                await message.output_channel.send_text_message(message.sender_id, self._phrases.say("storing"))
            return handling.result() if handling.done() and not handling.exception() else None

        return guarded

    def _handled(self, sender: str, done: asyncio.Future[Any]) -> None:
        """Count a message as no longer waiting; the log gets the kind of a fault, never what was typed."""
        self._waiting[sender] -= 1
        self._waiting += Counter()  # drops those that wait for nothing
        if not done.cancelled() and (error := done.exception()) is not None:
            logger.error("gate.failed", kind=type(error).__name__)

    def _refusal(self, message: UserMessage) -> str | None:
        if self._waiting[message.sender_id] >= MOST_WAITING or not self._bucket(message.sender_id).take():
            return "te_snel"
        text = message.text if isinstance(message.text, str) else ""
        if len(text) > MAX_CHARACTERS:
            return "te_lang"
        if not readable(text):
            return "leeg"
        return None

    def _bucket(self, sender: str) -> TokenBucket:
        bucket = self._buckets.pop(sender, None) or TokenBucket(self._clock)
        self._buckets[sender] = bucket
        if len(self._buckets) > MAX_SENDERS:
            self._buckets.popitem(last=False)
        return bucket


def listen(channel: OutputChannel | None) -> list[bool]:
    """Return a list that fills as soon as something is sent over the channel."""
    sent: list[bool] = []
    if channel is not None:
        send = channel.send_response

        async def listened(*arguments: Any, **named: Any) -> None:
            sent.append(True)
            await send(*arguments, **named)

        channel.send_response = listened
    return sent


def open_gate() -> Gate:
    """Open the gate with the settings of the environment.

    Raises:
        DocumentError: the wording cannot be used.
    """
    keep_log_discreet()
    settings = Settings.from_environment()
    pseudonyms = Pseudonyms(open_stores(settings).keys, settings.retention_days)
    return Gate(load_phrases(settings.guidance / "zinnen.yml"), pseudonyms)
