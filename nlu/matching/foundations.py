"""Learn how questions and the statements that answer them are alike, from the labelled sentences of the project."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlu.matching.grams import counted, rarity, weighed
from nlu.matching.learned import Floats, Meaning, Topics, unit
from nlu.topic_model import Block, TopicModel

STEP = 3
"""Every third sentence is enough to learn the turn from, and takes a third of the time."""

SHARPNESS, STRICTNESS, ITERATIONS = 20.0, 0.01, 40

SOFTNESS = 5.0
"""By what the margins of the topics are multiplied before they become probabilities, as in the pipeline."""


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
