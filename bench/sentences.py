"""The training sentences with their writers, and folds that leave whole writers out."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from magdat.files.documents import read_document
from nlu.topic_descriptions import read_descriptions, read_examples

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Sentence:
    """One training sentence."""

    text: str
    intent: str
    writer: str


def read_sentences(directory: Path = ROOT / "data" / "nlu") -> list[Sentence]:
    """Return every training sentence, in the order of the files."""
    found = []
    for path in sorted(directory.glob("*.yml")):
        for block in read_document(path).data["nlu"]:
            lines = [line.removeprefix("- ").strip() for line in block["examples"].splitlines()]
            found += [Sentence(line, block["intent"], block["metadata"]["schrijver"]) for line in lines if line]
    return found


def kept_apart(path: Path = ROOT / "data" / "nlu" / "apart.txt") -> frozenset[str]:
    """Return the writers whose sentences taught the encoder nothing in its last go."""
    return frozenset(path.read_text(encoding="utf-8").split())


def descriptions(labels: Iterable[str], guidance: Path = ROOT / "leidraad") -> list[Sentence]:
    """Return what the guidance says of the topics among the labels, which every model of ours learns from too."""
    known = set(labels)
    said = read_descriptions(guidance / "onderwerpen.yml") + read_examples(guidance / "antwoorden")
    return [Sentence(text, topic, "leidraad") for text, topic in said if topic in known]


def folds(sentences: Sequence[Sentence], count: int, seed: int = 5) -> Iterator[tuple[list[Sentence], list[Sentence]]]:
    """Yield (train, test) so that every writer is in just one test part and never in its own training part."""
    writers = sorted({item.writer for item in sentences})
    random.Random(seed).shuffle(writers)
    for start in range(count):
        out = set(writers[start::count])
        yield [item for item in sentences if item.writer not in out], [item for item in sentences if item.writer in out]


def sample(sentences: Sequence[Sentence], size: int, seed: int = 5) -> list[Sentence]:
    """Return a fixed sample, spread over the intents as the whole is."""
    drawn = list(sentences)
    random.Random(seed).shuffle(drawn)
    return drawn[:size]
