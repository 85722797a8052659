import datetime as dt
import sqlite3
from pathlib import Path

from magdat.insight.counts import ASKED, Counts


class Day:
    today = dt.date(2026, 11, 24)

    def __call__(self) -> dt.date:
        return self.today


def test_a_group_below_the_minimum_stays_hidden(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "tellingen.sqlite")
    for person in range(9):
        counts.record("foto_tag", ASKED, f"p-{person}")
    assert counts.rows(minimum=10) == []
    counts.record("foto_tag", ASKED, "p-9")
    (row,) = counts.rows(minimum=10)
    assert (row.topic, row.kind, row.people, row.times) == ("foto_tag", ASKED, 10, 10)


def test_one_person_who_asks_often_is_one_person(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "tellingen.sqlite")
    for _ in range(50):
        counts.record("foto_tag", ASKED, "p-1")
    assert counts.rows(minimum=2) == []


def test_questions_that_were_not_understood_show_in_groups_only(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "tellingen.sqlite")
    for person in range(10):
        counts.record_text("marketing", f"p-{person}", f"vraag {person % 3}")
    (group,) = counts.groups(minimum=10)
    assert (group.topic, group.people, group.texts) == ("marketing", 10, ("vraag 0", "vraag 1", "vraag 2"))
    assert counts.groups(minimum=11) == []


def test_no_pseudonym_stands_in_the_file_and_the_key_of_an_ended_week_is_gone(tmp_path: Path) -> None:
    path, day = tmp_path / "tellingen.sqlite", Day()
    counts = Counts(path, day)
    counts.record("foto_tag", ASKED, "p-herkenbaar")
    assert b"p-herkenbaar" not in path.read_bytes()
    day.today += dt.timedelta(days=7)
    counts.record("foto_tag", ASKED, "p-herkenbaar")
    with sqlite3.connect(path) as connection:
        assert [week for (week,) in connection.execute("SELECT week FROM sleutels")] == ["2026-W49"]
        people = {who for (who,) in connection.execute("SELECT persoon FROM tellingen")}
    assert len(people) == 2, "the same person must not be recognisable from week to week"


def test_old_counts_are_forgotten(tmp_path: Path) -> None:
    day = Day()
    counts = Counts(tmp_path / "tellingen.sqlite", day)
    counts.record("foto_tag", ASKED, "p-1")
    counts.record_text("foto_tag", "p-1", "tekst")
    assert counts.forget(days=30) == 0
    day.today += dt.timedelta(days=60)
    assert counts.forget(days=30) == 2
