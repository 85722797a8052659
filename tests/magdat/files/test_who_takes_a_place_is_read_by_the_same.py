"""A file that takes the place of another keeps its readers; a new one, and its folders, can be read by everybody."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from magdat.files.likeness import open_folder, readable_as


@pytest.fixture(autouse=True)
def close_mouthed() -> Iterator[None]:
    """Run as a process that gives others nothing of what it makes."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_gets_the_mode_of_the_one_before(tmp_path: Path) -> None:
    old, new = tmp_path / "oud", tmp_path / "nieuw"
    old.write_text("")
    new.write_text("")
    old.chmod(0o640)
    readable_as(new, old.stat())
    assert mode(new) == 0o640
    readable_as(new, None)
    assert mode(new) == 0o644


def test_where_this_account_may_not_give_files_away_it_keeps_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, owner: int, group: int) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(os, "chown", refuse)
    (tmp_path / "oud").write_text("")
    (tmp_path / "oud").chmod(0o644)
    (tmp_path / "nieuw").write_text("")
    readable_as(tmp_path / "nieuw", (tmp_path / "oud").stat())
    assert mode(tmp_path / "nieuw") == 0o644


def test_only_folders_that_were_not_there_are_opened(tmp_path: Path) -> None:
    (tmp_path / "van ons").mkdir()
    open_folder(tmp_path / "van ons" / "beleid" / "versies")
    assert [mode(path) for path in (tmp_path / "van ons", tmp_path / "van ons" / "beleid")] == [0o700, 0o755]
    assert mode(tmp_path / "van ons" / "beleid" / "versies") == 0o755
