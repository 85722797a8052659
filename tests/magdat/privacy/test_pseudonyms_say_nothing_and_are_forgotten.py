from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from databases import emptied
from hypothesis import given, settings
from hypothesis import strategies as st

from magdat.privacy.pseudonym import Keys, Pseudonyms
from magdat.storage.database import Database
from magdat.storage.memory.keys import MemoryKeys
from magdat.storage.sql.keys import SqlKeys

START = datetime(2026, 3, 1, tzinfo=timezone.utc)
DAYS = 30


class Clock:
    def __init__(self) -> None:
        # The beginning of a period, so that a test knows when the next one comes.
        length = DAYS * 86_400
        self.now = datetime.fromtimestamp(START.timestamp() // length * length, timezone.utc)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keys]:
    if request.param == "memory":
        yield MemoryKeys()
    elif request.param == "sqlite":
        yield SqlKeys(Database(f"sqlite:///{tmp_path / 'magdat.sqlite'}"))
    else:
        database = emptied(request.getfixturevalue("postgresql"))
        yield SqlKeys(database)
        database.engine.dispose()


@pytest.fixture
def pseudonyms(keys: Keys, clock: Clock) -> Pseudonyms:
    return Pseudonyms(keys, DAYS, clock)


def test_one_sender_has_one_pseudonym_in_a_period(pseudonyms: Pseudonyms, keys: Keys, clock: Clock) -> None:
    first = pseudonyms.of("jan@bedrijf.be", "slack")
    clock.now += timedelta(days=DAYS - 1)
    assert pseudonyms.of("jan@bedrijf.be", "slack") == first
    assert Pseudonyms(keys, DAYS, clock).of("jan@bedrijf.be", "slack") == first


def test_it_holds_nothing_of_the_sender(pseudonyms: Pseudonyms) -> None:
    name = pseudonyms.of("jan@bedrijf.be", "slack")
    assert name.startswith("p-")
    assert set(name[2:]) <= set("0123456789abcdef")
    assert len(name) == 34


def test_it_differs_by_sender_channel_and_period(pseudonyms: Pseudonyms, clock: Clock) -> None:
    names = [pseudonyms.of("jan", "slack"), pseudonyms.of("jan", "teams"), pseudonyms.of("an", "slack")]
    clock.now += timedelta(days=DAYS)
    names.append(pseudonyms.of("jan", "slack"))
    assert len(set(names)) == 4


def test_channel_and_sender_cannot_be_shifted_into_each_other(pseudonyms: Pseudonyms) -> None:
    assert pseudonyms.of("bc", "a") != pseudonyms.of("c", "ab")


def test_another_installation_gives_other_pseudonyms(clock: Clock) -> None:
    assert len({Pseudonyms(MemoryKeys(), DAYS, clock).of("jan", "x") for _ in range(2)}) == 2


def test_a_pseudonym_is_no_way_in(pseudonyms: Pseudonyms) -> None:
    name = pseudonyms.of("jan", "rest")
    assert pseudonyms.of(name, "rest") != name


def test_a_key_is_long_and_never_shown(pseudonyms: Pseudonyms, keys: Keys) -> None:
    pseudonyms.of("jan", "slack")
    (key,) = keys.all()
    assert len(key.secret) == 32
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)


def test_no_key_is_made_before_it_is_needed(pseudonyms: Pseudonyms, keys: Keys, clock: Clock) -> None:
    assert pseudonyms.candidates("jan") == []
    assert pseudonyms.forget(clock.now.timestamp()) == 0
    assert keys.all() == []


def test_all_pseudonyms_that_may_be_stored_are_candidates(pseudonyms: Pseudonyms, clock: Clock) -> None:
    names = {pseudonyms.of("jan", "slack"), pseudonyms.of("jan", "teams")}
    clock.now += timedelta(days=DAYS)
    names.add(pseudonyms.of("jan", "slack"))
    assert names <= set(pseudonyms.candidates("jan"))
    assert len(pseudonyms.candidates("jan", "slack")) == 2


def test_a_key_is_deleted_once_nothing_under_it_can_be_kept(pseudonyms: Pseudonyms, keys: Keys, clock: Clock) -> None:
    old = pseudonyms.of("jan", "slack")
    clock.now += timedelta(days=2 * DAYS - 1)
    assert pseudonyms.forget(clock.now.timestamp()) == 0
    clock.now += timedelta(days=1)
    pseudonyms.of("jan", "slack")
    assert pseudonyms.forget(clock.now.timestamp()) == 1
    assert old not in pseudonyms.candidates("jan")
    assert len(keys.all()) == 1


def test_keys_of_an_earlier_retention_still_count_and_still_go(keys: Keys, clock: Clock) -> None:
    old = Pseudonyms(keys, 7, clock).of("jan", "slack")
    longer = Pseudonyms(keys, DAYS, clock)
    longer.of("jan", "slack")
    assert old in longer.candidates("jan")
    clock.now += timedelta(days=7 + DAYS)
    longer.forget(clock.now.timestamp())
    assert old not in longer.candidates("jan")


def test_processes_that_start_together_agree(keys: Keys, clock: Clock) -> None:
    def ask(_: int) -> str:
        return Pseudonyms(keys, DAYS, clock).of("jan", "slack")

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(ask, range(64)))) == 1


def test_any_sender_and_channel_will_do(pseudonyms: Pseudonyms) -> None:
    @settings(deadline=None, max_examples=30)
    @given(st.text(), st.text(max_size=5))
    def check(sender: str, channel: str) -> None:
        assert pseudonyms.of(sender, channel) in pseudonyms.candidates(sender)

    check()


def test_a_period_lasts_a_day_or_more() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Pseudonyms(MemoryKeys(), 0)
