import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

import pytest
from own_loop import run_apart

from launch.processor import ShortFirst, driven


def order_of(arrivals: list[tuple[float, int]]) -> list[int]:
    """Return in which order messages are read that arrive (when, length) while one is being read."""
    now = 0.0
    read: list[int] = []
    started = threading.Event()
    go_on = threading.Event()

    def first() -> None:
        started.set()
        go_on.wait(10)

    async def all_of_them() -> None:
        nonlocal now
        queue = ShortFirst(lambda: now)
        tasks = [asyncio.create_task(queue.run(10, first))]
        await asyncio.get_running_loop().run_in_executor(None, started.wait, 10)
        for when, length in arrivals:
            now = when
            tasks.append(asyncio.create_task(queue.run(length, lambda length=length: read.append(length))))  # type: ignore[misc]
            await asyncio.sleep(0)
        go_on.set()
        await asyncio.gather(*tasks)

    run_apart(all_of_them())
    return read


def test_a_question_goes_before_long_messages_that_were_there_first() -> None:
    assert order_of([(0.0, 1800), (0.1, 1801), (0.2, 40)]) == [40, 1800, 1801]


def test_questions_keep_the_order_in_which_they_came() -> None:
    assert order_of([(0.0, 40), (0.1, 400), (0.2, 30)]) == [40, 400, 30]


def test_a_long_message_is_late_by_its_length_and_not_for_ever() -> None:
    assert order_of([(0.0, 1800), (1.0, 40), (4.0, 41)]) == [40, 1800, 41]


def test_whoever_goes_away_while_waiting_holds_nobody_up() -> None:
    async def told() -> int:
        queue = ShortFirst(lambda: 0.0)
        go_on = threading.Event()
        first = asyncio.create_task(queue.run(1, lambda: go_on.wait(10)))
        await asyncio.sleep(0)
        gone, stays = (asyncio.create_task(queue.run(1, lambda: 7)) for _ in range(2))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
        go_on.set()
        await first
        return await stays

    assert run_apart(told()) == 7


def test_an_error_reaches_whoever_asked_and_the_next_one_is_read() -> None:
    async def told() -> int:
        queue = ShortFirst(lambda: 0.0)
        with pytest.raises(ZeroDivisionError):
            await queue.run(1, lambda: 1 // 0)
        return await queue.run(1, lambda: 7)

    assert run_apart(told()) == 7


def test_a_reading_that_waits_for_something_is_refused() -> None:
    async def waits() -> None:
        await asyncio.sleep(0)

    reading: Coroutine[Any, Any, None] = waits()
    with pytest.raises(RuntimeError, match="wait"):
        driven(reading)
    reading.close()
