"""What matching takes from the labelled sentences of the project: topics, and how people ask what the guidance says."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from magdat.guidance.library import Library
from nlu.e5.adapter import Adapter
from nlu.encoders import CACHE, TAUGHT, encoder_named
from nlu.labelled_questions import LabelledQuestion, read_labelled_questions
from nlu.matching.grams import counted, rarity, weighed
from nlu.matching.kept import KeptVectors
from nlu.matching.labelled import ROOT
from nlu.matching.learned import Topics
from nlu.matching.meaning import Floats, Meaning
from nlu.matching.recognised import Recognised
from nlu.sentence_encoder import VECTORS
from nlu.topic_model import Block, TopicModel
from nlu.vector_cache import VectorCache

SOFTNESS = 5.0
"""By what the margins of the topics are multiplied before they become probabilities, as in the pipeline."""


def meaning() -> Meaning:
    """Return how the vectors of the encoder of policies are compared."""
    adapter = Adapter.load()
    return Meaning(adapter.question, adapter.statement)


def labelled_sentences() -> tuple[list[LabelledQuestion], Floats]:
    """Return the labelled sentences, and their vectors."""
    labelled = read_labelled_questions(ROOT / "data" / "vragen")
    encoder = encoder_named(TAUGHT)
    return labelled, VectorCache(VECTORS, encoder.name).encode(encoder, [item.text for item in labelled])


@dataclass(frozen=True)
class AnsweredSentences:
    """The labelled sentences that a statement of the guidance answers."""

    names: list[str]
    answers: Floats
    """The vectors of the texts of all statements, in the order of their names."""

    questions: Floats
    by: NDArray[np.int64]
    """For each question, the number of the statement that answers it."""


def answered_sentences(library: Library) -> AnsweredSentences:
    """Return the labelled sentences that the guidance answers, with the answers."""
    labelled, vectors = labelled_sentences()
    names = list(library.statements)
    place = {name: index for index, name in enumerate(names)}
    answers = KeptVectors(encoder_named(TAUGHT), CACHE / "beleid").encode(
        [library.statements[name].text for name in names]
    )
    answered = [index for index, item in enumerate(labelled) if item.statement in place]
    by = np.array([place[str(labelled[index].statement)] for index in answered])
    return AnsweredSentences(names, answers, vectors[answered], by)


def topics_of_sentences() -> Topics:
    """Return the small classifier of topics that the labelled sentences teach."""
    labelled, vectors = labelled_sentences()
    return learn_topics([item.text for item in labelled], vectors, [item.topic for item in labelled])


def recognised_of(library: Library) -> Recognised:
    """Return how people ask each of the guidance's statements, and what it says."""
    known = answered_sentences(library)
    return Recognised.learn(meaning(), known.names, known.answers, known.questions, known.by)


def learn_topics(texts: Sequence[str], vectors: Floats, topics: Sequence[str]) -> Topics:
    """Return a classifier of topics that reads n-grams and e5's vector only."""
    grams = counted(texts)
    rare = rarity(grams)
    model = TopicModel(weights={"e5": 1.2}, strength=0.25, own=3.0)
    model.fit([Block("e5", vectors), Block("letters", weighed(grams, rare))], topics)
    centring = model.centring["e5"]
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder))
        with np.load(Path(folder) / "topic_model.npz", allow_pickle=False) as numbers:
            sparse, dense, bias = numbers["sparse"], numbers["dense"], numbers["bias"]
    return Topics(tuple(model.labels), rare, sparse, dense, bias, centring.mean, centring.scale, SOFTNESS)
