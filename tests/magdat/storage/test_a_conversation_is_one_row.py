"""A conversation is kept whole, erased with its owner, and forgotten when nobody goes on with it."""

from __future__ import annotations

import threading

from magdat.storage.stores import Stores


def test_the_last_state_is_the_one_that_is_kept(stores: Stores, clock) -> None:
    assert stores.conversations.of("p-1") is None
    stores.conversations.keep("p-1", '{"onderwerp": "pauze"}')
    clock.pass_(seconds=60)
    stores.conversations.keep("p-1", '{"onderwerp": "foto_tag"}')
    found = stores.conversations.of("p-1")
    assert found is not None
    assert (found.pseudonym, found.state, found.updated) == ("p-1", '{"onderwerp": "foto_tag"}', clock())
    assert stores.conversations.of("p-2") is None


def test_erasing_takes_those_that_are_named(stores: Stores) -> None:
    for name in ("p-1", "p-2", "p-3"):
        stores.conversations.keep(name, "{}")
    assert stores.conversations.erase(["p-1", "p-3", "p-3", "p-4"]) == 2
    assert [stores.conversations.of(name) is None for name in ("p-1", "p-2", "p-3")] == [True, False, True]


def test_who_goes_on_is_not_forgotten(stores: Stores, clock) -> None:
    for name in ("p-oud", "p-jong"):
        stores.conversations.keep(name, "{}")
    clock.pass_(days=29)
    stores.conversations.keep("p-jong", "{}")
    clock.pass_(days=1)
    assert stores.conversations.forget(30) == 1
    assert stores.conversations.of("p-oud") is None
    assert stores.conversations.of("p-jong") is not None


def test_threads_that_write_the_same_conversation_all_succeed(stores: Stores) -> None:
    failed: list[Exception] = []

    def write(number: int) -> None:
        try:
            stores.conversations.keep("p-1", f'{{"beurt": {number}}}')
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    found = stores.conversations.of("p-1")
    assert found is not None
    assert found.state in {f'{{"beurt": {number}}}' for number in range(12)}
