"""Every topic has enough sentences by enough writers, no sentence stands under two intents, and no file strays."""

from collections import Counter
from pathlib import Path

import pytest

from magdat.files.documents import read_document
from magdat.guidance.library import load_library
from magdat.understanding import ACTS
from nlu.text import fold

ROOT = Path(__file__).resolve().parents[2]
PER_TOPIC, IN_ALL, WRITERS = 150, 8000, 24


def examples() -> list[tuple[str, str, str]]:
    """Return (intent, writer, sentence) for every training sentence."""
    found = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in read_document(path).data["nlu"]:
            assert block["intent"] == path.stem, f"{path.name} holds sentences of {block['intent']}"
            for line in block["examples"].splitlines():
                found.append((block["intent"], block["metadata"]["schrijver"], line.removeprefix("- ").strip()))
    return found


EXAMPLES = examples()
TOPICS = [topic.id for topic in load_library(ROOT / "leidraad").topics]


def test_there_are_enough_sentences() -> None:
    assert len(EXAMPLES) >= IN_ALL


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_enough_sentences(topic: str) -> None:
    assert sum(intent == topic for intent, _, _ in EXAMPLES) >= PER_TOPIC


def test_enough_different_people_wrote_them() -> None:
    assert len({writer for intent, writer, _ in EXAMPLES if intent in TOPICS}) >= WRITERS


def test_no_sentence_stands_under_two_intents() -> None:
    intents: dict[str, set[str]] = {}
    for intent, _, sentence in EXAMPLES:
        intents.setdefault(fold(sentence), set()).add(intent)
    assert {sentence: found for sentence, found in intents.items() if len(found) > 1} == {}


def test_no_sentence_stands_there_twice() -> None:
    counts = Counter(fold(sentence) for _, _, sentence in EXAMPLES)
    assert [sentence for sentence, count in counts.items() if count > 1] == []


def test_every_intent_is_a_topic_or_a_move_in_a_conversation() -> None:
    assert {intent for intent, _, _ in EXAMPLES} == set(TOPICS) | ACTS


def test_no_two_writers_share_more_than_six_words_in_a_row() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for _, writer, sentence in EXAMPLES:
        words = fold(sentence).split()
        for start in range(len(words) - 6):
            owners.setdefault(tuple(words[start : start + 7]), set()).add(writer)
    shared = [" ".join(run) for run, writers in owners.items() if len(writers) > 1]
    assert shared == []
