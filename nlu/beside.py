"""Learn one part of a training beside the rest, in a process of its own: training takes one core, and most have two."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

Result = TypeVar("Result")


@contextmanager
def learned_beside(learn: Callable[..., Result], *given: object, apart: bool) -> Iterator[Callable[[], Result]]:
    """Begin to learn something, and give what returns it; what is learned is the same wherever that is done.

    Args:
        learn: a function that another process can import.
        given: what it learns from.
        apart: whether a process of its own is worth its start. Where none can be made, or it dies for want of memory,
            the same is learned here.
    """
    with _process() if apart else ThreadPoolExecutor(1) as executor:
        learning = executor.submit(learn, *given)

        def result() -> Result:
            try:
                return learning.result()
            except BrokenProcessPool:
                return learn(*given)

        yield result


def _process() -> Executor:
    """Return where one thing is done in another process; a thread where that cannot be."""
    if len(os.sched_getaffinity(0)) < 2:
        return ThreadPoolExecutor(1)
    try:
        return ProcessPoolExecutor(1, mp_context=get_context("spawn"))  # a copy of this process would copy its threads
    except (OSError, ImportError, NotImplementedError):  # no shared memory to lock with, say
        return ThreadPoolExecutor(1)
