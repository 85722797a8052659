"""data/vragen/: each sentence is one that people wrote on that topic, with a question that exists."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from magdat.files.documents import read_document
from magdat.files.problems import DocumentError
from magdat.guidance.library import load_library
from nlu.labelled_questions import LabelledQuestion, read_labelled_questions, read_statement_examples

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load_library(ROOT / "leidraad")
LABELLED = read_labelled_questions(ROOT / "data" / "vragen")
TOPICS = [topic.id for topic in LIBRARY.topics]


def of_topic(topic: str) -> list[LabelledQuestion]:
    return [item for item in LABELLED if item.topic == topic]


def sentences(topic: str) -> set[str]:
    blocks = read_document(ROOT / "data" / "nlu" / f"{topic}.yml").data["nlu"]
    return {line.removeprefix("- ").strip() for block in blocks for line in block["examples"].splitlines()}


def test_every_topic_has_its_file_and_no_file_strays() -> None:
    assert {item.topic for item in LABELLED} == set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_sentence_is_a_training_sentence_of_its_topic(topic: str) -> None:
    known = sentences(topic)
    assert [item.text for item in of_topic(topic) if item.text not in known] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_no_sentence_is_labelled_twice(topic: str) -> None:
    counts = Counter(item.text for item in of_topic(topic))
    assert [text for text, count in counts.items() if count > 1] == []


def test_every_question_exists() -> None:
    assert [item for item in LABELLED if item.statement is not None and item.statement not in LIBRARY.statements] == []


def test_every_statement_can_be_learned() -> None:
    examples = read_statement_examples(ROOT / "leidraad" / "uitspraken")
    seen = {item.statement for item in (*LABELLED, *examples)}
    assert set(LIBRARY.statements) - seen == set()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("mag dat\tmag_ik\tmag\tbesluit", "not enough"),
        ("mag dat\tmag_ik\tmag\tbesluit\tdoener\tnog iets", "too many"),
        ("mag dat\tmag_ik\tzeg\tbesluit\tdoener", "zeg"),
        ("mag dat\tmag_ik\tmag\tmisschien\tdoener", "misschien"),
        ("mag dat\tmag_ik\tmag\tbesluit\tbaas", "baas"),
        ("", "not enough"),
    ],
)
def test_a_line_that_is_wrong_is_named(line: str, why: str, tmp_path: Path) -> None:
    good = "mag ik op facebook\tmag_ik\tmag\tbesluit\tdoener"
    (tmp_path / "gebruik_werkuren.tsv").write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=rf"gebruik_werkuren\.tsv:2: .*{why}"):
        read_labelled_questions(tmp_path)


def test_a_dash_is_a_sentence_that_no_statement_answers(tmp_path: Path) -> None:
    (tmp_path / "sanctie.tsv").write_text("tja\t-\topmerking\tgeen\tdoener\n", encoding="utf-8")
    (found,) = read_labelled_questions(tmp_path)
    assert (found.topic, found.statement) == ("sanctie", None)
