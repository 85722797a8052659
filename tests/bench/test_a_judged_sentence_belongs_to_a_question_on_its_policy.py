"""data/beleid/nodig/: each sentence was judged for a question that somebody asked about that policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.needed import Needed, read_needed_sentences
from magdat.files.problems import DocumentError
from nlu.matching.labelled import kept_apart, read_said_word_questions, read_word_questions


def test_each_question_is_one_on_its_policy_that_taught_no_encoder() -> None:
    apart = [item for item in read_word_questions() if item.policy in kept_apart()]
    asked = {(item.policy, item.text) for item in (*apart, *read_said_word_questions())}
    assert {(item.policy, item.question) for item in read_needed_sentences()} <= asked


def test_all_three_degrees_were_given() -> None:
    degrees = {item.needed for item in read_needed_sentences()}
    assert degrees == set(Needed)


@pytest.mark.parametrize("line", ["nodig\tEen zin.", "misschien\tEen zin.\tMag dat?", "nodig\tEen\tzin.\tMag dat?"])
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "bouw.tsv").write_text(f"nodig\tEen zin.\tMag dat?\n{line}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"bouw.tsv:2: deze regel klopt niet"):
        read_needed_sentences(tmp_path)
