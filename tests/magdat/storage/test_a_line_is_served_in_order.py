"""Who joins first has the first turn; who says nothing for the length of a lease is passed over, and nobody else."""

from __future__ import annotations

import pytest

from magdat.storage.errors import StorageError
from magdat.storage.redis import open_redis
from magdat.storage.redis_locks import RedisLocks


def test_turns_come_in_the_order_of_joining(kept) -> None:
    locks = kept.here.locks
    first, second, third = (locks.join("p-1") for _ in range(3))
    assert [locks.ahead("p-1", place) for place in (third, first, second)] == [2, 0, 1]
    locks.leave("p-1", second)
    locks.leave("p-1", first)
    assert locks.ahead("p-1", third) == 0
    assert locks.ahead("p-1", first) is None, "who left has no place"


def test_lines_do_not_wait_for_each_other(kept) -> None:
    locks = kept.here.locks
    assert locks.ahead("p-1", locks.join("p-1")) == 0
    assert locks.ahead("p-2", locks.join("p-2")) == 0


def test_who_says_nothing_is_passed_over_and_who_does_is_not(kept) -> None:
    locks = kept.here.locks
    holder, waiting = locks.join("p-1"), locks.join("p-1")
    for _ in range(4):
        kept.later(0.1)
        assert locks.hold("p-1", holder)
        assert locks.ahead("p-1", waiting) == 1, "the lease was said again, beyond its first end"
    for _ in range(4):
        kept.later(0.1)
        found = locks.ahead("p-1", waiting)
    assert found == 0
    assert not locks.hold("p-1", holder), "somebody else has the turn now"
    assert locks.hold("p-1", waiting)


def test_a_line_that_forgot_everybody_is_gone_on_with(kept) -> None:
    locks = kept.here.locks
    holder = locks.join("p-1")
    locks.leave("p-1", holder)  # as a Redis that was started anew knows of nobody
    assert locks.hold("p-1", holder)
    assert locks.ahead("p-1", locks.join("p-1")) == 1


def test_what_is_underway_is_given_out_once_when_nobody_answers_it(kept) -> None:
    underway = kept.here.underway
    for message in ("a", "b", "c"):
        underway.begin("p-1", message)
    underway.over("p-1", "a")
    kept.later(0.2)
    underway.begin("p-1", "b")
    assert underway.left() == []
    kept.later(0.2)
    assert underway.left() == [("p-1", "c")]
    assert underway.left() == []


def test_in_redis_a_line_ends_by_itself_and_names_nobody(redis: str) -> None:
    client = open_redis(redis)
    client.flushall()
    RedisLocks(client).join("jan.peeters")
    keys = client.keys("*")
    assert len(keys) == 3
    for key in keys:
        assert "jan" not in key
        assert client.pttl(key) > 0
    client.close()


def test_a_redis_that_is_away_is_said_so() -> None:
    with pytest.raises(StorageError):
        RedisLocks(open_redis("redis://127.0.0.1:1/0")).join("p-1")
