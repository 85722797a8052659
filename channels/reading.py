"""What the model of this process makes of a text, for whoever has to know that before a conversation reads it."""

from __future__ import annotations

import asyncio
from typing import Any

from magdat.understanding import Understanding

PATIENCE = 10.0
"""Seconds that a reading may take."""


class NotRead(Exception):
    """A text could not be read now; nobody knows what it tells of."""


class Reading:
    """Read texts with the model of the server that this process runs; without a server only their words are known."""

    def __init__(self) -> None:
        """Begin without a server."""
        self._app: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def use(self, app: Any, loop: asyncio.AbstractEventLoop) -> None:
        """Read with the model of a server that started on ``loop``."""
        self._app, self._loop = app, loop

    def understood(self, text: str) -> Understanding:
        """Return what is made of a text; called on a thread, while the loop goes on.

        Raises:
            NotRead: there is no model now, or it failed.
        """
        if self._loop is None:
            return Understanding(text, (), {})
        agent = getattr(self._app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            raise NotRead("there is no model")
        read = asyncio.run_coroutine_threadsafe(agent.parse_message(text), self._loop)
        try:
            return Understanding.from_parse(read.result(PATIENCE))
        except Exception as error:  # of whatever kind: its text may quote what was typed
            read.cancel()
            raise NotRead(type(error).__name__) from None


READING = Reading()
"""That of this process; channels/wellbeing.py gives it the server."""
