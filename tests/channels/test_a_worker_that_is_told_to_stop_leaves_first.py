"""A worker beside which others run says that it leaves as soon as it is told to stop, and stops later."""

from __future__ import annotations

import asyncio
import os
import signal
import time

import pytest

from channels.leaving import PASSED_ON_WITHIN, Leaving


class Server:
    def __init__(self) -> None:
        self.stopped: list[float] = []
        self.over = asyncio.Event()

    def stop(self) -> None:
        self.stopped.append(time.monotonic())
        self.over.set()


def test_it_says_so_at_once_serves_on_and_stops_once() -> None:
    async def left() -> tuple[list[bool], list[float]]:
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

    seen, stopped = asyncio.run(left())
    assert seen == [False, True, False]
    (after,) = stopped
    assert after >= 0.2


@pytest.mark.parametrize(("workers", "seconds"), [("", 0.0), ("1", 0.0), ("2", PASSED_ON_WITHIN), ("veel", 0.0)])
def test_one_that_is_alone_leaves_at_once(workers: str, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAGDAT_WERKERS", workers)

    async def looked_out() -> bool:
        leaving = Leaving.from_environment()
        leaving.look_out(Server())
        return asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)

    assert asyncio.run(looked_out()) is (seconds > 0)
