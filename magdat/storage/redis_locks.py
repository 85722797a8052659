"""Places in the line of a conversation, in Redis (or Valkey): first come, first served, over processes and machines.

Every step is one script, so that no other process comes between; the clock is that of Redis, the same for everybody.
A place is a lease: whoever does not say in time that they are still there loses it, and the next one's turn comes.
"""

from __future__ import annotations

import secrets
from typing import Any

from magdat.storage.ports import LEASE
from magdat.storage.redis import key_of, spoken_for

_NOW = """
local moment = redis.call('TIME')
local now = moment[1] * 1000 + math.floor(moment[2] / 1000)
local lease = tonumber(ARGV[2])
local function there()
  redis.call('ZADD', KEYS[2], now + lease, ARGV[1])
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, 2 * lease) end
end
local function join()
  redis.call('ZADD', KEYS[1], redis.call('INCR', KEYS[3]), ARGV[1])
  there()
end
"""
"""KEYS are the line (places by number), the leases (places by their end), and the last number that was given."""

_JOIN = _NOW + "join()"

_AHEAD = (
    _NOW
    + """
if not redis.call('ZRANK', KEYS[1], ARGV[1]) then return -1 end
there()
while true do
  local first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
  local ends = redis.call('ZSCORE', KEYS[2], first)
  if ends and tonumber(ends) > now then break end
  redis.call('ZREM', KEYS[1], first)
  redis.call('ZREM', KEYS[2], first)
end
return redis.call('ZRANK', KEYS[1], ARGV[1])
"""
)

_HOLD = (
    _NOW
    + """
local rank = redis.call('ZRANK', KEYS[1], ARGV[1])
if rank == 0 then
  there()
  return 1
end
if not rank and redis.call('ZCARD', KEYS[1]) == 0 then
  join()
  return 1
end
return 0
"""
)
"""Whoever finds an empty line takes its head again: a Redis that was started anew knows of nobody."""

_LEAVE = """
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
if redis.call('ZCARD', KEYS[1]) == 0 then redis.call('DEL', KEYS[1], KEYS[2], KEYS[3]) end
"""


class RedisLocks:
    """Lines in a Redis that any number of processes share."""

    shared = True

    def __init__(self, client: Any, lease: float = LEASE) -> None:
        """Keep the client, and how many seconds a place is kept of who says nothing."""
        self._lease = max(1, int(lease * 1000))
        self._scripts = {
            name: client.register_script(text)
            for name, text in (("join", _JOIN), ("ahead", _AHEAD), ("hold", _HOLD), ("leave", _LEAVE))
        }

    def join(self, name: str) -> str:
        """Stand at the end of a line."""
        place = secrets.token_hex(8)
        self._run("join", name, place)
        return place

    def ahead(self, name: str, place: str) -> int | None:
        """Return how many stand before a place."""
        found = int(self._run("ahead", name, place))
        return found if found >= 0 else None

    def hold(self, name: str, place: str) -> bool:
        """Say that whoever has their turn is still busy."""
        return bool(self._run("hold", name, place))

    def leave(self, name: str, place: str) -> None:
        """Leave the line."""
        self._run("leave", name, place)

    def _run(self, script: str, name: str, place: str) -> Any:
        # The braces keep all three on one server of a cluster.
        line = f"{key_of('lock', name).replace(':lock:', ':lock:{')}}}"
        with spoken_for():
            return self._scripts[script](keys=[line, f"{line}:leases", f"{line}:last"], args=[place, self._lease])
