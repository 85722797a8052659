"""Which tokens are good: kept by their digest, replaced, prolonged and ended, the same in memory and in SQL."""

from __future__ import annotations

from magdat.storage.ports import Session
from magdat.storage.stores import Stores


def session(clock, family: str = "f-1", seconds: float = 100) -> Session:
    return Session(family, "verzegeld", clock() + seconds)


def test_a_token_is_good_until_it_ends(stores: Stores, clock) -> None:
    stores.sessions.begin("t-1", session(clock))
    assert stores.sessions.of("t-1") == session(clock)
    assert stores.sessions.of("t-2") is None
    clock.pass_(seconds=100)
    assert stores.sessions.of("t-1") is None


def test_a_token_that_is_used_lasts_longer(stores: Stores, clock) -> None:
    stores.sessions.begin("t-1", session(clock))
    stores.sessions.prolong("t-1", clock() + 500)
    clock.pass_(seconds=400)
    assert stores.sessions.of("t-1") is not None


def test_a_token_that_was_replaced_is_good_for_a_moment(stores: Stores, clock) -> None:
    stores.sessions.begin("t-1", session(clock))
    stores.sessions.begin("t-2", session(clock), instead_of="t-1", grace=30)
    found = stores.sessions.of("t-1")
    assert found is not None
    assert found.replaced
    stores.sessions.prolong("t-1", clock() + 500)
    stores.sessions.begin("t-3", session(clock), instead_of="t-1", grace=60)
    clock.pass_(seconds=30)
    assert stores.sessions.of("t-1") is None, "neither use nor another replacement makes it last longer"
    assert stores.sessions.of("t-2") is not None
    assert stores.sessions.of("t-3") is not None


def test_all_tokens_of_a_conversation_end_together(stores: Stores, clock) -> None:
    for token, family in (("t-1", "f-1"), ("t-2", "f-1"), ("t-3", "f-2")):
        stores.sessions.begin(token, session(clock, family))
    assert stores.sessions.erase("f-1") == 2
    assert [stores.sessions.of(token) is None for token in ("t-1", "t-2", "t-3")] == [True, True, False]


def test_what_ended_is_not_kept(stores: Stores, clock) -> None:
    stores.sessions.begin("t-1", session(clock))
    clock.pass_(seconds=100)
    stores.sessions.begin("t-2", session(clock, "f-2"))
    assert stores.sessions.erase("f-1") == 0
