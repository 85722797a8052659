"""A secret is made when it is first asked for, the same for all who ask at once, and for this account alone."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from magdat.files.own_secret import own_secret


def test_all_who_ask_at_once_get_the_same_one(tmp_path: Path) -> None:
    path = tmp_path / "diep" / "geheim"
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(own_secret, [path] * 16))
    assert found == {path.read_text()}
    assert len(bytes.fromhex(found.pop())) == 32
    assert [item.name for item in path.parent.iterdir()] == ["geheim"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_one_that_is_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "geheim").write_text("van vroeger\n")
    assert own_secret(tmp_path / "geheim") == "van vroeger"
