"""leidraad/zinnen_gelezen.tsv is read with its faults named, and gives a sentence nobody read what holds for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.files.problems import Problem
from magdat.guidance.read_sentences import load_read_sentences, mark_of


def test_a_sentence_nobody_read_has_what_holds_for_all(tmp_path: Path) -> None:
    path = tmp_path / "zinnen_gelezen.tsv"
    path.write_text(f"# uitleg\nalle\t0.5\t0.2\n{mark_of('Vraag het IT.')}\t0.9\t0.1\n", encoding="utf-8")
    problems: list[Problem] = []
    read = load_read_sentences(path, problems)
    assert problems == []
    assert read.signs("Vraag het IT.")["gelezen als nodig"] == pytest.approx(2.197, abs=0.001)
    assert read.signs("Vraag het DPO.")["gelezen als nodig"] == 0.0


@pytest.mark.parametrize("line", ["abc", "abc\t0.5", "abc\tveel\t0.1", "abc\t1.5\t0.1"])
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "zinnen_gelezen.tsv"
    path.write_text(f"# uitleg\n{line}\n", encoding="utf-8")
    problems: list[Problem] = []
    load_read_sentences(path, problems)
    assert [(problem.path, problem.line) for problem in problems] == [(path, 2)]


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    problems: list[Problem] = []
    load_read_sentences(tmp_path / "weg.tsv", problems)
    assert len(problems) == 1
