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

from magdat.storage.errors import StorageError

Given = ParamSpec("Given")
Result = TypeVar("Result")

STORED_WITHIN = 20.0
"""Seconds after which somebody hears that something is wrong, though nobody knows yet what became of it."""

_KEPT = ThreadPoolExecutor(32, thread_name_prefix="kept")
_SHORT_LIVED = ThreadPoolExecutor(16, thread_name_prefix="short-lived")


async def kept(work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
    """Do what goes to the database, beside the loop."""
    return await _on(_KEPT, functools.partial(work, *given, **named))


async def short_lived(work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
    """Do what goes to Redis, beside the loop."""
    return await _on(_SHORT_LIVED, functools.partial(work, *given, **named))


async def in_time(stored: Awaitable[Result]) -> Result:
    """Return what is stored, or as long as somebody can wait for it: a database that hangs says nothing at all.

    Raises:
        StorageError: it takes longer.
    """
    try:
        return await asyncio.wait_for(stored, STORED_WITHIN)
    except asyncio.TimeoutError:
        raise StorageError("de databank antwoordt niet") from None


async def _on(threads: ThreadPoolExecutor, work: Callable[[], Result]) -> Result:
    context = contextvars.copy_context()  # so that a thread measures for the request that it works for
    return await asyncio.get_running_loop().run_in_executor(threads, context.run, work)
