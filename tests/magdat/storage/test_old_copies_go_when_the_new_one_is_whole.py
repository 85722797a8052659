"""`magdat opslag bewaar --weg-na`: older copies beside the new one go, nothing else, and only once that is whole."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import pytest

from magdat import cli
from magdat.settings import Settings
from magdat.storage import backup
from magdat.storage.last_done import Chore
from magdat.storage.old_copies import day_in, remove_before
from magdat.storage.stores import open_stores

TODAY = dt.date(2027, 3, 2)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def filled(folder: Path, *more: str) -> Path:
    folder.mkdir()
    for name in ("magdat-2027-02-22", "magdat-2027-02-23", "magdat-2027-02-23-021500", "magdat-2027-02-24", *more):
        (folder / name).write_text("kopie", encoding="utf-8")
    return folder / "magdat-2027-03-02"


def test_what_is_so_many_days_old_goes_and_what_is_younger_stays(tmp_path: Path) -> None:
    fresh = filled(tmp_path / "kopies", "magdat-2027-03-02", "magdat-2027-03-09")
    gone = remove_before(fresh, 7, TODAY)
    assert [path.name for path in gone] == ["magdat-2027-02-22", "magdat-2027-02-23", "magdat-2027-02-23-021500"]
    assert names(fresh.parent) == {"magdat-2027-02-24", "magdat-2027-03-02", "magdat-2027-03-09"}


def test_what_is_not_ours_by_name_stays(tmp_path: Path) -> None:
    others = (
        *("kopie-2020-01-01", "magdat-2020-01-01.bak", "magdat-2020-13-01", "magdat-2020-01-01-noodgeval", "magdat-"),
        *("magdat-20200101", ".magdat-2020-01-01", "xmagdat-2020-01-01", "magdat-2020-01-01\n"),
    )
    fresh = filled(tmp_path / "kopies", *others)
    (fresh.parent / "magdat-2020-01-02").mkdir()
    (tmp_path / "elders").write_text("van iemand", encoding="utf-8")
    (fresh.parent / "magdat-2020-01-03").symlink_to(tmp_path / "elders")
    before = names(fresh.parent)
    gone = {path.name for path in remove_before(fresh, 1, TODAY)}
    assert {name for name in gone if not name.startswith("magdat-2027")} == set()
    assert names(fresh.parent) == before - gone
    assert (tmp_path / "elders").exists()


@pytest.mark.parametrize(("fresh", "today"), [("magdat-2099-01-01", TODAY), ("magdat-2027-02-24", dt.date(2099, 1, 1))])
def test_a_slip_in_the_name_or_a_clock_that_ran_ahead_makes_nothing_old(
    tmp_path: Path, fresh: str, today: dt.date
) -> None:
    filled(tmp_path / "kopies", fresh)
    assert remove_before(tmp_path / "kopies" / fresh, 30, today) == []


def test_a_clock_that_ran_ahead_with_the_name_takes_no_more_than_the_next_night_would(tmp_path: Path) -> None:
    filled(tmp_path / "kopies", "magdat-2099-01-01")
    assert remove_before(tmp_path / "kopies" / "magdat-2099-01-01", 7, dt.date(2099, 1, 1)) == []
    gone = remove_before(tmp_path / "kopies" / "magdat-2099-01-01", 2, dt.date(2099, 1, 1))
    assert [path.name for path in gone] == ["magdat-2027-02-22", "magdat-2027-02-23", "magdat-2027-02-23-021500"]


def test_the_day_is_read_from_the_name() -> None:
    assert day_in("magdat-2027-03-02") == day_in("magdat-2027-03-02-235959") == TODAY
    for name in ("magdat-2027-02-30", "magdat-2027-03-02-", "magdat", "magdat-٢٠٢٧-03-02"):
        assert day_in(name) is None, name


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> int:
    with monkeypatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("MAGDAT_")]:
            patch.delenv(name)
        patch.setenv("MAGDAT_TOESTAND", str(folder / "toestand"))
        patch.setattr(sys, "argv", ["magdat", "opslag", "bewaar", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    return int(stopped.value.code or 0)


def test_the_command_notes_the_copy_and_removes_the_old_ones(tmp_path: Path, monkeypatch, capsys) -> None:
    settings = Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path / "toestand")})
    stores = open_stores(settings)
    assert stores.last_done.moments() == {}
    fresh = filled(tmp_path / "kopies", "ander").parent / f"magdat-{dt.date.today()}"
    monkeypatch.chdir(fresh.parent)
    (fresh.parent / "magdat-2020-02-02").write_text("kopie", encoding="utf-8")

    assert run(monkeypatch, tmp_path, "anders", "--weg-na", "7") == 2
    assert "magdat-JJJJ-MM-DD" in capsys.readouterr().err
    assert run(monkeypatch, tmp_path, fresh.name, "--weg-na", "0") == 2
    assert "magdat-2020-02-02" in names(fresh.parent), "nothing went"
    assert "anders" not in names(fresh.parent), "and nothing was made"

    def cut_off(*given: object) -> backup.Contents:
        contents = whole(*given)
        fresh.write_bytes(fresh.read_bytes()[:200])
        return contents

    whole = backup.make
    with monkeypatch.context() as patch:
        patch.setattr(backup, "make", cut_off)
        assert run(monkeypatch, tmp_path, fresh.name, "--weg-na", "7") == 2
    assert "beschadigd" in capsys.readouterr().err
    assert "magdat-2020-02-02" in names(fresh.parent), "the new one is not whole"
    assert stores.last_done.moments() == {}

    fresh.unlink()
    assert run(monkeypatch, tmp_path, fresh.name) == 0
    assert "magdat-2020-02-02" in names(fresh.parent), "nobody asked for it"
    assert set(stores.last_done.moments()) == {Chore.COPY}

    fresh.unlink()
    assert run(monkeypatch, tmp_path, fresh.name, "--weg-na", "7") == 0
    assert "weg: magdat-2020-02-02" in capsys.readouterr().out
    expected = {fresh.name, "ander"} | {name for name in names(fresh.parent) if name > f"magdat-{dt.date.today()}"}
    assert names(fresh.parent) == expected


def test_a_copy_that_cannot_be_noted_is_good_all_the_same(tmp_path: Path, monkeypatch, capsys) -> None:
    open_stores(Settings.from_environment({"MAGDAT_TOESTAND": str(tmp_path / "toestand")})).last_done.moments()

    def refuse(*_: object) -> bool:
        raise backup.StorageError("de databank weigert")

    monkeypatch.setattr(backup, "note_made", refuse)
    assert run(monkeypatch, tmp_path, str(tmp_path / "kopie")) == 0
    assert "kon niet genoteerd worden" in capsys.readouterr().out
    assert (tmp_path / "kopie").exists()
