"""Rasa's lock store: of each conversation one message at a time, in the order in which they came.

Rasa's own form for Redis reads a lock, changes it and writes it back, so that two processes may both have their turn.
Here every step is one script (magdat/storage/redis_locks.py), and without MAGDAT_REDIS one step in this process.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, nullcontext
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import structlog
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockError, LockStore

from magdat.settings import Settings
from magdat.storage.alone import claim
from magdat.storage.errors import StorageError
from magdat.storage.ports import LEASE, Locks
from magdat.storage.stores import open_short_lived

FIRST_LOOK, LAST_LOOK = 0.01, 0.1
"""Seconds between two looks whether it is one's turn: the first, and each after it a half longer up to the last."""

WAITS = 60.0
"""Seconds that a message waits for its turn at most."""

MOST_HELD = 120.0
"""Seconds after which a turn is not held any longer, though its process lives: something in it hangs."""

THREADS = 4
"""Threads that talk with Redis for whoever waits; others may be busy with a slow database."""

logger = structlog.get_logger(__name__)

Turn = Callable[[str], AbstractAsyncContextManager[None]]
"""Gives the turn of a conversation as long as a block lasts."""


def no_line(_: str) -> AbstractAsyncContextManager[None]:
    """Return a turn that nobody has to wait for."""
    return nullcontext()


_mine: ContextVar[frozenset[str]] = ContextVar("conversations that this task has the turn of", default=frozenset())


class Line:
    """The lines of this process: waits for turns, and says of those that are taken that they still are.

    A thread of its own says so: neither a loop that is busy nor a database that is slow costs anybody their turn.
    """

    def __init__(
        self,
        locks: Locks,
        *,
        lease: float = LEASE,
        waits: float = WAITS,
        most_held: float = MOST_HELD,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep the lines; ``clock`` gives seconds (see the constants above for the rest)."""
        self._locks = locks
        self._lease = lease
        self._waits = waits
        self._most_held = most_held
        self._clock = clock
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="locks") if locks.shared else None
        self._held: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()
        self._renewing: threading.Thread | None = None

    @contextlib.asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait for the turn of a conversation, and have it as long as the block lasts.

        Whoever has it already goes on: the gate stands in line when a message comes in, and Rasa when it handles it.

        Raises:
            LockError: the turn did not come.
            StorageError: Redis cannot be reached.
        """
        if name in _mine.get():
            yield
            return
        place = await self._do(self._locks.join, name)
        before = _mine.set(_mine.get() | {name})
        try:
            await self._wait(name, place)
            self._hold(name, place)
            yield
        finally:
            with contextlib.suppress(ValueError):  # closed from another context: nobody goes on with this one
                _mine.reset(before)
            with self._lock:
                self._held.pop((name, place), None)
            await self._leave(name, place)

    async def _wait(self, name: str, place: str) -> None:
        until, pause = self._clock() + self._waits, FIRST_LOOK
        while (ahead := await self._do(self._locks.ahead, name, place)) != 0:
            if ahead is None or self._clock() >= until:
                logger.error("lock.no_turn", lost=ahead is None)
                raise LockError("the turn of a conversation did not come")
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LAST_LOOK)

    async def _leave(self, name: str, place: str) -> None:
        """Leave, also when whoever asked went away meanwhile; a place that is not left ends with its lease."""
        leaving = asyncio.ensure_future(self._do(self._locks.leave, name, place))
        try:
            await asyncio.shield(leaving)
        except StorageError as error:
            logger.error("lock.not_left", why=str(error))

    async def _do(self, step: Callable[..., Any], *arguments: str) -> Any:
        if self._threads is None:
            return step(*arguments)
        return await asyncio.get_running_loop().run_in_executor(self._threads, step, *arguments)

    def _hold(self, name: str, place: str) -> None:
        with self._lock:
            self._held[name, place] = self._clock()
            if self._renewing is None:
                self._renewing = threading.Thread(target=self._renew, name="lock leases", daemon=True)
                self._renewing.start()

    def _renew(self) -> None:
        while True:
            time.sleep(self._lease / 4)
            self.renew()

    def renew(self) -> None:
        """Say of every turn that is taken that it still is; four times a lease this is said by itself."""
        with self._lock:
            held = list(self._held.items())
        for (name, place), since in held:
            if self._clock() - since > self._most_held:
                logger.error("lock.held_too_long")
            else:
                try:
                    if self._locks.hold(name, place):
                        continue
                    # Nothing is overwritten: what was read is kept only where it still stands (tracker_store.py).
                    logger.error("lock.lost")
                except StorageError as error:
                    logger.error("lock.not_held", why=str(error))
                    continue
            with self._lock:
                self._held.pop((name, place), None)


class FairLockStore(LockStore):
    """What Rasa asks for the turn of a conversation (endpoints.yml)."""

    def __init__(self, endpoint_config: Any = None, line: Line | None = None) -> None:
        """Stand in the lines that the settings say; ``line`` gives others, for tests.

        Raises:
            ValueError: Sanic was asked for several processes, which would share connections.
            NotAlone: another Rasa is at work on the database, and neither would know of the other's turns.
        """
        if line is None:
            if os.environ.get("SANIC_WORKERS", "1").strip() not in {"", "1"}:
                raise ValueError("SANIC_WORKERS must be 1: several Rasa processes are started by MAGDAT_WERKERS")
            claim(Settings.from_environment())
        self._line = line or open_line()
        super().__init__()

    @contextlib.asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = WAITS, wait_time_in_seconds: float = FIRST_LOOK
    ) -> AsyncIterator[TicketLock]:
        """Have the turn of a conversation as long as the block lasts.

        How long one waits and how often one looks are the line's own; Rasa never says otherwise.

        Raises:
            LockError: the turn did not come, or Redis cannot be reached.
        """
        async with contextlib.AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(self._line.turn(conversation_id))
            except StorageError as error:
                raise LockError(str(error)) from None
            yield TicketLock(conversation_id)

    def get_lock(self, conversation_id: str) -> TicketLock | None:
        """Return nothing: who stands in a line is known there alone."""
        return None

    def save_lock(self, lock: TicketLock) -> None:
        """Do nothing: there is no lock to write."""

    def delete_lock(self, conversation_id: str) -> None:
        """Do nothing: a line that nobody stands in is gone by itself."""


@lru_cache(maxsize=1)
def open_line() -> Line:
    """Return the lines of this process."""
    return Line(open_short_lived(Settings.from_environment()).locks)
