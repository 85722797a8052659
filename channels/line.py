"""The workers of one queue: a few letters at once, until told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from channels import threads
from magdat.storage.errors import StorageError
from magdat.storage.letters import Held

logger = structlog.get_logger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks for what another process left, or what is due again."""


class Line:
    """Take what is due, and handle a number of letters at once."""

    def __init__(
        self,
        take: Callable[[], Held | None],
        handle: Callable[[Held], Awaitable[None]],
        at_once: int,
        look_every: float = LOOK_EVERY,
    ) -> None:
        """Prepare; nothing is taken yet.

        Args:
            take: takes one letter; it runs on a thread.
            handle: does what is to be done with one letter, giving it back included.
            at_once: how many letters are handled at once.
            look_every: seconds between two looks when nothing is told.
        """
        self._take = take
        self._handle = handle
        self._at_once = at_once
        self._told = asyncio.Event()
        self._look_every = look_every
        self._stopping = False
        self._ended = asyncio.Event()
        self._busy: dict[asyncio.Task[None], Held] = {}

    @property
    def held(self) -> list[Held]:
        """Return the letters that are being handled."""
        return list(self._busy.values())

    def look(self) -> None:
        """Look at once whether something is due."""
        self._told.set()

    async def run(self) -> None:
        """Take and handle until :meth:`stop`; trouble of any kind is logged, and does not end it."""
        while not self._stopping:
            held = await self._next() if len(self._busy) < self._at_once else None
            if held is None:
                await self._something()
                continue
            task = asyncio.create_task(self._handled(held))
            self._busy[task] = held
            task.add_done_callback(self._over)
        self._ended.set()

    async def stop(self, grace: float) -> list[Held]:
        """Take nothing more; give what is in flight ``grace`` seconds, and return what is not done then."""
        self._stopping = True
        self._told.set()
        await self._ended.wait()  # what is being taken right now is in flight too
        if self._busy:
            await asyncio.wait(self._busy, timeout=grace)
        left, tasks = self.held, list(self._busy)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return left

    async def _next(self) -> Held | None:
        try:
            return await threads.kept(self._take)
        except StorageError as error:
            logger.error("post.unusable", why=str(error))
        except Exception as error:
            # A database of another version, say: whatever it is, what waits has to be looked at again.
            logger.error("post.failed", kind=type(error).__name__)
        return None

    async def _something(self) -> None:
        """Wait until something is told, or it is time to look again."""
        if not self._stopping:
            try:
                await asyncio.wait_for(self._told.wait(), self._look_every)
            except asyncio.TimeoutError:
                return
        self._told.clear()

    async def _handled(self, held: Held) -> None:
        try:
            await self._handle(held)
        except StorageError as error:
            # Its lease ends by itself, and then it is taken again.
            logger.error("post.unusable", why=str(error))
        except Exception as error:
            logger.error("post.failed", kind=type(error).__name__)

    def _over(self, task: asyncio.Task[None]) -> None:
        del self._busy[task]
        self._told.set()  # there is room, and what comes next in that conversation may be due
