"""Limits, ids of events and drafts behave the same in one process and in Redis."""

from __future__ import annotations

import threading

import pytest

from magdat.storage.errors import StorageError
from magdat.storage.memory.short_lived import MemoryDrafts, MemoryEventIds, MemoryLimits
from magdat.storage.redis import RedisDrafts, RedisEventIds, RedisLimits, open_redis


def test_a_bucket_begins_full_and_is_its_owners_own(kept) -> None:
    slow = {"burst": 3, "per_second": 0.001}
    assert [kept.here.limits.take("p-1", **slow) for _ in range(5)] == [True, True, True, False, False]
    assert kept.here.limits.take("p-2", **slow)


def test_a_bucket_fills_again(kept) -> None:
    pace = {"burst": 1, "per_second": 5}
    assert kept.here.limits.take("p-1", **pace)
    kept.later(0.25)
    assert kept.here.limits.take("p-1", **pace)


def test_a_bucket_holds_no_more_than_its_burst(kept) -> None:
    pace = {"burst": 2, "per_second": 0.01}
    kept.here.limits.take("p-1", **pace)
    kept.later(0.3)
    assert [kept.here.limits.take("p-1", **pace) for _ in range(3)] == [True, False, False]


def test_what_was_taken_for_nothing_is_put_back_and_no_more_than_there_was(kept) -> None:
    slow = {"burst": 2, "per_second": 0.001}
    assert [kept.here.limits.take("p-1", **slow) for _ in range(3)] == [True, True, False]
    kept.here.limits.give_back("p-1", burst=2)
    assert [kept.here.limits.take("p-1", **slow) for _ in range(2)] == [True, False]
    for _ in range(5):
        kept.here.limits.give_back("p-1", burst=2)
    kept.here.limits.give_back("p-2", burst=2)
    assert [kept.here.limits.take("p-1", **slow) for _ in range(3)] == [True, True, False]
    assert [kept.here.limits.take("p-2", **slow) for _ in range(3)] == [True, True, False]


def test_many_at_once_get_no_more_than_there_is(kept) -> None:
    taken: list[bool] = []

    def ask() -> None:
        taken.append(kept.here.limits.take("p-1", burst=10, per_second=0.001))

    threads = [threading.Thread(target=ask) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 10


def test_an_event_is_first_once(kept) -> None:
    assert not kept.here.events.seen("Ev1")
    assert kept.here.events.first("Ev1", seconds=60)
    assert kept.here.events.seen("Ev1")
    assert not kept.here.events.first("Ev1", seconds=60)
    assert kept.here.events.first("Ev2", seconds=60)


def test_an_event_is_forgotten_in_time(kept) -> None:
    assert kept.here.events.first("Ev1", seconds=0.1)
    kept.later(0.2)
    assert kept.here.events.first("Ev1", seconds=0.1)


def test_a_draft_is_its_owners_until_it_is_dropped(kept) -> None:
    kept.here.drafts.keep("p-1", "eerste 🙂")
    kept.here.drafts.keep("p-1", "tweede")
    kept.here.drafts.keep("p-2", "van een ander")
    assert kept.here.drafts.recall("p-1") == "tweede"
    kept.here.drafts.drop("p-1")
    assert kept.here.drafts.recall("p-1") is None
    assert kept.here.drafts.recall("p-2") == "van een ander"


def test_a_draft_ends_by_itself(kept) -> None:
    kept.here.drafts.keep("p-1", "tekst")
    kept.later(0.4)
    assert kept.here.drafts.recall("p-1") is None


def test_nobody_can_fill_the_memory() -> None:
    limits, events, drafts = MemoryLimits(most=10), MemoryEventIds(most=10), MemoryDrafts(most=10)
    for number in range(100):
        limits.take(f"p-{number}", burst=1, per_second=1)
        events.first(f"Ev{number}", seconds=60)
        drafts.keep(f"p-{number}", "tekst")
    assert [len(held) for held in (limits._buckets, events._until, drafts._kept)] == [10, 10, 10]


def test_what_nobody_asks_for_again_does_not_stay_in_memory() -> None:
    now = [0.0]
    drafts = MemoryDrafts(lambda: now[0], seconds=60)
    drafts.keep("p-1", "tekst")
    now[0] = 61
    drafts.keep("p-2", "tekst")
    assert list(drafts._kept) == ["p-2"]


def test_a_redis_that_is_away_is_said_without_quoting() -> None:
    client = open_redis("redis://:geheim@127.0.0.1:1/0")
    for attempt in (
        lambda: RedisLimits(client).take("p-1", burst=1, per_second=1),
        lambda: RedisEventIds(client).first("Ev1", seconds=1),
        lambda: RedisDrafts(client).keep("p-1", "mijn verhaal"),
    ):
        with pytest.raises(StorageError) as told:
            attempt()
        assert not any(word in str(told.value) for word in ("geheim", "verhaal", "p-1", "127.0.0.1"))


def test_keys_in_redis_name_nobody(redis) -> None:
    client = open_redis(redis)
    client.flushall()
    RedisDrafts(client).keep("jan@bedrijf.be", "tekst")
    RedisEventIds(client).first("jan@bedrijf.be", seconds=60)
    keys = list(client.scan_iter())
    assert len(keys) == 2
    assert not any("jan" in key for key in keys)
    assert all(client.pttl(key) > 0 for key in keys), "everything ends by itself"
