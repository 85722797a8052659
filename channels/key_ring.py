"""Public keys of somebody else, by their names: read when a first token comes in, and again in time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeVar

import structlog

Key = TypeVar("Key")

logger = structlog.get_logger(__name__)


class KeysUnread(Exception):
    """No keys could be read; the message says of what kind the fault is, for the log."""


class KeyRing(Generic[Key]):
    """Keys that are read when they are needed, so that the assistant starts without whoever has them.

    Keys of before stay in use when they cannot be read again, but not those that are gone from what was read.
    """

    def __init__(
        self,
        read: Callable[[], Awaitable[Mapping[str, Key]]],
        event: str,
        *,
        kept: float,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read nothing yet.

        Args:
            read: gives the keys by their names; it may raise :class:`KeysUnread`.
            event: what the log calls a reading that failed.
            kept: seconds that keys are used before they are read again.
            pause: seconds between two readings for a name that is unknown, or after one that failed: tokens that name
                strange keys must not make us read all day.
            clock: gives seconds.
        """
        self._read = read
        self._event = event
        self._kept = kept
        self._pause = pause
        self._clock = clock
        self._keys: Mapping[str, Key] | None = None
        self._tried = self._due = float("-inf")
        self._reading = asyncio.Lock()

    @property
    def known(self) -> bool:
        """Return whether keys could be read at all: without any, nobody can be believed or refused."""
        return self._keys is not None

    async def named(self, name: str | None) -> Key | None:
        """Return the key of a name, and the only one there is where a token names none; ``None`` when there is none."""
        if self._wants(name):
            # Of tokens that come at once the first reads the keys, and the others wait for them.
            async with self._reading:
                if self._wants(name):
                    await self._read_again()
        return self._found(name)

    def _found(self, name: str | None) -> Key | None:
        keys = self._keys or {}
        if name is None:
            return next(iter(keys.values())) if len(keys) == 1 else None
        return keys.get(name)

    def _wants(self, name: str | None) -> bool:
        now = self._clock()
        return now >= self._due or (self._found(name) is None and now > self._tried + self._pause)

    async def _read_again(self) -> None:
        kept = self._kept
        try:
            self._keys = await self._read()
        except KeysUnread as error:
            logger.error(self._event, kind=str(error))
            kept = self._pause
        self._tried = self._clock()
        self._due = self._tried + kept
