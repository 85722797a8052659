"""A clock that jumps a year erases nothing; a machine that stood still makes up for it, at once if somebody says so."""

from __future__ import annotations

import pytest

from magdat.commands.retention_told import behind
from magdat.insight.counts import ASKED
from magdat.privacy.pseudonym import Pseudonyms
from magdat.staff.audit import Deed
from magdat.storage.letters import KEPT, Letter, Way
from magdat.storage.stores import Stores

YEAR = 365
LEFT = {"questions": 1, "conversations": 1, "counts": 1, "desk_log": 1, "proposals": 1, "letters": 2, "keys": 1}


def filled(stores: Stores) -> None:
    """Keep one of everything that has its time."""
    stores.questions.add("mag dat?", None, "p-1")
    stores.conversations.keep("p-1", "{}")
    stores.counts.record("pauze", ASKED, "p-1")
    stores.audit.note("els", Deed.LOGGED_IN)
    stores.proposals.add(1, "els", None, None, b"verzegeld", "m-1")
    stores.letters.accept(Letter("nep", "p-1", b"verzegeld"), "d-1")
    stores.letters.send(Letter("nep", "p-2", b"verzegeld"), "d-2")
    stores.keys.of(30, int(stores.retention.peek().at // (30 * 86_400)))


def gone(stores: Stores) -> dict[str, int]:
    """Erase what is past its time; return what went."""
    return {what: number for what, number in stores.clean_up(30, 14).items() if number}


@pytest.mark.parametrize("days", [YEAR, -YEAR])
def test_neither_a_jump_nor_its_mending_erases_anything(stores: Stores, clock, days: int) -> None:
    gone(stores)
    clock.pass_(seconds=600)
    filled(stores)
    clock.pass_(days=days)
    assert gone(stores) == {}
    clock.pass_(seconds=3_600)
    assert gone(stores) == {}
    assert stores.letters.known("d-1")
    clock.pass_(days=-days)
    assert gone(stores) == {}
    assert behind(stores.retention) is None


def test_a_start_over_and_over_with_a_clock_that_is_wrong_erases_nothing(stores: Stores, clock) -> None:
    gone(stores)
    filled(stores)
    clock.pass_(days=YEAR)
    for _ in range(10):
        clock.pass_(seconds=10)
        assert stores.questions.forget(30) == 0
    assert gone(stores) == {}


def test_a_message_that_waits_is_not_too_old_by_a_jump(stores: Stores, clock) -> None:
    stores.letters.forget()
    stores.letters.accept(Letter("nep", "p-1", b"verzegeld"), None)
    clock.pass_(days=YEAR)
    held = stores.letters.take(Way.IN, ["nep"])
    assert held is not None
    assert stores.letters.moment() < held.received + KEPT


def test_after_a_stop_all_goes_and_no_sooner_than_half_of_what_was_promised(stores: Stores, clock) -> None:
    gone(stores)
    filled(stores)
    clock.pass_(days=20)
    told = behind(stores.retention)
    assert told is not None
    assert "20 dagen achter" in told[0]
    assert "--klok-klopt" in told[1]
    went = []
    for day in range(20):
        went += [day] * stores.questions.forget(30)
        clock.pass_(days=1)
    assert went == [15], "35 days after it was given: half of what it was behind was made up for"
    assert behind(stores.retention) is None


def test_whoever_says_that_the_clock_is_right_is_believed(stores: Stores, clock) -> None:
    gone(stores)
    filled(stores)
    clock.pass_(days=YEAR + 35)
    assert gone(stores) == {}
    stores.retention.believe()
    assert gone(stores) == LEFT
    assert behind(stores.retention) is None


def test_a_pseudonym_is_the_same_after_the_jump_as_before(stores: Stores, clock) -> None:
    gone(stores)
    period = int(clock() // (30 * 86_400))
    key = stores.keys.of(30, period)
    clock.pass_(days=YEAR)
    stores.keys.of(30, int(clock() // (30 * 86_400)))
    gone(stores)
    assert stores.keys.of(30, period) == key
    assert len(Pseudonyms(stores.keys).candidates("jan", "slack")) == 2


def test_a_clock_that_was_set_back_is_told(stores: Stores, clock) -> None:
    gone(stores)
    clock.pass_(days=-3)
    told = behind(stores.retention)
    assert told is not None
    assert told[0] == "de klok staat 3 dagen achter op het vorige opruimen"
