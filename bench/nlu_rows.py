"""The rows of the table in docs/nlu.md: what each one trains, and how it is measured. Each runs in its own process."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from bench import rasa_pipelines
from bench.classifier import OURS, Variant
from bench.entities import f1_of_lexicon
from bench.parse_time import in_fresh_process
from bench.sentences import Sentence, descriptions, folds, read_sentences, sample
from bench.xsid import Predict, accuracy, read_xsid
from magdat.evaluation import Judged, Question, figures
from magdat.understanding import ACTS
from nlu.encoders import TAUGHT

SAMPLE = 1_500
"""Sentences of the fixed sample that Rasa's stock pipeline can be trained on in a bearable time."""

TIMED = 300
"""Messages that are timed."""

Rankings = list[list[tuple[str, float]]]


@dataclass(frozen=True)
class Row:
    """One row: its title, the parts of our classifier (or none: Rasa's stock pipeline), and on how many sentences."""

    title: str
    parts: tuple[str, ...] = ()
    sampled: bool = False
    served: bool = False
    """Trained and asked through Rasa, rather than in a loop of our own."""


@dataclass(frozen=True)
class Trained:
    """What a row trained: how to ask it, how to train it on other sentences, what it fills, and Rasa's archive."""

    ask: Callable[[Sequence[str]], Rankings]
    predict: Predict
    disk: Callable[[], int]
    archive: Path | None = None


ROWS = {
    "stock": Row("Rasa's stock pipeline (DIET, 100 epochs)", sampled=True, served=True),
    "ours_sample": Row("ours, the same 1,500 sentences", OURS, sampled=True),
    "spacy": Row("spaCy only: lemmas and tags", ("lemmas", "tags")),
    "characters": Row("characters only", ("characters",)),
    "ngrams": Row("characters, words, lemmas", ("characters", "words", "lemmas")),
    "ngrams_tags": Row("characters, words, lemmas, tags", ("characters", "words", "lemmas", "tags")),
    "e5": Row("e5 only", (TAUGHT,)),
    "ngrams_pairs": Row("characters, words, lemmas, pairs", ("characters", "words", "lemmas", "pairs")),
    "all_tags": Row("ours and tags", (*OURS, "tags")),
    "ours": Row("**ours**, served by Rasa", OURS, served=True),
}


FOLDS = 5
"""Parts that the writers are dealt over; every row is measured on the first."""


def split(row: Row, fold: int = 0) -> tuple[list[Sentence], list[Sentence]]:
    """Return what a row learns from, and the sentences of the writers left out (the same for every row)."""
    train, test = list(folds(read_sentences(), FOLDS))[fold]
    return (sample(train, SAMPLE) if row.sampled else train), [item for item in test if item.intent not in ACTS]


def measure(row: Row) -> dict[str, Any]:
    """Train and measure one row in this process; figures are None where a row has no such thing."""
    train, test = split(row)
    with rasa_pipelines.workplace() as directory:
        started, cpu = time.perf_counter(), _cpu()
        trained = learn(row, train, directory)
        result: dict[str, Any] = {
            "title": row.title,
            "sentences": len(train),
            "tested": len(test),
            "training_s": round(time.perf_counter() - started, 1),
            "training_cpu_s": round(_cpu() - cpu, 1),
        }
        result |= _judge(test, trained.ask([item.text for item in test]))
        if trained.archive:  # the others read their vectors from a file, which says nothing of an answer's time
            result |= in_fresh_process(trained.archive, [item.text for item in test][:TIMED])
        result["resident_mb"] = round(psutil.Process().memory_info().rss / 1e6)
        result["disk_mb"] = round(trained.disk() / 1e6, 1)
        data = read_xsid()
        result |= accuracy(trained.predict, data) if data else {}
    result["entity_f1"] = f1_of_lexicon() if row.parts == OURS and row.served else None
    return result


def learn(row: Row, sentences: Sequence[Sentence], directory: Path) -> Trained:
    """Train a row on sentences; Rasa's archive or the size of the model are made in ``directory``."""
    texts, labels = [item.text for item in sentences], [item.intent for item in sentences]
    return (_served if row.served else _direct)(row, texts, labels, directory)


def _served(row: Row, texts: Sequence[str], labels: Sequence[str], directory: Path) -> Trained:
    config = rasa_pipelines.ours(with_context=False) if row.parts else rasa_pipelines.STOCK
    said = descriptions(labels) if row.parts else []  # what our importer adds; Rasa's own pipeline has no such thing
    texts, labels = [*texts, *(item.text for item in said)], [*labels, *(item.intent for item in said)]
    pipeline = rasa_pipelines.Pipeline(rasa_pipelines.train(config, texts, labels, directory))

    def predict(known: Sequence[str], intents: Sequence[str], asked: Sequence[str]) -> list[str]:
        # Rasa would read «alarm/set_alarm» as one intent «alarm» with an answer of its own.
        plain = {intent.replace("/", "__"): intent for intent in intents}
        renamed = [intent.replace("/", "__") for intent in intents]
        other = rasa_pipelines.Pipeline(rasa_pipelines.train(config, known, renamed, directory))
        return [plain[ranking[0][0]] for ranking in other.rankings(asked)]

    return Trained(pipeline.rankings, predict, lambda: pipeline.archive.stat().st_size, pipeline.archive)


def _direct(row: Row, texts: Sequence[str], labels: Sequence[str], directory: Path) -> Trained:
    variant = Variant(row.parts).fit(texts, labels)

    def ask(asked: Sequence[str]) -> Rankings:
        names = variant.model.labels
        return [
            [(names[index], float(chances[index])) for index in np.argsort(-chances)]
            for chances in variant.probabilities(asked)
        ]

    def predict(known: Sequence[str], intents: Sequence[str], asked: Sequence[str]) -> list[str]:
        other = Variant(row.parts).fit(known, intents)
        return [other.model.labels[index] for index in other.probabilities(asked).argmax(axis=1)]

    def disk() -> int:
        variant.model.save(directory)
        return sum(path.stat().st_size for path in directory.glob("topic_model.*"))

    return Trained(ask, predict, disk)


def _judge(test: Sequence[Sentence], rankings: Rankings) -> dict[str, Any]:
    judged = [
        Judged(Question(item.text, (item.intent,)), tuple(name for name, _ in ranking if name not in ACTS))
        for item, ranking in zip(test, rankings)
    ]
    found = figures(judged, [])
    return {
        "top1": found["accuracy"],
        "top3": found["top3"],
        "macro_f1": found["macro_f1"],
        "out_precision": found["out_of_field"]["precision"],
        "out_recall": found["out_of_field"]["recall"],
    }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
