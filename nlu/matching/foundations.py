"""Learn how questions and the statements that answer them are alike, from the labelled sentences of the project."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from magdat.guidance.library import Library
from nlu.encoders import CACHE, encoder_named
from nlu.labelled_questions import LabelledQuestion, read_labelled_questions
from nlu.matching.grams import counted, rarity, weighed
from nlu.matching.kept import KeptVectors
from nlu.matching.labelled import ROOT
from nlu.matching.learned import Topics
from nlu.matching.meaning import Floats, Meaning, unit
from nlu.matching.recognised import Recognised
from nlu.sentence_encoder import VECTORS
from nlu.topic_model import Block, TopicModel
from nlu.vector_cache import VectorCache

STEP = 3
"""Every third sentence is enough to learn the turn from, and takes a third of the time."""

SHARPNESS, STRICTNESS, ITERATIONS = 20.0, 0.01, 40

SOFTNESS = 5.0
"""By what the margins of the topics are multiplied before they become probabilities, as in the pipeline."""


def labelled_sentences() -> tuple[list[LabelledQuestion], Floats]:
    """Return the labelled sentences, and their vectors."""
    labelled = read_labelled_questions(ROOT / "data" / "vragen")
    encoder = encoder_named("e5")
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
    answers = KeptVectors(encoder_named("e5"), CACHE / "beleid").encode(
        [library.statements[name].text for name in names]
    )
    answered = [index for index, item in enumerate(labelled) if item.statement in place]
    by = np.array([place[str(labelled[index].statement)] for index in answered])
    return AnsweredSentences(names, answers, vectors[answered], by)


def meaning_of(library: Library) -> Meaning:
    """Return the turn that the labelled sentences and the statements that answer them teach."""
    known = answered_sentences(library)
    return learn_meaning(known.questions, known.answers, known.by)


def topics_of_sentences() -> Topics:
    """Return the small classifier of topics that the labelled sentences teach."""
    labelled, vectors = labelled_sentences()
    return learn_topics([item.text for item in labelled], vectors, [item.topic for item in labelled])


def recognised_of(library: Library, meaning: Meaning) -> Recognised:
    """Return how people ask each of the guidance's statements, and what it says."""
    known = answered_sentences(library)
    return Recognised.learn(meaning, known.names, known.answers, known.questions, known.by)


def learn_meaning(questions: Floats, answers: Floats, answered_by: NDArray[np.int64]) -> Meaning:
    """Return the turn by which a question is most like the text that answers it.

    A softmax over all texts, in which a text counts by the root of how many questions it has, and which costs more
    the further the matrix is from one that turns nothing.

    Args:
        questions: vectors of questions.
        answers: vectors of texts.
        answered_by: for each question, the number of the text that answers it.
    """
    about, told = questions.mean(axis=0), answers.mean(axis=0)
    asked, said, wanted = unit(questions - about)[::STEP], unit(answers - told), answered_by[::STEP]
    count, width = asked.shape
    worth = 1 / np.sqrt(np.bincount(wanted, minlength=len(said))[wanted])
    worth = (worth / worth.mean()).astype(np.float32)
    nothing = np.eye(width, dtype=np.float32)
    rows = np.arange(count)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        turn = flat.reshape(width, width).astype(np.float32)
        scores = SHARPNESS * (asked @ turn) @ said.T
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        whole = shares.sum(axis=1, keepdims=True)
        missed = float((worth * (np.log(whole[:, 0]) - scores[rows, wanted])).sum()) / count
        error = shares / whole
        error[rows, wanted] -= 1
        error *= worth[:, None]
        away = turn - nothing
        slope = SHARPNESS * asked.T @ (error @ said) / count + 2 * STRICTNESS * away
        return missed + STRICTNESS * float((away**2).sum()), slope.ravel().astype(np.float64)

    start = nothing.ravel().astype(np.float64)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS})
    return Meaning(about, told, found.x.reshape(width, width).astype(np.float32))


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
