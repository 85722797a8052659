"""data/beleid/samen/: questions beside a sentence of a policy, with how that answers them; nothing learns of it yet."""

from __future__ import annotations

from collections import Counter

import pytest

from nlu.matching.labelled import FOLDER, read_word_pairs, read_word_questions

ANSWERS = {"ja", "nee", "geen", "ander"}
FOUND = "gevonden"

Pair = tuple[str, str, str, bool]


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """Return each with its answer, sentence and question, and whether the sentence was found for the question."""
    found = []
    for path in sorted((FOLDER / "samen").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            answer, sentence, text = line.split("\t")
            found.append((answer, sentence, text, path.stem == FOUND))
    return found


def test_every_answer_is_one_of_four_and_there_are_enough_of_each(pairs: list[Pair]) -> None:
    often = Counter(answer for answer, *_ in pairs)
    assert set(often) == ANSWERS
    assert min(often.values()) > 200


def test_what_was_written_is_asked_once_and_nowhere_else(pairs: list[Pair]) -> None:
    asked = [text.lower() for _, _, text, found in pairs if not found]
    assert len(asked) == len(set(asked)) > 2500
    assert set(asked).isdisjoint(item.text.lower() for item in (*read_word_questions(), *read_word_pairs()))


def test_what_was_found_is_a_question_that_was_there(pairs: list[Pair]) -> None:
    known = {" ".join(item.text.split()) for item in read_word_questions()}
    assert all(text in known for _, _, text, found in pairs if found)
    assert len([pair for pair in pairs if pair[3]]) > 3000
