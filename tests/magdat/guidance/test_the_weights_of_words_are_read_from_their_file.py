"""leidraad/eerste_woord_paren.tsv is read as it was written, and its faults are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.files.problems import Problem
from magdat.guidance.first_word_pairs import load_pair_weights, write_pair_weights


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path, problems = tmp_path / "paren.tsv", list[Problem]()
    weights = {"v schrik & verbiedt": (-0.031, 0.2, 0.0), "z niet": (0.1, -1.25, 0.004)}
    write_pair_weights(path, weights)
    assert load_pair_weights(path, problems) == weights
    assert problems == []


@pytest.mark.parametrize("line", ["z niet", "z niet\t0.1\t0.2", "z niet\t0.1\t0.2\tveel"])
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str) -> None:
    path, problems = tmp_path / "paren.tsv", list[Problem]()
    path.write_text(f"# uitleg\n{line}\n", encoding="utf-8")
    load_pair_weights(path, problems)
    assert [(problem.path, problem.line) for problem in problems] == [(path, 2)]


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    problems = list[Problem]()
    load_pair_weights(tmp_path / "weg.tsv", problems)
    assert len(problems) == 1
