"""The ways back to a conversation in the web widget: what is said there is pushed."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from channels import threads
from channels.base import Away, NotSent, Reply
from channels.parts import Parts
from magdat.storage.errors import StorageError
from magdat.storage.ports import Push, Pushes

LOOK_AGAIN = 20.0
"""Seconds between two looks whether somebody came back to read what a person answered, or said that they have it."""

ARRIVES_WITHIN = 5.0
"""Seconds in which whoever listens has a push, and comes back to say so; after that it is looked at now and then."""

ASK_EACH = 0.1
"""Seconds between two looks whether a push that just went out arrived."""


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
        if reply.custom.get("gebaar") == "wissen":
            # What was said before is erased, also what only waits, here and in the database, for a broken connection.
            await threads.kept(self._pushes.erase, self._conversation)
        push = Push("reply", _told(reply, self._answers))
        await threads.short_lived(self._pushes.publish, self._conversation, push)


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

    def marked(self, mark: str, *, again: bool, parts: Parts) -> Unasked:
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
