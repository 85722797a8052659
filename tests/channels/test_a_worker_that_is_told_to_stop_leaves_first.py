"""A worker beside which others run says that it leaves as soon as it is told to stop, and stops later."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

import pytest

from channels.leaving import PASSED_ON_WITHIN, Leaving

Found = TypeVar("Found")


def in_its_own_process(work: Callable[..., Found], *args: object) -> Found:
    """Return what a function returns in the main thread of a process: only there signals are heard."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *args).result(60)


class Server:
    def __init__(self) -> None:
        self.stopped: list[float] = []
        self.over = asyncio.Event()

    def stop(self) -> None:
        self.stopped.append(time.monotonic())
        self.over.set()


async def _told_twice() -> tuple[list[bool], list[float]]:
    server, leaving, told = Server(), Leaving(0.2), time.monotonic()
    leaving.look_out(server)
    before = leaving.begun
    for _ in range(2):
        os.kill(os.getpid(), signal.SIGTERM)
        while not leaving.begun:
            await asyncio.sleep(0)
    seen = [before, leaving.begun, bool(server.stopped)]
    await asyncio.wait_for(server.over.wait(), 10)
    return seen, [moment - told for moment in server.stopped]


def told_twice() -> tuple[list[bool], list[float]]:
    return asyncio.run(_told_twice())


def test_it_says_so_at_once_serves_on_and_stops_once() -> None:
    seen, stopped = in_its_own_process(told_twice)
    assert seen == [False, True, False]
    (after,) = stopped
    assert after >= 0.2


async def _looked_out(workers: int) -> bool:
    Leaving.one_of(workers).look_out(Server())
    return asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)


def looked_out(workers: int) -> bool:
    return asyncio.run(_looked_out(workers))


@pytest.mark.parametrize(("workers", "seconds"), [(1, 0.0), (2, PASSED_ON_WITHIN)])
def test_one_that_is_alone_leaves_at_once(workers: int, seconds: float) -> None:
    assert in_its_own_process(looked_out, workers) is (seconds > 0)
