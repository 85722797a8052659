"""Threads for what waits for something outside: those that wait for the database hold up nothing but the database.

What Python itself would use (`asyncio.to_thread`) is six threads on two cores, for everything together: a database that
hangs took them all, and whoever came then was not even looked at.
"""

from __future__ import annotations

import asyncio
import contextvars
import functools
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from magdat.storage.awaited import Awaited, Unsure, awaited
from magdat.storage.errors import StorageError

Given = ParamSpec("Given")
Result = TypeVar("Result")

STORED_WITHIN = 20.0
"""Seconds after which somebody hears that something is wrong."""

COMMITTED_WITHIN = 3.0
"""Seconds more for what is being committed just then: it cannot be held back any more, and most of it is soon done."""

_KEPT = ThreadPoolExecutor(32, thread_name_prefix="kept")
_SHORT_LIVED = ThreadPoolExecutor(16, thread_name_prefix="short-lived")


async def kept(work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
    """Do what goes to the database, beside the loop."""
    return await _on(_KEPT, functools.partial(work, *given, **named))


async def short_lived(work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
    """Do what goes to Redis, beside the loop."""
    return await _on(_SHORT_LIVED, functools.partial(work, *given, **named))


async def in_time(stored: Awaitable[Result], within: float | None = None) -> Result:
    """Return what is stored, or as long as somebody can wait for it: a database that hangs says nothing at all.

    What is told to have failed is not stored later: the thread asks before it commits (magdat/storage/awaited.py).
    Neither is what whoever asked did not wait for.

    Args:
        stored: what is to be done.
        within: how many seconds it may take; :data:`STORED_WITHIN` unless it is given.

    Raises:
        StorageError: it failed, or takes longer; nothing that decides was kept, nor will be.
        Unsure: it failed, or takes longer, after that was kept, or may have been.
    """
    with awaited() as waiting:
        work = asyncio.ensure_future(stored)
    try:
        done, _ = await asyncio.wait({work}, timeout=STORED_WITHIN if within is None else max(0.0, within))
        if not done and not waiting.give_up():
            done, _ = await asyncio.wait({work}, timeout=COMMITTED_WITHIN)
    except asyncio.CancelledError:
        waiting.give_up()
        work.cancel()
        raise
    if done:
        return _outcome(work, waiting)
    work.cancel()
    raise (Unsure if waiting.decided else StorageError)("de databank antwoordt niet")


async def late(stored: Awaitable[Result]) -> Result:
    """Return what is stored, as :func:`in_time`; what takes longer is stored all the same, however late.

    For what is brought again under the name that it had, and then known.

    Raises:
        StorageError: it failed, or takes longer.
    """
    try:
        return await asyncio.wait_for(stored, STORED_WITHIN)
    except asyncio.TimeoutError:
        raise StorageError("de databank antwoordt niet") from None


def _outcome(work: asyncio.Future[Result], waiting: Awaited) -> Result:
    """Return what came of work that is done; what fails after something was kept did not fail altogether."""
    try:
        return work.result()
    except Exception as error:
        if waiting.decided:
            raise Unsure(f"wat erop volgt, mislukte ({type(error).__name__})") from error
        if isinstance(error, Unsure):
            raise StorageError(str(error)) from None
        raise


async def _on(threads: ThreadPoolExecutor, work: Callable[[], Result]) -> Result:
    context = contextvars.copy_context()  # so that a thread measures for the request that it works for
    return await asyncio.get_running_loop().run_in_executor(threads, context.run, work)
