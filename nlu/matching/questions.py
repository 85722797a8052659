"""Questions about policies with their likenesses to everything that each policy says: what weights are learned from."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from magdat.answers.asked_sentence import part_of
from magdat.guidance.library import Library
from magdat.policy.answerable import answerable
from magdat.policy.loading import load_policy
from magdat.policy.sentences import sentences
from nlu.labelled_questions import LabelledQuestion
from nlu.matching.labelled import PolicyQuestion, WordQuestion
from nlu.matching.learned import Floats, Learned
from nlu.matching.likeness import Texts
from nlu.matching.matcher import Asked, Matcher, asked_of
from nlu.matching.preference import words_of_guidance
from nlu.matching.weighing import Judged


@dataclass(frozen=True)
class Read:
    """A message as the pipeline before the matcher reads it, and its vector."""

    parse: Mapping[str, Any]
    vector: Floats


def read_all(texts: Sequence[str], texts_of: Texts, model: Path | None = None) -> dict[str, Read]:
    """Return every text as the trained model reads it.

    Raises:
        NoInterpreter: there is no trained model.
    """
    from nlu.rasa_interpreter import open_interpreter

    interpreter = open_interpreter(model)

    async def parse_all() -> list[Mapping[str, Any]]:
        return [await interpreter.agent.parse_message(text) for text in texts]

    parses = asyncio.run(parse_all())
    vectors = texts_of.vectors(texts)
    return {text: Read(parse, vector) for text, parse, vector in zip(texts, parses, vectors)}


def judged_on(
    name: str,
    path: Path,
    library: Library,
    learned: Learned,
    texts: Texts,
    asked: Iterable[tuple[PolicyQuestion, Read]],
) -> list[Judged]:
    """Return questions about one policy; the right statements are those on the clauses that answer them."""
    items = answerable(load_policy(path, library).policy, library)
    matcher = Matcher(items, texts, learned, words_of_guidance(library, learned.common))
    found = []
    for question, read in asked:
        heard = asked_of(read.parse, read.vector)
        right = np.array([item.clause in question.clauses for item in items], dtype=np.bool_)
        found.append(_judged(name, matcher, heard, right))
    return found


def judged_by_sentence(
    name: str,
    path: Path,
    library: Library,
    learned: Learned,
    texts: Texts,
    asked: Iterable[tuple[WordQuestion, Read]],
) -> list[Judged]:
    """Return questions about one policy of which somebody pointed out the sentence that decides.

    The right statements are those of the clauses in which that sentence stands.
    """
    items = answerable(load_policy(path, library).policy, library)
    matcher = Matcher(items, texts, learned, words_of_guidance(library, learned.common))
    found = []
    for question, read in asked:
        pointed = question.sentence or ""
        clauses = {item.clause for item in items if any(part_of(part, pointed) for part in sentences(item.text))}
        right = np.array([item.clause in clauses for item in items], dtype=np.bool_)
        if right.any():
            found.append(_judged(name, matcher, asked_of(read.parse, read.vector), right))
    return found


def judged_by_label(
    name: str,
    path: Path,
    library: Library,
    learned: Learned,
    texts: Texts,
    asked: Iterable[tuple[LabelledQuestion, Read]],
) -> list[Judged]:
    """Return labelled sentences as questions about a policy that names the guidance's questions which it answers.

    They teach when to leave a question to the guidance: most of them the policy does not answer.
    """
    items = answerable(load_policy(path, library).policy, library)
    matcher = Matcher(items, texts, learned, words_of_guidance(library, learned.common))
    found = []
    for question, read in asked:
        heard = asked_of(read.parse, read.vector)
        right = np.array([question.statement in item.answers for item in items], dtype=np.bool_)
        found.append(_judged(name, matcher, heard, right))
    return found


def _judged(name: str, matcher: Matcher, heard: Asked, right: NDArray[np.bool_]) -> Judged:
    compare = partial(matcher.compared, heard)
    return Judged(name, matcher.likenesses(heard), matcher.answering, right, heard.known, compare, matcher.bare)
