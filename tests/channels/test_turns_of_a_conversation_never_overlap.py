"""Many processes, one conversation: its turns come one after the other, in order, also when a process is killed."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import databases
import pytest
from own_loop import run_apart
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from channels.lock_store import FairLockStore, Line
from magdat.storage.memory.locks import MemoryLocks
from magdat.storage.redis import open_redis
from magdat.storage.redis_locks import RedisLocks

PROCESSES, TASKS, TURNS, CONVERSATIONS = 6, 3, 20, 3
LEASE = 1.0
WITHIN = 60.0

forked = multiprocessing.get_context("fork")


def store(address: str, lease: float = LEASE) -> FairLockStore:
    return FairLockStore(line=Line(RedisLocks(open_redis(address), lease), lease=lease))


def started(work: Callable[..., None], *arguments: Any) -> Any:
    process = forked.Process(target=work, args=arguments)
    process.start()
    return process


def turns(address: str, folder: Path, seed: int) -> None:
    """Add one to a number that lies in a file, time and again: read, wait a moment, write."""
    chance, locks = random.Random(seed), store(address)

    async def task() -> None:
        for _ in range(TURNS):
            name = f"p-{chance.randrange(CONVERSATIONS)}"
            async with locks.lock(name):
                try:
                    os.close(os.open(folder / f"{name}.inside", os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    (folder / f"overlap-{os.getpid()}").touch()
                number = int((folder / name).read_text() or 0)
                await asyncio.sleep(chance.random() / 500)
                (folder / name).write_text(str(number + 1))
                (folder / f"{name}.inside").unlink(missing_ok=True)

    async def tasks() -> None:
        await asyncio.gather(*(task() for _ in range(TASKS)))

    asyncio.run(tasks())
    os._exit(0)


def test_nothing_overlaps_and_no_increment_is_lost(redis: str, tmp_path: Path) -> None:
    for number in range(CONVERSATIONS):
        (tmp_path / f"p-{number}").write_text("0")
    processes = [started(turns, redis, tmp_path, seed) for seed in range(PROCESSES)]
    for process in processes:
        process.join(WITHIN)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    assert list(tmp_path.glob("overlap-*")) == []
    total = sum(int((tmp_path / f"p-{number}").read_text()) for number in range(CONVERSATIONS))
    assert total == PROCESSES * TASKS * TURNS


def waits(address: str, place: str) -> None:
    """Wait for the turn of a place that somebody else took, write it down, and leave."""
    client = open_redis(address)
    locks = RedisLocks(client)
    while locks.ahead("p-orde", place) != 0:
        time.sleep(0.005)
    client.rpush("orde", place)
    locks.leave("p-orde", place)
    os._exit(0)


def test_turns_come_in_order_whoever_waits_for_them(redis: str) -> None:
    client = open_redis(redis)
    client.delete("orde")
    places = [RedisLocks(client).join("p-orde") for _ in range(8)]
    processes = [started(waits, redis, place) for place in random.sample(places, len(places))]
    for process in processes:
        process.join(WITHIN)
    assert client.lrange("orde", 0, -1) == places


def holds_on(address: str, name: str, told: Path) -> None:
    """Take the turn and keep it until this process is killed."""

    async def hold() -> None:
        async with store(address).lock(name):
            told.touch()
            await asyncio.sleep(600)

    asyncio.run(hold())


def test_who_is_killed_holds_up_nobody_beyond_the_lease(redis: str, tmp_path: Path) -> None:
    process = started(holds_on, redis, "p-dood", tmp_path / "mine")
    until = time.monotonic() + WITHIN
    while not (tmp_path / "mine").exists():
        assert time.monotonic() < until
        time.sleep(0.02)
    locks = RedisLocks(open_redis(redis), LEASE)
    place, end = locks.join("p-dood"), time.monotonic() + 2 * LEASE
    while time.monotonic() < end:
        assert locks.ahead("p-dood", place) == 1, "who lives keeps the turn beyond the first lease"
        time.sleep(0.1)
    os.kill(process.pid, signal.SIGKILL)
    process.join(WITHIN)
    killed = time.monotonic()
    while locks.ahead("p-dood", place) != 0:
        assert time.monotonic() < killed + WITHIN
        time.sleep(0.02)
    locks.leave("p-dood", place)


def test_a_loop_that_is_busy_keeps_its_turn(redis: str) -> None:
    async def busy() -> int | None:
        lease = 1.5  # a machine that stands still for half a second must not lose the turn
        line = store(redis, lease)
        async with line.lock("p-druk"):
            other = RedisLocks(open_redis(redis), lease)
            place, found = other.join("p-druk"), None
            for _ in range(10):
                time.sleep(lease / 4)  # nobody else of this loop gets a turn meanwhile
                found = other.ahead("p-druk", place)
            other.leave("p-druk", place)
        return found

    assert run_apart(busy()) == 1


def test_a_redis_that_comes_back_empty_finds_the_turn_taken() -> None:
    with databases.redis_by_hand() as server:

        async def scene() -> int | None:
            line = Line(RedisLocks(open_redis(server.address), LEASE), lease=LEASE)
            async with line.turn("p-weg"):
                await asyncio.to_thread(server.stop)
                line.renew()  # says that it could not
                await asyncio.to_thread(server.start)
                line.renew()
                other = RedisLocks(open_redis(server.address), LEASE)
                return other.ahead("p-weg", other.join("p-weg"))

        assert run_apart(scene()) == 1


def test_without_redis_turns_wait_for_each_other_in_order() -> None:
    async def scene() -> list[int]:
        order: list[int] = []
        line = Line(MemoryLocks())

        async def turn(number: int) -> None:
            async with line.turn("p-1"):
                order.append(number)
                await asyncio.sleep(0.002)
                order.append(number)

        await asyncio.gather(*(turn(number) for number in range(5)))
        return order

    assert run_apart(scene()) == [number for number in range(5) for _ in range(2)]


def test_who_has_the_turn_already_goes_on() -> None:
    async def scene() -> bool:
        line = Line(MemoryLocks())
        async with line.turn("p-1"), FairLockStore(line=line).lock("p-1"):
            pass
        async with line.turn("p-1"):
            return True

    assert run_apart(scene())


def test_a_turn_that_does_not_come_is_said_so() -> None:
    async def scene() -> None:
        locks = MemoryLocks()
        line = Line(locks, waits=0.05)
        locks.join("p-1")
        with pytest.raises(LockError):
            async with line.turn("p-1"):
                pass
        locks_are_left = locks.ahead("p-1", locks.join("p-1"))
        assert locks_are_left == 1, "who gave up stands in nobody's way"

    run_apart(scene())


def test_a_redis_that_is_away_is_a_lock_error_of_rasa() -> None:
    async def scene() -> None:
        async with store("redis://127.0.0.1:1/0").lock("p-1"):
            pass

    with pytest.raises(LockError, match="Redis"):
        run_apart(scene())


def test_rasa_opens_it_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MAGDAT_TOESTAND", str(tmp_path))
    monkeypatch.delenv("MAGDAT_REDIS", raising=False)
    monkeypatch.delenv("SANIC_WORKERS", raising=False)
    opened = LockStore.create(EndpointConfig(type="channels.lock_store.FairLockStore"))
    assert isinstance(opened, FairLockStore)
    monkeypatch.setenv("SANIC_WORKERS", "2")
    with pytest.raises(ValueError, match="MAGDAT_WERKERS"):
        LockStore.create(EndpointConfig(type="channels.lock_store.FairLockStore"))
