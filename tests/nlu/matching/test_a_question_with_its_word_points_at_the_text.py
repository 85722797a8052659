"""data/beleid/eerste_woord/: every sentence that somebody pointed out stands in the text of its policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from magdat.files.problems import DocumentError
from nlu.matching.as_written import ALSO_AS_WRITTEN, TEXTS
from nlu.matching.labelled import ROOT, WORDS, read_word_questions


def text_of(policy: str) -> str:
    other = ROOT / "tests" / "magdat" / "importing" / "teksten" / f"{ALSO_AS_WRITTEN.get(policy, policy)}.md"
    path = other if policy in ALSO_AS_WRITTEN else TEXTS / f"{policy}.md"
    return re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))


def test_every_sentence_stands_in_its_text() -> None:
    questions = read_word_questions()
    texts = {policy: text_of(policy) for policy in {item.policy for item in questions}}
    lost = [item for item in questions if item.sentence is not None and item.sentence not in texts[item.policy]]
    assert not lost


def test_no_question_stands_twice() -> None:
    questions = [(item.policy, item.text.lower()) for item in read_word_questions()]
    assert len(questions) == len(set(questions))


@pytest.mark.parametrize("line", ["gewoon\tja\tEen zin.", "gewoon\tmisschien\t-\tMag dat?", "raar\tja\t-\tMag dat?"])
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / WORDS).mkdir()
    (tmp_path / WORDS / "bouw.tsv").write_text(f"gewoon\tja\t-\tMag dat?\n{line}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"bouw.tsv:2: deze regel klopt niet"):
        read_word_questions(tmp_path)
