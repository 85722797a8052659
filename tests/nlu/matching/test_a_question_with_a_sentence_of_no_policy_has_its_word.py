"""data/beleid/woordparen/: questions with a sentence that answers them, of no policy that is known here."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.files.problems import DocumentError
from magdat.question import Opening
from nlu.matching.labelled import PAIRS, read_word_pairs, read_word_questions


def test_each_is_asked_once_and_measures_nothing() -> None:
    asked = [pair.text.lower() for pair in read_word_pairs()]
    assert len(asked) == len(set(asked)) > 4000
    assert set(asked).isdisjoint(item.text.lower() for item in read_word_questions())


def test_all_three_words_are_taught() -> None:
    words = [pair.word for pair in read_word_pairs()]
    assert all(words.count(word) > 500 for word in (Opening.YES, Opening.NO, Opening.NONE))


@pytest.mark.parametrize("line", ["ja\tEen zin.", "misschien\tEen zin.\tMag dat?"])
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / PAIRS).mkdir()
    (tmp_path / PAIRS / "kort.tsv").write_text(f"ja\tDat mag.\tMag dat?\n{line}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"kort.tsv:2: deze regel klopt niet"):
        read_word_pairs(tmp_path)
