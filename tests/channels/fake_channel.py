"""A channel without a network: what a person types goes through the gate, and a Rasa of our own answers."""

from __future__ import annotations

import asyncio

from rasa.core.channels.channel import UserMessage

from channels.base import Incoming, Reply
from channels.gate import Gate


class FakeChannel:
    """One channel, and what came of it."""

    def __init__(self, gate: Gate, *, takes: float = 0.0, fault: Exception | None = None) -> None:
        """Let Rasa take so many seconds for an answer, or fail."""
        self._gate = gate
        self._takes = takes
        self._fault = fault
        self.reached: list[UserMessage] = []
        self.replies: list[Reply] = []

    @property
    def texts(self) -> list[str]:
        """Return what was said to people."""
        return [reply.text for reply in self.replies if reply.text]

    async def send(self, reply: Reply) -> None:
        self.replies.append(reply)

    async def say(self, text: str, person: str = "jan", place: str = "", origin: str = "") -> None:
        """Say something, and wait for what comes of it."""
        incoming = Incoming("nep", person, text, place=place, origin=origin)
        await self._gate.take(incoming, self, self._rasa)

    async def _rasa(self, message: UserMessage) -> None:
        await asyncio.sleep(self._takes)
        if self._fault is not None:
            raise self._fault
        self.reached.append(message)
        if message.output_channel is not None:
            await message.output_channel.send_response(message.sender_id, {"text": "antwoord"})
