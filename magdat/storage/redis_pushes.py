"""Pushes in Redis (or Valkey): published by any process, and heard by the one that somebody is connected to.

What was published lies under a key of its own that ends after ten minutes; an index says in which order. Whoever is
connected is only woken up by Redis, and then reads what there is: a wake-up that gets lost loses nothing.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import redis

from magdat.storage.ports import Push
from magdat.storage.redis import PREFIX, key_of, spoken_for

KEPT_SECONDS = 10 * 60
"""After ten minutes a push is forgotten."""

MOST_OF_ONE = 200
"""So many are kept of one conversation; the oldest makes way."""

BELL = f"{PREFIX}pushed"
"""Where it is told that there is something new: the key of the conversation, and nothing of what was pushed."""

AGAIN = 1.0
"""Seconds before a connection that was lost is tried again."""

PRESENT, PRESENT_EACH = 30.0, 10.0
"""Seconds that a process counts as listening to a conversation, and between two times that it says so."""

_NOW = """
local moment = redis.call('TIME')
local now = moment[1] * 1000000 + moment[2]
local last = tonumber(redis.call('GET', KEYS[2]) or '0')
"""

_MARK = (
    _NOW
    + """
local number = math.max(now, last + 1)
redis.call('SET', KEYS[2], string.format('%.0f', number), 'PX', ARGV[1])
return string.format('%.0f', number)
"""
)

_PUBLISH = (
    _NOW
    + """
local number = string.format('%.0f', math.max(now, last + 1))
redis.call('SET', KEYS[2], number, 'PX', ARGV[1])
redis.call('SET', KEYS[1] .. ':' .. number, ARGV[2], 'PX', ARGV[1])
redis.call('ZADD', KEYS[1], number, number)
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - tonumber(ARGV[1]) * 1000))
for _, old in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1 - tonumber(ARGV[3]))) do
  redis.call('DEL', KEYS[1] .. ':' .. old)
  redis.call('ZREM', KEYS[1], old)
end
redis.call('PUBLISH', ARGV[4], KEYS[1])
return number
"""
)

_AFTER = (
    _NOW
    + """
