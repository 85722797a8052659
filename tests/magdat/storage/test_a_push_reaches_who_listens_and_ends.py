"""Pushes behave the same in one process and in Redis: numbered, in order, heard at once, and gone after a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from magdat.storage.errors import StorageError
from magdat.storage.memory.pushes import MemoryPushes
from magdat.storage.ports import Push
from magdat.storage.redis import open_redis
from magdat.storage.redis_pushes import RedisPushes


def said(text: str) -> Push:
    return Push("reply", {"text": text, "custom": {"delen": [1, None, "é🙂"]}})


def texts(pushes: list[Push]) -> list[str]:
    return [push.data["text"] for push in pushes]


def test_what_comes_after_a_number_comes_in_order(kept) -> None:
    pushes = kept.here.pushes
    first = pushes.publish("p-1", said("een"))
    second = pushes.publish("p-1", said("twee"))
    pushes.publish("p-2", said("van een ander"))
    assert 0 < first < second < 2**53, "a browser counts no further"
    assert pushes.after("p-1", 0) == [
        Push("reply", said("een").data, first),
        Push("reply", said("twee").data, second),
    ]
    assert texts(pushes.after("p-1", first)) == ["twee"]
    assert pushes.after("p-1", second) == []
    assert pushes.after("p-3", 0) == []


def test_a_mark_stands_between_before_and_after(kept) -> None:
    pushes = kept.here.pushes
    pushes.publish("p-1", said("voor"))
    mark = pushes.mark("p-1")
    pushes.publish("p-1", said("na"))
    assert texts(pushes.after("p-1", mark)) == ["na"]


def test_a_number_of_another_time_counts_as_none(kept) -> None:
    pushes = kept.here.pushes
    pushes.publish("p-1", said("een"))
    assert texts(pushes.after("p-1", 2**53)) == ["een"]


def test_who_came_back_with_a_number_has_what_came_before(kept) -> None:
    pushes = kept.here.pushes
    assert pushes.acknowledged("p-1") == 0
    first, second = pushes.publish("p-1", said("een")), pushes.publish("p-1", said("twee"))
    pushes.publish("p-2", said("van een ander"))
    for number, known in ((first, first), (second, second), (first, second), (2**53, second)):
        pushes.acknowledge("p-1", number)
        assert pushes.acknowledged("p-1") == known, "the latest counts, and none that was never given"
    assert pushes.acknowledged("p-2") == 0
    pushes.erase("p-1")
    assert pushes.acknowledged("p-1") == 0


def test_a_push_is_gone_after_a_while_and_numbers_go_on(kept) -> None:
    pushes = kept.here.pushes
    first = pushes.publish("p-1", said("een"))
    kept.later(0.2)
    second = pushes.publish("p-1", said("twee"))
    kept.later(0.2)
    assert texts(pushes.after("p-1", 0)) == ["twee"], "each has its own time, whatever came after it"
    kept.later(0.3)
    assert pushes.after("p-1", 0) == []
    assert pushes.publish("p-1", said("drie")) > second > first


def test_of_one_conversation_the_latest_are_kept(kept) -> None:
    for number in range(30):
        kept.here.pushes.publish("p-1", said(str(number)))
    assert texts(kept.here.pushes.after("p-1", 0)) == [str(number) for number in range(10, 30)]


def test_what_is_erased_is_gone_and_it_goes_on(kept) -> None:
    pushes = kept.here.pushes
    pushes.publish("p-1", said("een"))
    pushes.publish("p-2", said("van een ander"))
    pushes.erase("p-1")
    assert pushes.after("p-1", 0) == []
    pushes.publish("p-1", said("twee"))
    assert texts(pushes.after("p-1", 0)) == ["twee"]
    assert texts(pushes.after("p-2", 0)) == ["van een ander"]


def test_who_listens_is_woken_by_their_own_conversation_only(kept) -> None:
    pushes, woken = kept.here.pushes, list[str]()

    def rung(name: str) -> bool:
        """Publish to somebody until they were woken, after which everything before it was heard too."""
        before = woken.count(name)
        pushes.publish(name, said("?"))
        return eventually(lambda: woken.count(name) > before)

    with pushes.listen("p-0", lambda: woken.append("p-0")):
        # On Redis everybody is woken once when the line is there: whoever comes after it is not.
        assert rung("p-0")
        with pushes.listen("p-1", lambda: woken.append("p-1")), pushes.listen("p-2", lambda: woken.append("p-2")):
            assert rung("p-1")
            assert rung("p-1")
            assert rung("p-0")
            assert (woken.count("p-1"), woken.count("p-2")) == (2, 0)
        pushes.publish("p-1", said("twee"))
        assert rung("p-0")
        assert woken.count("p-1") == 2, "whoever went away is not woken"


def test_many_that_publish_at_once_get_a_number_each(kept) -> None:
    numbers: list[int] = []
    threads = [
        threading.Thread(target=lambda: numbers.append(kept.here.pushes.publish("p-1", said("x")))) for _ in range(15)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(numbers)) == 15
    assert [push.number for push in kept.here.pushes.after("p-1", 0)] == sorted(numbers)


def test_another_process_hears_it(redis: str) -> None:
    here, there = RedisPushes(open_redis(redis)), RedisPushes(open_redis(redis))
    heard = threading.Event()
    with there.listen("p-9", heard.set):
        assert heard.wait(5), "when the line is there, whoever listens looks"
        heard.clear()
        here.publish("p-9", said("een"))
        assert heard.wait(5)
        assert texts(there.after("p-9", 0)) == ["een"]
    there.close()


def test_in_redis_everything_ends_by_itself_and_names_nobody(redis: str) -> None:
    client = open_redis(redis)
    client.flushall()
    RedisPushes(client).publish("jan@bedrijf.be", said("een"))
    keys = list(client.scan_iter())
    assert keys
    assert all(0 < client.pttl(key) <= 600_000 for key in keys)
    assert not any("jan" in key for key in keys)


def test_nobody_can_fill_the_memory() -> None:
    now = [1_770_000_000.0]
    pushes = MemoryPushes(lambda: now[0], most=10)
    for number in range(100):
        pushes.publish(f"p-{number}", said("x"))
    assert len(pushes._order) == len(pushes._kept) == 10
    now[0] += 601
    pushes.forget()
    assert not pushes._order
    assert not pushes._kept


def test_after_a_restart_numbers_go_on(clock) -> None:
    first = MemoryPushes(clock).publish("p-1", said("een"))
    clock.pass_(seconds=5)
    fresh = MemoryPushes(clock)
    assert fresh.publish("p-1", said("twee")) > first
    assert texts(fresh.after("p-1", first)) == ["twee"]


def test_a_redis_that_is_away_is_said_without_quoting() -> None:
    pushes = RedisPushes(open_redis("redis://:geheim@127.0.0.1:1/0"))
    with pytest.raises(StorageError) as told:
        pushes.publish("p-1", said("mijn verhaal"))
    assert not any(word in str(told.value) for word in ("geheim", "verhaal", "p-1", "127.0.0.1"))


def test_any_process_knows_whether_somebody_listens(redis: str) -> None:
    here, there = RedisPushes(open_redis(redis)), RedisPushes(open_redis(redis))
    with here.listen("p-wie", lambda: None):
        assert eventually(lambda: there.heard("p-wie"))
        assert not there.heard("p-ander")
    assert eventually(lambda: not there.heard("p-wie"))
    here.close()


def eventually(told: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not told():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
