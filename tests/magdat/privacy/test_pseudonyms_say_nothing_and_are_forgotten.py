from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magdat.privacy.pseudonym import Pseudonyms

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


@pytest.fixture
def pseudonyms(tmp_path: Path, clock: Clock) -> Pseudonyms:
    return Pseudonyms(tmp_path / "toestand", DAYS, clock)


def keys(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "toestand" / "sleutels").glob("*.sleutel"))


def test_one_sender_has_one_pseudonym_in_a_period(pseudonyms: Pseudonyms, tmp_path: Path, clock: Clock) -> None:
    first = pseudonyms.of("jan@bedrijf.be", "slack")
    clock.now += timedelta(days=DAYS - 1)
    assert pseudonyms.of("jan@bedrijf.be", "slack") == first
    assert Pseudonyms(tmp_path / "toestand", DAYS, clock).of("jan@bedrijf.be", "slack") == first


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


def test_another_installation_gives_other_pseudonyms(tmp_path: Path, clock: Clock) -> None:
    assert Pseudonyms(tmp_path / "a", DAYS, clock).of("jan", "x") != Pseudonyms(tmp_path / "b", DAYS, clock).of(
        "jan", "x"
    )


def test_a_pseudonym_is_no_way_in(pseudonyms: Pseudonyms) -> None:
    name = pseudonyms.of("jan", "rest")
    assert pseudonyms.of(name, "rest") != name


def test_only_the_owner_can_read_a_key(pseudonyms: Pseudonyms, tmp_path: Path) -> None:
    pseudonyms.of("jan", "slack")
    (key,) = keys(tmp_path)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    assert len(key.read_bytes()) == 32


def test_nothing_is_written_before_it_is_needed(pseudonyms: Pseudonyms, tmp_path: Path) -> None:
    assert pseudonyms.candidates("jan") == []
    assert pseudonyms.forget() == 0
    assert not (tmp_path / "toestand").exists()


def test_all_pseudonyms_that_may_be_stored_are_candidates(pseudonyms: Pseudonyms, clock: Clock) -> None:
    names = {pseudonyms.of("jan", "slack"), pseudonyms.of("jan", "teams")}
    clock.now += timedelta(days=DAYS)
    names.add(pseudonyms.of("jan", "slack"))
    assert names <= set(pseudonyms.candidates("jan"))
    assert len(pseudonyms.candidates("jan", "slack")) == 2


def test_a_key_is_deleted_once_nothing_under_it_can_be_kept(
    pseudonyms: Pseudonyms, tmp_path: Path, clock: Clock
) -> None:
    old = pseudonyms.of("jan", "slack")
    clock.now += timedelta(days=2 * DAYS - 1)
    assert pseudonyms.forget() == 0
    clock.now += timedelta(days=1)
    pseudonyms.of("jan", "slack")  # a new period's first pseudonym cleans up by itself
    assert old not in pseudonyms.candidates("jan")
    assert len(keys(tmp_path)) == 1
    assert not list((tmp_path / "toestand" / "sleutels").glob(".nieuw-*"))


def test_keys_of_an_earlier_retention_still_count_and_still_go(tmp_path: Path, clock: Clock) -> None:
    old = Pseudonyms(tmp_path / "toestand", 7, clock).of("jan", "slack")
    longer = Pseudonyms(tmp_path / "toestand", DAYS, clock)
    longer.of("jan", "slack")
    assert old in longer.candidates("jan")
    clock.now += timedelta(days=7 + DAYS)
    longer.forget()
    assert old not in longer.candidates("jan")


def test_processes_that_start_together_agree(tmp_path: Path, clock: Clock) -> None:
    def ask(_: int) -> str:
        return Pseudonyms(tmp_path / "samen", DAYS, clock).of("jan", "slack")

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(ask, range(64)))) == 1


def test_any_sender_and_channel_will_do(tmp_path: Path, clock: Clock) -> None:
    pseudonyms = Pseudonyms(tmp_path / "alles", DAYS, clock)

    @given(st.text(), st.text(max_size=5))
    def check(sender: str, channel: str) -> None:
        assert pseudonyms.of(sender, channel) in pseudonyms.candidates(sender)

    check()


def test_a_period_lasts_a_day_or_more(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Pseudonyms(tmp_path, 0)
