"""Every form of every port, for the same tests: in memory, SQLite, a PostgreSQL and a Redis that really run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from databases import emptied

from magdat.handoff.tickets import Tickets
from magdat.storage.database import Database
from magdat.storage.memory.locks import MemoryLocks
from magdat.storage.memory.pushes import MemoryPushes
from magdat.storage.memory.short_lived import MemoryDrafts, MemoryEventIds, MemoryLimits, MemoryUnderway
from magdat.storage.redis import RedisDrafts, RedisEventIds, RedisLimits, RedisUnderway, open_redis
from magdat.storage.redis_locks import RedisLocks
from magdat.storage.redis_pushes import RedisPushes
from magdat.storage.stores import ShortLived, Stores, memory_stores, sql_stores

DRAFT_SECONDS = 0.3
PUSH_SECONDS = 0.3
LEASE_SECONDS = 0.3


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.now = 1_770_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, *, seconds: float = 0, days: float = 0) -> None:
        self.now += seconds + days * 86_400


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give an empty database: a file, and a server's."""
    if request.param == "sqlite":
        yield Database(f"sqlite:///{tmp_path / 'toestand' / 'magdat.sqlite'}")
        return
    found = emptied(request.getfixturevalue("postgresql"))
    yield found
    found.engine.dispose()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Stores]:
    """Give the stores in each of their forms, empty."""
    if request.param == "memory":
        yield memory_stores(clock)
    elif request.param == "sqlite":
        yield sql_stores(Database(f"sqlite:///{tmp_path / 'magdat.sqlite'}"), clock)
    else:
        database = emptied(request.getfixturevalue("postgresql"))
        yield sql_stores(database, clock)
        database.engine.dispose()


@dataclass
class Kept:
    """Something short-lived, and how to let time pass for it."""

    here: ShortLived
    later: Callable[[float], None]


@pytest.fixture(params=["memory", "redis"])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """Give limits, ids, drafts, pushes and lines in each of their forms, empty."""
    if request.param == "memory":
        clock = Clock()
        pushes = MemoryPushes(clock, PUSH_SECONDS, most_of_one=20)
        forms = ShortLived(
            MemoryLimits(clock),
            MemoryEventIds(clock),
            MemoryDrafts(clock, DRAFT_SECONDS),
            pushes,
            MemoryLocks(clock, LEASE_SECONDS),
            MemoryUnderway(clock, LEASE_SECONDS),
        )
        yield Kept(forms, lambda seconds: clock.pass_(seconds=seconds))
        return
    client = open_redis(request.getfixturevalue("redis"))
    client.flushall()
    pushes = RedisPushes(client, PUSH_SECONDS, most_of_one=20)
    forms = ShortLived(
        RedisLimits(client),
        RedisEventIds(client),
        RedisDrafts(client, DRAFT_SECONDS),
        pushes,
        RedisLocks(client, LEASE_SECONDS),
        RedisUnderway(client, LEASE_SECONDS),
    )
    yield Kept(forms, time.sleep)
    pushes.close()
    client.close()


@pytest.fixture
def tickets(stores: Stores) -> Tickets:
    """Give the tickets of each form of store."""
    return stores.tickets
