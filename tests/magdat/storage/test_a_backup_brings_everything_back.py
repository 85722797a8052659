"""`magdat opslag bewaar` and `herstel`, with a restore into an empty place, from and to both databases."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from pathlib import Path

import pytest
import sqlalchemy as sql
from databases import emptied
from filled_tables import EACH, fill

from magdat import cli
from magdat.privacy.seal import FILE, Seal
from magdat.settings import Settings
from magdat.storage.backup import LEFT_OUT, BadBackup, make, opened
from magdat.storage.copying import digest
from magdat.storage.database import Database
from magdat.storage.homecoming import SETTINGS_FILE, restore
from magdat.storage.migrating import migrate
from magdat.storage.schema import METADATA
from magdat.storage.stores import open_database

POLICY = "titel: Beleid\nversie: '1'\n"


def place(folder: Path, **more: str) -> dict[str, str]:
    """Return the variables of an assistant in a folder of its own, with its policy."""
    return {"MAGDAT_TOESTAND": str(folder / "toestand"), "MAGDAT_BELEID": str(folder / "beleid" / "ons.yml"), **more}


def inhabited(folder: Path, **more: str) -> dict[str, str]:
    """Return the variables of an assistant that kept something in every table."""
    env = place(folder, **more)
    settings = Settings.from_environment(env)
    (settings.policy.parent / "versies").mkdir(parents=True)
    settings.policy.write_text(POLICY, encoding="utf-8")
    (settings.policy.parent / "versies" / "2027.yml").write_text("versie: '2'\n", encoding="utf-8")
    database = open_database(settings)
    database.migrate()
    fill(database)
    database.engine.dispose()
    return env


def told(database: Database) -> dict[str, tuple[int, str]]:
    with database.reading() as connection:
        tables = [table for table in METADATA.sorted_tables if table.name not in LEFT_OUT]
        return {table.name: digest(connection, table) for table in tables}


@pytest.mark.parametrize(("left", "right"), [("sqlite", "sqlite"), ("sqlite", "server"), ("server", "sqlite")])
def test_all_of_it_is_back_in_an_empty_place(tmp_path: Path, postgresql: str, left: str, right: str) -> None:
    emptied(postgresql).engine.dispose()
    at = {"server": {"MAGDAT_DATABASE": postgresql}, "sqlite": {}}
    here = inhabited(tmp_path / "hier", **at[left])
    was = Settings.from_environment(here)
    sealed = Seal.opened(was.state, None).close("geheim", "x")
    key = secrets.token_bytes(32)
    made = make(was, here, tmp_path / "kopie", key)
    assert {made.rows[name] for name in made.rows} == {EACH}
    before = told(open_database(was))
    emptied(postgresql).engine.dispose() if left == "server" else None

    there = place(tmp_path / "daar", **at[right])
    now = Settings.from_environment(there)
    done = restore(tmp_path / "kopie", now, key, replace_policy=False)
    database = open_database(now)
    assert told(database) == before
    with database.reading() as connection:
        empty = [table for table in METADATA.sorted_tables if table.name in LEFT_OUT]
        assert [digest(connection, table)[0] for table in empty] == [0, 0, 0], "nothing is answered twice"
    database.engine.dispose()
    assert Seal.opened(now.state, None).open(sealed, "x") == "geheim"
    assert now.policy.read_text(encoding="utf-8") == POLICY
    assert (now.policy.parent / "versies" / "2027.yml").is_file()
    assert done.contents.policy == "ons.yml"
    for path in (now.state / FILE, done.settings, tmp_path / "kopie"):
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600, path


def test_what_is_not_right_changes_nothing(tmp_path: Path) -> None:
    here = inhabited(tmp_path / "hier")
    settings, key = Settings.from_environment(here), secrets.token_bytes(32)
    Seal.opened(settings.state, None)
    make(settings, here, tmp_path / "kopie", key)
    whole = (tmp_path / "kopie").read_bytes()
    assert b"SQLite" not in whole
    (tmp_path / "afgekapt").write_bytes(whole[:-40])
    (tmp_path / "anders").write_bytes(whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:])
    there = Settings.from_environment(place(tmp_path / "daar"))
    for name, wrong, why in (
        ("kopie", None, "versleuteld"),
        ("kopie", secrets.token_bytes(32), "andere sleutel"),
        ("afgekapt", key, "beschadigd"),
        ("anders", key, "beschadigd"),
    ):
        with pytest.raises(BadBackup, match=why):
            restore(tmp_path / name, there, wrong, replace_policy=False)
    (tmp_path / "tekst").write_text("niets", encoding="utf-8")
    with pytest.raises(BadBackup, match="geen reservekopie"):
        restore(tmp_path / "tekst", there, None, replace_policy=False)
    there.policy.parent.mkdir(parents=True)
    there.policy.write_text("titel: Een ander\n", encoding="utf-8")
    with pytest.raises(BadBackup, match="--vervang-beleid"):
        restore(tmp_path / "kopie", there, key, replace_policy=False)
    assert list(there.state.iterdir()) == []
    with pytest.raises(BadBackup, match="bestaat al"):
        make(settings, here, tmp_path / "kopie", key)
    done = restore(tmp_path / "kopie", there, key, replace_policy=True)
    assert [path.read_text(encoding="utf-8") for path in done.set_aside] == ["titel: Een ander\n"]


def mode(path: Path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def test_the_services_can_still_read_the_policy_and_nobody_else_the_key(tmp_path: Path) -> None:
    """They run as another account than whoever restores."""
    here = inhabited(tmp_path / "hier")
    was = Settings.from_environment(here)
    Seal.opened(was.state, None)
    make(was, here, tmp_path / "kopie", None)
    there = Settings.from_environment(place(tmp_path / "daar"))
    there.policy.parent.mkdir(parents=True)
    there.policy.write_text("titel: Een ander\n", encoding="utf-8")
    there.policy.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(there.policy, 12345, 12346)
    (aside,) = restore(tmp_path / "kopie", there, None, replace_policy=True).set_aside
    versions = there.policy.parent / "versies"
    assert there.policy.read_text(encoding="utf-8") == POLICY
    assert [mode(path) for path in (there.policy, aside, versions, versions / "2027.yml")] == [
        *(0o664, 0o664, 0o755, 0o644)
    ]
    if os.geteuid() == 0:
        owners = [(path.stat().st_uid, path.stat().st_gid) for path in (there.policy, aside)]
        assert owners == [(12345, 12346)] * 2
    for path in (there.state / FILE, there.state / SETTINGS_FILE, there.state / "magdat.sqlite", tmp_path / "kopie"):
        assert mode(path) == 0o600, path


def test_a_policy_that_was_not_there_can_be_read_by_everybody(tmp_path: Path) -> None:
    here = inhabited(tmp_path / "hier")
    make(Settings.from_environment(here), here, tmp_path / "kopie", None)
    there = Settings.from_environment(place(tmp_path / "daar"))
    restore(tmp_path / "kopie", there, None, replace_policy=False)
    assert [mode(path) for path in (there.policy, there.policy.parent)] == [0o644, 0o755]


def test_a_backup_is_made_while_others_write(tmp_path: Path) -> None:
    here = inhabited(tmp_path / "hier")
    settings = Settings.from_environment(here)
    database = open_database(settings)
    with database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM counts")
        make(settings, here, tmp_path / "kopie", None)
    with opened(tmp_path / "kopie", None, tmp_path) as (contents, _):
        assert contents.rows["counts"] == EACH, "as it was before what was not committed"
    assert not list(tmp_path.glob(".magdat-*"))


def test_a_copy_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    here = place(tmp_path / "hier")
    settings = Settings.from_environment(here)
    settings.state.mkdir(parents=True, exist_ok=True)
    with sql.create_engine(settings.database).begin() as connection:
        migrate(connection, "0001")
        connection.exec_driver_sql("INSERT INTO counts VALUES ('2026-W48', 'foto_tag', 'gesteld', 'abc', 4)")
    assert make(settings, here, tmp_path / "kopie", None).step == "0001"
    there = Settings.from_environment(place(tmp_path / "daar"))
    assert restore(tmp_path / "kopie", there, None, replace_policy=False).rows["counts"] == 1


def test_the_commands_say_what_happened(tmp_path: Path, monkeypatch, capsys) -> None:
    def run(env: dict[str, str], *arguments: str) -> tuple[int, str]:
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("MAGDAT_")]:
                patch.delenv(name)
            for name, value in env.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["magdat", "opslag", *arguments])
            with pytest.raises(SystemExit) as stopped:
                cli.main()
        said = capsys.readouterr()
        return int(stopped.value.code or 0), said.out + said.err

    here, there = inhabited(tmp_path / "hier", MAGDAT_MINIMUM_GROEP="12"), place(tmp_path / "daar")
    goal = str(tmp_path / "kopie")
    code, said = run(here, "bewaar", goal)
    assert (code, "niet versleuteld" in said) == (0, True)
    code, said = run(there, "herstel", goal)
    assert (code, "MAGDAT_MINIMUM_GROEP" in said) == (0, True)
    code, said = run(there, "herstel", goal)
    assert (code, "niet leeg" in said) == (2, True)
    (tmp_path / "sleutel").write_text("kort", encoding="ascii")
    code, said = run(here, "bewaar", goal + "2", "--sleutel", str(tmp_path / "sleutel"))
    assert (code, "openssl rand -hex 32" in said) == (2, True)
    code, said = run(here, "verhuis", "--naar", f"sqlite:///{tmp_path / 'nieuw.sqlite'}")
    assert (code, "gelijk" in said) == (0, True)
    code, said = run(here, "verhuis", "--naar", f"sqlite:///{tmp_path / 'hier' / 'toestand' / 'magdat.sqlite'}")
    assert (code, "al gebruikt" in said) == (2, True)
