"""data/beleid/gezegd_woord/: policies from which only the word is learned, with their questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from magdat.files.problems import DocumentError
from magdat.question import Opening
from nlu.matching.as_written import TEXTS
from nlu.matching.labelled import SAID_WORDS, kept_apart, policy_named, read_said_word_questions, read_word_questions


def test_every_policy_has_its_text_and_teaches_nothing_else() -> None:
    names = {item.policy for item in read_said_word_questions()}
    elsewhere = {path.stem for path in TEXTS.glob("*.md")} | {item.policy for item in read_word_questions()}
    own = {name for name in names if (SAID_WORDS / f"{name}.md").exists()}
    assert own.isdisjoint(elsewhere | kept_apart())
    assert own == {path.stem for path in SAID_WORDS.glob("*.md")}
    assert all(policy_named(name).exists() for name in names - own)


def test_no_question_stands_twice_and_all_three_words_are_taught() -> None:
    found = read_said_word_questions()
    asked = [(item.policy, item.text.lower()) for item in found]
    assert len(asked) == len(set(asked)) > 2500
    words = [item.word for item in found]
    assert all(words.count(word) > 500 for word in (Opening.YES, Opening.NO, Opening.NONE))


@pytest.mark.parametrize("line", ["ja", "misschien\tMag dat?", "ja\t", "ja\tEen zin.\tMag dat?"])
def test_a_line_that_is_wrong_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "bouw.tsv").write_text(f"ja\tMag dat?\n{line}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"bouw.tsv:2: deze regel klopt niet"):
        read_said_word_questions(tmp_path)
