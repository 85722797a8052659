"""What waits: messages that came in and were not answered yet, and replies that were not sent yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanic import Blueprint

from channels.base import Outgoing

Address = Mapping[str, Any]
"""What a way back is built from, also after a restart: JSON, of the channel's own making. It is kept sealed."""

WayBack = Callable[[Address], Outgoing]
"""Builds the way back to an address."""


class Post:
    """The two queues of a process. What is in them is sealed, and survives a restart.

    Messages of one conversation are answered one after the other, and its replies sent one after the other, however
    many processes share the database; conversations do not wait for each other.
    """

    def run_with(self, blueprint: Blueprint) -> None:
        """Start and stop the workers with the server that this blueprint is part of.

        Several channels may ask for it: the workers start once, and stop once.
        """
        raise NotImplementedError

    async def start(self) -> None:
        """Start answering and sending what waits, what is left of an earlier run included. Twice is once."""
        raise NotImplementedError

    async def stop(self) -> None:
        """Stop, and hand back what is in flight, for whoever comes next. Twice is once."""
        raise NotImplementedError
