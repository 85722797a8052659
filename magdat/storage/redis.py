"""Limits, ids of events and drafts in Redis (or Valkey), for several processes together; everything expires by itself.

Every step is one command or one script, so that no other process comes between.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import redis

from magdat.storage.errors import StorageError
from magdat.storage.ports import UNDERWAY

PREFIX = "magdat:"
"""All our keys begin with this: a Redis may serve others too."""

PATIENCE = 2.0
"""Seconds to wait for Redis: somebody is waiting for an answer."""

KEPT_SECONDS = 30 * 60
"""After half an hour a draft is forgotten."""

_TAKE = """
local moment = redis.call('TIME')
local now = moment[1] + moment[2] / 1000000
local burst, pace = tonumber(ARGV[1]), tonumber(ARGV[2])
local known = redis.call('HMGET', KEYS[1], 'level', 'seen')
local level = tonumber(known[1]) or burst
local seen = tonumber(known[2]) or now
level = math.min(burst, level + math.max(0, now - seen) * pace)
local allowed = 0
if level >= 1 then
  level = level - 1
  allowed = 1
end
redis.call('HSET', KEYS[1], 'level', tostring(level), 'seen', string.format('%.6f', now))
redis.call('EXPIRE', KEYS[1], math.ceil(burst / pace) + 1)
return allowed
"""


_GIVE_BACK = """
local level = tonumber(redis.call('HGET', KEYS[1], 'level'))
if level then
  redis.call('HSET', KEYS[1], 'level', tostring(math.min(tonumber(ARGV[1]), level + 1)))
end
"""

ANSWERING = f"{PREFIX}answering"
"""Pseudonyms of conversations with what the widget calls a message; never a word of it."""

_BEGIN = """
local moment = redis.call('TIME')
redis.call('ZADD', KEYS[1], moment[1] * 1000 + math.floor(moment[2] / 1000) + ARGV[2], ARGV[1])
redis.call('EXPIRE', KEYS[1], 3600)
"""

_LEFT = """
local moment = redis.call('TIME')
local now = moment[1] * 1000 + math.floor(moment[2] / 1000)
local found = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return found
"""


def open_redis(address: str) -> Any:
    """Return a client; nothing is connected before it is needed.

    Raises:
        ValueError: it is no address of Redis; the text does not quote it, for it may hold a password.
    """
    try:
        return redis.Redis.from_url(
            address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, decode_responses=True
        )
    except ValueError:
        raise ValueError("this must be redis://host:port/0, rediss:// or unix://") from None


class RedisLimits:
    """Buckets of tokens by name; the clock is that of Redis, the same for everybody."""

    shared = True

    def __init__(self, client: Any) -> None:
        """Keep the client."""
        self._take = client.register_script(_TAKE)
        self._give_back = client.register_script(_GIVE_BACK)

    def take(self, name: str, *, burst: float, per_second: float) -> bool:
        """Take a token; ``False`` when the bucket is empty."""
        with spoken_for():
            return bool(self._take(keys=[key_of("limit", name)], args=[burst, per_second]))

    def give_back(self, name: str, *, burst: float) -> None:
        """Put back a token that was taken for nothing."""
        with spoken_for():
            self._give_back(keys=[key_of("limit", name)], args=[burst])


class RedisEventIds:
    """The ids that were seen."""

    def __init__(self, client: Any) -> None:
        """Keep the client."""
        self._client = client

    def first(self, event_id: str, *, seconds: float) -> bool:
        """Return whether this id is seen for the first time, and remember it."""
        with spoken_for():
            return bool(self._client.set(key_of("event", event_id), "1", nx=True, px=max(1, int(seconds * 1000))))

    def seen(self, event_id: str) -> bool:
        """Return whether this id is remembered."""
        with spoken_for():
            return bool(self._client.exists(key_of("event", event_id)))


class RedisUnderway:
    """What is being answered by the processes that share a Redis."""

    def __init__(self, client: Any, lease: float = UNDERWAY) -> None:
        """Keep the client, and how many seconds something counts as being answered."""
        self._client = client
        self._lease = max(1, int(lease * 1000))
        self._begin = client.register_script(_BEGIN)
        self._left = client.register_script(_LEFT)

    def begin(self, conversation: str, message: str) -> None:
        """Say that a message is being answered."""
        with spoken_for():
            self._begin(keys=[ANSWERING], args=[_one(conversation, message), self._lease])

    def over(self, conversation: str, message: str) -> None:
        """Say that it is answered."""
        with spoken_for():
            self._client.zrem(ANSWERING, _one(conversation, message))

    def left(self) -> list[tuple[str, str]]:
        """Return what nobody answers any more."""
        with spoken_for():
            return [(found[0], found[1]) for found in map(json.loads, self._left(keys=[ANSWERING]))]


def _one(conversation: str, message: str) -> str:
    return json.dumps([conversation, message])


class RedisDrafts:
    """What people are busy with."""

    def __init__(self, client: Any, seconds: float = KEPT_SECONDS) -> None:
        """Keep the client, and how long a draft lives."""
        self._client = client
        self._seconds = seconds

    def keep(self, owner: str, text: str) -> None:
        """Keep a text of somebody."""
        with spoken_for():
            self._client.set(key_of("draft", owner), text, px=max(1, int(self._seconds * 1000)))

    def recall(self, owner: str) -> str | None:
        """Return what was kept, unless it was too long ago."""
        with spoken_for():
            found: str | None = self._client.get(key_of("draft", owner))
            return found

    def drop(self, owner: str) -> None:
        """Forget what was kept of somebody."""
        with spoken_for():
            self._client.delete(key_of("draft", owner))


def key_of(kind: str, name: str) -> str:
    """Return a key that says nothing: an id of a channel may tell who somebody is."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{PREFIX}{kind}:{digest}"


@contextmanager
def spoken_for() -> Iterator[None]:
    """Turn what the client raises into words that quote nothing.

    Raises:
        StorageError: Redis refuses or cannot be reached.
    """
    try:
        yield
    except redis.RedisError as error:
        raise StorageError(f"Redis weigert of is niet te bereiken ({type(error).__name__})") from None
