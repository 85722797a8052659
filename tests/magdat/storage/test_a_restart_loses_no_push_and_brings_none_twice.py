"""What one process pushed, the next one goes on with: what nobody has comes again, and what somebody has does not."""

from __future__ import annotations

import threading

import pytest

from magdat.privacy.seal import Seal
from magdat.storage.errors import StorageError
from magdat.storage.kept_pushes import KeptPushes
from magdat.storage.memory.pushes import KEPT_SECONDS, MemoryPushes
from magdat.storage.ports import Push
from magdat.storage.stores import Stores

PERSON = "p-" + "1" * 32
SEAL = Seal(b"s" * 32)
SECRET = "xylofoonmuziek"


def said(text: str, **more: str) -> Push:
    return Push("reply", {"text": text, **more})


def texts(pushes: KeptPushes, after: int = 0, conversation: str = PERSON) -> list[str]:
    return [str(push.data["text"]) for push in pushes.after(conversation, after)]


@pytest.fixture
def process(stores: Stores, clock):
    """Give what starts a process on the same database; the one before it ends then."""
    running: list[KeptPushes] = []

    def start(seal: Seal = SEAL) -> KeptPushes:
        if running:
            running.pop().close()
        running.append(KeptPushes(MemoryPushes(clock), stores.pushes, seal))
        running[-1].go_on().result(20)
        return running[-1]

    yield start
    for left in running:
        left.close()


def test_what_nobody_has_comes_again_in_order_under_its_own_number(process) -> None:
    first = process()
    numbers = [first.publish(PERSON, said(text)) for text in ("een", "twee")]
    second = process()
    assert [push.number for push in second.after(PERSON, 0)] == numbers
    assert texts(second) == ["een", "twee"]
    assert texts(second, numbers[0]) == ["twee"], "who has the first comes back with its number"
    assert second.publish(PERSON, said("drie")) > numbers[1]


def test_what_somebody_has_is_known_after_a_restart(process) -> None:
    first = process()
    numbers = [first.publish(PERSON, said(text, letter=text)) for text in ("een", "twee")]
    first.acknowledge(PERSON, numbers[0])
    second = process()
    assert second.acknowledged(PERSON) == numbers[0]
    second.acknowledge(PERSON, numbers[1])
    assert process().acknowledged(PERSON) == numbers[1]


def test_what_is_past_its_time_does_not_come_again(process, stores: Stores, clock) -> None:
    first = process()
    first.publish(PERSON, said("oud"))
    clock.pass_(seconds=KEPT_SECONDS - 60)
    first.publish(PERSON, said("nieuw"))
    clock.pass_(seconds=61)
    second = process()
    assert texts(second) == ["nieuw"]
    second.forget()
    second = process()
    assert [row.conversation for row in stores.pushes.left(10)] == [PERSON]


def test_what_was_being_answered_is_known_once(process) -> None:
    first = process()
    for name, end in (("m-1", "done"), ("m-2", ""), ("m-3", "fault")):
        first.publish(PERSON, Push("typing", {"answers": name}))
        first.publish(PERSON, said("half", answers=name))
        if end:
            first.publish(PERSON, Push(end, {"answers": name}))
    second = process()
    assert second.unfinished() == [(PERSON, "m-2")]
    assert second.unfinished() == []
    assert first.unfinished() == [], "of what it does itself it says how it ended"


def test_erasing_ends_it_in_the_database_too(process, stores: Stores) -> None:
    first = process()
    for conversation in (PERSON, "p-ander"):
        first.publish(conversation, said("een"))
    first.erase(PERSON)
    first.publish(PERSON, said("gewist"))
    second = process()
    assert texts(second) == ["gewist"]
    assert texts(second, conversation="p-ander") == ["een"]
    stores.erase([PERSON])
    assert texts(process()) == [], "and so does `magdat privacy wis`"


def test_nobody_reads_it_without_the_key(process, stores: Stores) -> None:
    process().publish(PERSON, said(SECRET))
    second = process(Seal(b"t" * 32))
    (row,) = stores.pushes.left(10)
    assert SECRET.encode() not in row.content
    assert second.after(PERSON, 0) == []


def test_a_database_that_is_away_keeps_nobody_from_hearing(process, stores: Stores, monkeypatch) -> None:
    away, heard = threading.Event(), threading.Event()

    def refuse(*_: object) -> int:
        away.set()
        raise StorageError("weg")

    first = process()
    with monkeypatch.context() as patch:
        for name in ("keep", "erase", "left"):
            patch.setattr(type(stores.pushes), name, refuse)
        with first.listen(PERSON, heard.set):
            first.publish(PERSON, said("een"))
            assert heard.is_set()
        assert away.wait(20)
        assert texts(first) == ["een"]
        with pytest.raises(StorageError):
            first.erase(PERSON)
        second = process()
    second.publish(PERSON, said("twee"))
    second.forget()  # once the database is there, it goes on after all
    second.go_on().result(20)
    assert texts(second) == ["twee"], "what it pushed itself it has already"
    assert texts(process()) == ["twee"]


def test_who_listens_before_it_is_read_hears_of_it(stores: Stores, clock) -> None:
    first = KeptPushes(MemoryPushes(clock), stores.pushes, SEAL)
    first.publish(PERSON, said("een"))
    first.close()
    clock.pass_(seconds=1)
    second, heard = KeptPushes(MemoryPushes(clock), stores.pushes, SEAL), threading.Event()
    with second.listen(PERSON, heard.set):
        new = second.publish(PERSON, said("twee"))
        heard.clear()
        second.go_on().result(20)
        assert heard.is_set()
    assert texts(second) == ["een", "twee"]
    assert second.after(PERSON, 0)[-1].number == new
    second.close()
