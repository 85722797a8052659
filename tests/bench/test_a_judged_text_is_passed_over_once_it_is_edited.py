"""What people judged of the guidance belongs to its statements, and is passed over once a text says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.read_by_askers import FOLDER, read_by_askers
from bench.wanted_of_guidance import is_still_so
from magdat.files.problems import DocumentError
from magdat.guidance.library import load_library
from magdat.policy.whole_sentences import sentences_of
from magdat.settings import Settings

LIBRARY = load_library(Settings.from_environment({}).guidance)


def test_every_judgement_names_a_statement_and_each_of_its_sentences() -> None:
    judged = read_by_askers(FOLDER)
    known = [item for item in judged if is_still_so(LIBRARY, item)]
    assert len(known) > 0.9 * len(judged) > 5000
    short = LIBRARY.telling.abbreviations
    for item in known:
        assert len(item.needed) == len(sentences_of(LIBRARY.statements[item.statement].text, short)), item


def test_another_text_is_passed_over() -> None:
    item = next(item for item in read_by_askers(FOLDER) if is_still_so(LIBRARY, item))
    assert not is_still_so(LIBRARY, item._replace(mark="0" * 10))


@pytest.mark.parametrize("line", ["a\tb\t20", "a\tb\t29\t1\tmag?", "a\tb\t20\t3\tmag?", "a\tb\t20\t0\tmag?"])
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "pesten.tsv").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"pesten\.tsv"):
        read_by_askers(tmp_path)
