"""When a clean-up and a back-up last went well is kept, in every form of store, and only when they did."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sql
from conftest import Clock

from magdat.settings import Settings
from magdat.storage import backup
from magdat.storage.errors import StorageError
from magdat.storage.last_done import Chore
from magdat.storage.migrating import HEAD, migrate, step_of
from magdat.storage.stores import Stores, open_stores


def test_the_last_moment_of_each_is_kept(stores: Stores, clock: Clock) -> None:
    assert stores.last_done.moments() == {}
    first = clock.now
    stores.last_done.note(Chore.COPY)
    clock.pass_(days=1)
    stores.last_done.note(Chore.CLEAN_UP)
    assert stores.last_done.moments() == {Chore.COPY: first, Chore.CLEAN_UP: clock.now}
    clock.pass_(days=-3)  # it ran ahead: what it said then must not hide that nothing is done any more
    stores.last_done.note(Chore.COPY)
    assert stores.last_done.moments()[Chore.COPY] == clock.now


def test_a_clean_up_is_noted_when_all_of_it_went(stores: Stores, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> int:
        raise StorageError("weg")

    with monkeypatch.context() as patch:
        patch.setattr(stores.pushes, "forget", broken)
        with pytest.raises(StorageError):
            stores.clean_up(30, 14)
    assert stores.last_done.moments() == {}
    stores.clean_up(30, 14)
    assert stores.last_done.moments() == {Chore.CLEAN_UP: clock.now}


def settings_in(folder: Path) -> Settings:
    return Settings.from_environment({"MAGDAT_TOESTAND": str(folder), "MAGDAT_BELEID": str(folder / "beleid.yml")})


def test_a_copy_of_the_tables_of_now_is_noted_and_does_not_hold_the_note(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "hier")
    stores = open_stores(settings)
    stores.last_done.note(Chore.CLEAN_UP)
    for name in ("eerste", "tweede"):
        contents = backup.make(settings, {}, tmp_path / name, None)
        assert backup.note_made(settings, contents)
    assert set(stores.last_done.moments()) == {Chore.CLEAN_UP, Chore.COPY}
    there = settings_in(tmp_path / "daar")
    with backup.opened(tmp_path / "tweede", None, tmp_path) as (_, parts):
        backup.restore_database(parts, there)
    assert open_stores(there).last_done.moments() == {}


def test_a_copy_of_earlier_tables_changes_nothing_in_them(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    engine = sql.create_engine(settings.database)
    with engine.begin() as connection:
        migrate(connection, "0007")
    assert not backup.note_made(settings, backup.make(settings, {}, tmp_path / "kopie", None))
    with engine.connect() as connection:
        assert (step_of(connection), HEAD > "0007") == ("0007", True)
