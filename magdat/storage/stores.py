"""Every store of a running assistant, opened at the addresses that the settings name."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from magdat.settings import Settings
from magdat.storage import redis
from magdat.storage.database import Database
from magdat.storage.memory.conversations import MemoryConversations
from magdat.storage.memory.questions import MemoryGivenQuestions
from magdat.storage.memory.short_lived import MemoryDrafts, MemoryEventIds, MemoryLimits
from magdat.storage.ports import Conversations, Drafts, EventIds, GivenQuestions, Limits
from magdat.storage.sql.conversations import SqlConversations
from magdat.storage.sql.questions import SqlGivenQuestions


@dataclass(frozen=True)
class ShortLived:
    """What lives for minutes: in this process, or in Redis for several processes together."""

    limits: Limits
    events: EventIds
    drafts: Drafts


@dataclass(frozen=True)
class Stores:
    """What outlives a message."""

    questions: GivenQuestions
    conversations: Conversations


def sql_stores(database: Database, clock: Callable[[], float] = time.time) -> Stores:
    """Return the stores in a database; ``clock`` gives seconds since 1970."""
    return Stores(questions=SqlGivenQuestions(database, clock), conversations=SqlConversations(database, clock))


def memory_stores(clock: Callable[[], float] = time.time) -> Stores:
    """Return stores that forget everything when the process ends: for tests."""
    return Stores(questions=MemoryGivenQuestions(clock), conversations=MemoryConversations(clock))


def open_stores(settings: Settings) -> Stores:
    """Return the stores that the settings name; one set for each address in this process."""
    return _stores_at(settings.database)


def open_short_lived(settings: Settings) -> ShortLived:
    """Return what lives for minutes, where the settings say; one set for each address in this process."""
    return _short_lived_at(settings.redis)


@lru_cache(maxsize=8)
def _stores_at(address: str) -> Stores:
    return sql_stores(Database(address))


@lru_cache(maxsize=8)
def _short_lived_at(address: str | None) -> ShortLived:
    if address is None:
        return ShortLived(MemoryLimits(), MemoryEventIds(), MemoryDrafts())
    client = redis.open_redis(address)
    return ShortLived(redis.RedisLimits(client), redis.RedisEventIds(client), redis.RedisDrafts(client))
