"""What people judged of the guidance belongs to its statements, and is passed over once a text says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.needed import Needed
from bench.read_by_askers import FOLDER, read_by_askers
from bench.wanted_of_guidance import OF_ADDED, is_still_so, shares_of
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


def test_a_sentence_that_was_written_for_a_question_is_not_needed_as_often_as_that_one_does() -> None:
    asked = [(Needed.SUPERFLUOUS, 1.0)] * 3
    picked = shares_of({"a": [*asked, (Needed.NEEDED, OF_ADDED)], "b": [*asked, (Needed.NEEDED, 1.0)]})
    assert picked["a"][0] < picked["b"][0]
    assert picked["a"][1] > picked["b"][1]
    assert sum(item.added for item in read_by_askers(FOLDER)) > 200


@pytest.mark.parametrize(
    "line", ["a\tb\t20", "a\tb\t29\t1\tmag?", "a\tb\t20\t3\tmag?", "a\tb\t20\t0\tmag?", "a\tb\t20\t1\tmag?\tbij"]
)
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "pesten.tsv").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"pesten\.tsv"):
        read_by_askers(tmp_path)