local from = tonumber(ARGV[1])
if from > math.max(now, last) then from = 0 end
local found = {}
for _, number in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], string.format('(%.0f', from), '+inf')) do
  local text = redis.call('GET', KEYS[1] .. ':' .. number)
  if text then
    found[#found + 1] = number
    found[#found + 1] = text
  end
end
return found
"""
)

_ACKNOWLEDGE = (
    _NOW
    + """
local number = tonumber(ARGV[1])
if number > math.max(now, last) or redis.call('EXISTS', KEYS[1]) == 0 then return end
if number > tonumber(redis.call('GET', KEYS[3]) or '0') then
  redis.call('SET', KEYS[3], string.format('%.0f', number), 'PX', ARGV[2])
end
"""
)

_ERASE = """
for _, number in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  redis.call('DEL', KEYS[1] .. ':' .. number)
end
redis.call('DEL', KEYS[1], KEYS[3])
"""


_PRESENT = """
local moment = redis.call('TIME')
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', moment[1])
redis.call('ZADD', KEYS[1], moment[1] + ARGV[2], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
"""

_HEARD = """
return redis.call('ZCOUNT', KEYS[1], '(' .. redis.call('TIME')[1], '+inf')
"""


class RedisPushes:
    """What goes to people by itself, for several processes together; the clock is that of Redis."""

    def __init__(self, client: Any, seconds: float = KEPT_SECONDS, most_of_one: int = MOST_OF_ONE) -> None:
        """Keep the client; nobody listens before it is needed."""
        self._client = client
        self._kept_ms = max(1, int(seconds * 1000))
        self._most_of_one = most_of_one
        texts = {"publish": _PUBLISH, "after": _AFTER, "mark": _MARK, "acknowledge": _ACKNOWLEDGE, "erase": _ERASE}
        self._scripts = {name: client.register_script(text) for name, text in texts.items()}
        self._heard = client.register_script(_HEARD)
        self._bell = _Bell(client)

    def publish(self, conversation: str, push: Push) -> int:
        """Tell everybody who is connected to a conversation."""
        text = json.dumps({"kind": push.kind, "data": push.data})
        return int(self._run("publish", conversation, self._kept_ms, text, self._most_of_one, BELL))

    def after(self, conversation: str, number: int) -> list[Push]:
        """Return what is still kept of a conversation after a number."""
        found = self._run("after", conversation, number)
        return [
            Push(push["kind"], push["data"], int(number))
            for number, push in zip(found[::2], map(json.loads, found[1::2]))
        ]

    def mark(self, conversation: str) -> int:
        """Return a number after which everything comes that is published from now on."""
        return int(self._run("mark", conversation, self._kept_ms))

    def acknowledge(self, conversation: str, number: int) -> None:
        """Note that somebody has everything of a conversation up to a number."""
        self._run("acknowledge", conversation, number, self._kept_ms)

    def acknowledged(self, conversation: str) -> int:
        """Return up to which number somebody has what is kept of a conversation."""
        with spoken_for():
            return int(self._client.get(_acknowledged(_index(conversation))) or 0)

    @contextmanager
    def listen(self, conversation: str, heard: Callable[[], None]) -> Iterator[None]:
        """Have ``heard`` called when there is something new."""
        with self._bell.rings_for(_index(conversation), heard):
            yield

    def heard(self, conversation: str) -> bool:
        """Return whether somebody listens to a conversation, in whichever process."""
        with spoken_for():
            return bool(self._heard(keys=[_listening(_index(conversation))]))

    def erase(self, conversation: str) -> None:
        """Forget what is kept of a conversation."""
        self._run("erase", conversation)

    def forget(self) -> None:
        """Do nothing: in Redis everything ends by itself."""

    def close(self) -> None:
        """Stop listening, at once."""
        self._bell.stop()

    def _run(self, name: str, conversation: str, *arguments: Any) -> Any:
        index = _index(conversation)
        with spoken_for():
            return self._scripts[name](keys=[index, f"{index}:last", _acknowledged(index)], args=arguments)


def _index(conversation: str) -> str:
    """Return the key of a conversation; the braces keep all that is its own on one server of a cluster."""
    return f"{key_of('push', conversation).replace(':push:', ':push:{')}}}"


def _acknowledged(index: str) -> str:
    """Return the key of up to where somebody has a conversation, given its own key."""
    return f"{index}:acknowledged"


def _listening(index: str) -> str:
    """Return the key of which processes listen to a conversation, given its own key."""
    return f"{index}:heard"


class _Bell:
    """One connection a process that hears of what is new; it is made when somebody first listens.

    It also says who listens here, so that what comes from elsewhere is not kept waiting for somebody who is there.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._process = secrets.token_hex(8)
        self._present = client.register_script(_PRESENT)
        self._said: set[str] = set()
        self._said_at = float("-inf")
        self._lock = threading.Lock()
        self._listeners: defaultdict[str, list[Callable[[], None]]] = defaultdict(list)
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()

    @contextmanager
    def rings_for(self, key: str, heard: Callable[[], None]) -> Iterator[None]:
        """Ring for a conversation as long as the block lasts."""
        with self._lock:
            self._listeners[key].append(heard)
            if self._thread is None:
                self._thread = threading.Thread(target=self._hear, name="pushes", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                self._listeners[key].remove(heard)
                if not self._listeners[key]:
                    del self._listeners[key]

    def stop(self) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(5)

    def _hear(self) -> None:
        while not self._stopped.is_set():
            try:
                self._hear_until_it_breaks()
            except (redis.RedisError, OSError):
                self._stopped.wait(AGAIN)

    def _hear_until_it_breaks(self) -> None:
        line = self._client.pubsub()
        try:
            line.subscribe(BELL)
            while not self._stopped.is_set():
                self._say_who_listens()
                told = line.get_message(timeout=0.5)
                if told is None:
                    continue
                # What was published while nobody heard is found by looking: everybody is woken up.
                self._ring(None if told["type"] == "subscribe" else told["data"])
        finally:
            line.close()

    def _say_who_listens(self) -> None:
        """Say to which conversations somebody listens here: what is new at once, and all of it now and then."""
        with self._lock:
            now_here = set(self._listeners)
        again = time.monotonic() >= self._said_at + PRESENT_EACH
        if again:
            self._said_at = time.monotonic()
        for key in now_here if again else now_here - self._said:
            self._present(keys=[_listening(key)], args=[self._process, int(PRESENT)])
        for key in self._said - now_here:
            self._client.zrem(_listening(key), self._process)
        self._said = now_here

    def _ring(self, key: str | None) -> None:
        with self._lock:
            keys = list(self._listeners) if key is None else [key]
            listeners = [heard for name in keys for heard in self._listeners.get(name, ())]
        for heard in listeners:
            heard()
