import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sql
from databases import emptied

from magdat.insight.counts import ASKED, Counts
from magdat.storage.database import Database
from magdat.storage.memory.counts import MemoryCounts
from magdat.storage.schema import COUNT_KEYS, COUNTS
from magdat.storage.sql.counts import SqlCounts


class Day:
    today = dt.date(2026, 11, 24)

    def __call__(self) -> float:
        return dt.datetime.combine(self.today, dt.time(12)).timestamp()


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        yield Database(f"sqlite:///{tmp_path / 'magdat.sqlite'}")
        return
    found = emptied(request.getfixturevalue("postgresql"))
    yield found
    found.engine.dispose()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def counts(request: pytest.FixtureRequest, day: Day, tmp_path: Path) -> Iterator[Counts]:
    if request.param == "memory":
        yield MemoryCounts(day)
    elif request.param == "sqlite":
        yield SqlCounts(Database(f"sqlite:///{tmp_path / 'magdat.sqlite'}"), day)
    else:
        found = emptied(request.getfixturevalue("postgresql"))
        yield SqlCounts(found, day)
        found.engine.dispose()


def test_a_group_below_the_minimum_stays_hidden(counts: Counts) -> None:
    for person in range(9):
        counts.record("foto_tag", ASKED, f"p-{person}")
    assert counts.rows(minimum=10) == []
    counts.record("foto_tag", ASKED, "p-9")
    (row,) = counts.rows(minimum=10)
    assert (row.topic, row.kind, row.people, row.times) == ("foto_tag", ASKED, 10, 10)


def test_one_person_who_asks_often_is_one_person(counts: Counts) -> None:
    for _ in range(50):
        counts.record("foto_tag", ASKED, "p-1")
    assert counts.rows(minimum=2) == []
    assert [row.times for row in counts.rows(minimum=1)] == [50]


def test_the_newest_week_comes_first_and_the_largest_group(counts: Counts, day: Day) -> None:
    counts.record("foto_tag", ASKED, "p-1")
    day.today += dt.timedelta(days=7)
    for topic, people in (("marketing", 1), ("reputatie", 2)):
        for person in range(people):
            counts.record(topic, ASKED, f"p-{person}")
    assert [(row.week, row.topic) for row in counts.rows(minimum=1)] == [
        ("2026-W49", "reputatie"),
        ("2026-W49", "marketing"),
        ("2026-W48", "foto_tag"),
    ]


def test_no_pseudonym_is_kept_and_the_key_of_an_ended_week_is_gone(database: Database, day: Day) -> None:
    counts = SqlCounts(database, day)
    counts.record("foto_tag", ASKED, "p-herkenbaar")
    day.today += dt.timedelta(days=7)
    counts.record("foto_tag", ASKED, "p-herkenbaar")
    with database.reading() as connection:
        assert connection.execute(sql.select(COUNT_KEYS.c.week)).scalars().all() == ["2026-W49"]
        people = set(connection.execute(sql.select(COUNTS.c.person)).scalars())
    assert len(people) == 2, "the same person must not be recognisable from week to week"
    assert not any("herkenbaar" in person for person in people)


def test_old_counts_are_forgotten(counts: Counts, day: Day) -> None:
    counts.record("foto_tag", ASKED, "p-1")
    assert counts.forget(days=30) == 0
    for _ in range(60):
        assert counts.forget(days=120) == 0
        day.today += dt.timedelta(days=1)
    assert counts.forget(days=30) == 1
    assert counts.rows(minimum=1) == []
