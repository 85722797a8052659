from __future__ import annotations

from pathlib import Path

import pytest

from magdat.files.problems import DocumentError
from magdat.files.unchanged import while_unchanged
from magdat.wording.phrases import load_phrases


def test_what_stays_as_it_is_is_read_once(tmp_path: Path) -> None:
    read: list[Path] = []

    @while_unchanged
    def count(path: Path) -> int:
        read.append(path)
        return len(read)

    (tmp_path / "een.yml").write_text("a: 1\n")
    assert [count(tmp_path), count(tmp_path)] == [1, 1]
    (tmp_path / "diep").mkdir()
    (tmp_path / "diep" / "twee.yml").write_text("b: 2\n")
    assert count(tmp_path) == 2, "another file"
    (tmp_path / "een.yml").write_text("a: 10\n")
    assert count(tmp_path) == 3, "another text"
    (tmp_path / "een.yml").unlink()
    assert [count(tmp_path), count(tmp_path / "diep")] == [4, 5], "one file less; another folder"


def test_what_cannot_be_read_is_told_each_time_and_read_once_it_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "zinnen.yml"
    path.write_text("zinnen: {welkom: 'Dag {{ naam'}\nwaarden: {moment: Wanneer}\n")
    for _ in range(2):
        with pytest.raises(DocumentError, match="de accolades kloppen niet"):
            load_phrases(path)
    path.write_text("zinnen: {welkom: 'Dag {{ naam }}'}\nwaarden: {moment: Wanneer}\n")
    assert load_phrases(path).say("welkom", naam="An") == "Dag An"
