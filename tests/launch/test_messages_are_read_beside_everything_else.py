import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from own_loop import run_apart

from launch.processor import aside, driven
from magdat.metrics.requests import current, request


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as one:
        yield one


async def reading(told: Any) -> Any:
    """Stand for the reading of a message, which waits for nothing."""
    return told() if callable(told) else told


def test_the_loop_serves_others_while_a_message_is_read(thread: ThreadPoolExecutor) -> None:
    async def told() -> list[str]:
        order: list[str] = []
        served = threading.Event()

        def read() -> None:
            assert served.wait(10)
            order.append("read")

        task = asyncio.create_task(aside(thread, reading(read)))
        await asyncio.sleep(0)
        order.append("served")
        served.set()
        await task
        return order

    assert run_apart(told()) == ["served", "read"]


def test_who_goes_away_lets_it_finish_and_holds_nobody_up(thread: ThreadPoolExecutor) -> None:
    async def told() -> Any:
        go_on, begun = threading.Event(), threading.Event()

        def slow() -> None:
            begun.set()
            go_on.wait(10)

        gone = asyncio.create_task(aside(thread, reading(slow)))
        await asyncio.get_running_loop().run_in_executor(None, begun.wait, 10)
        gone.cancel()
        stays = asyncio.create_task(aside(thread, reading(7)))
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await gone
        return await stays

    assert run_apart(told()) == 7


def test_an_error_reaches_whoever_asked_and_the_next_one_is_read(thread: ThreadPoolExecutor) -> None:
    async def told() -> Any:
        with pytest.raises(ZeroDivisionError):
            await aside(thread, reading(lambda: 1 // 0))
        return await aside(thread, reading(7))

    assert run_apart(told()) == 7


def test_a_reading_that_waits_for_something_is_refused() -> None:
    async def waits() -> None:
        await asyncio.sleep(0)

    waiting: Coroutine[Any, Any, None] = waits()
    with pytest.raises(RuntimeError, match="wait"):
        driven(waiting)
    waiting.close()


def test_the_thread_knows_which_request_it_reads_for(thread: ThreadPoolExecutor) -> None:
    async def told() -> Any:
        with request() as one:
            return one, await aside(thread, reading(current)), await aside(thread, reading(current))

    one, first, second = run_apart(told())
    assert one is first is second
    assert thread.submit(current).result() is None, "and forgets it"
