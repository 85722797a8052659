"""Questions about policies with their likenesses to everything that each policy says: what weights are learned from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from magdat.answers.asked_sentence import part_of
from magdat.guidance.library import Library
from magdat.policy.answerable import Answerable, answerable
from magdat.policy.loading import load_policy
from magdat.policy.sentences import sentences
from nlu.labelled_questions import LabelledQuestion
from nlu.matching.labelled import PolicyQuestion, WordQuestion
from nlu.matching.learned import Learned
from nlu.matching.likeness import Texts
from nlu.matching.matcher import Matcher, asked_of
from nlu.matching.meaning import Floats
from nlu.matching.turning import Pairs
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


Rights = Callable[[Sequence[Answerable]], "NDArray[np.bool_]"]
"""Gives which of the things in a policy answer one question."""


@dataclass(frozen=True)
class QuestionsOfPolicy:
    """Questions about one policy."""

    policy: str
    path: Path
    questions: Sequence[tuple[Read, Rights]]

    needed: bool = False
    """Whether a question counts only where something in the policy answers it."""


def by_clause(question: PolicyQuestion) -> Rights:
    """Return what answers a question of which the clauses are known: all that stands in them."""
    return lambda items: np.array([item.clause in question.clauses for item in items], dtype=np.bool_)


def by_sentence(question: WordQuestion) -> Rights:
    """Return what answers a question of which the sentence that decides is known: all that stands in its clause."""
    pointed = question.sentence or ""

    def right(items: Sequence[Answerable]) -> NDArray[np.bool_]:
        found = {item.section for item in items if any(part_of(part, pointed) for part in sentences(item.text))}
        return np.array([item.section in found for item in items], dtype=np.bool_)

    return right


def by_label(question: LabelledQuestion) -> Rights:
    """Return what answers a labelled sentence in a policy that names the guidance's questions which it answers.

    They teach when to leave a question to the guidance: most of them the policy does not answer.
    """
    return lambda items: np.array([question.statement in item.answers for item in items], dtype=np.bool_)


class Opened:
    """A policy, and what was asked about it, as far as it hangs on no likeness."""

    def __init__(self, asking: QuestionsOfPolicy, library: Library) -> None:
        """Read the policy.

        Raises:
            DocumentError: it cannot be used.
        """
        self.policy = asking.policy
        self._items = answerable(load_policy(asking.path, library).policy, library)
        found = [(asked_of(read.parse, read.vector), rights(self._items)) for read, rights in asking.questions]
        self._asked = [(heard, right) for heard, right in found if right.any() or not asking.needed]

    def judged(self, learned: Learned, texts: Texts, guidance: Mapping[str, frozenset[str]]) -> list[Judged]:
        """Return every question with its likenesses to everything that the policy says.

        Args:
            learned: what was learned.
            texts: the vectors of texts.
            guidance: the words that tell something of each of the guidance's statements.
        """
        matcher = Matcher(self._items, texts, learned, guidance)
        return [
            Judged(
                self.policy,
                matcher.likenesses(heard),
                matcher.answering,
                right,
                heard.known,
                partial(matcher.compared, heard),
                matcher.bare,
            )
            for heard, right in self._asked
        ]

    def pairs(self, learned: Learned, texts: Texts) -> Pairs | None:
        """Return the questions that the policy answers, with the vectors of all that it says; ``None`` without any."""
        answered = [(heard, right) for heard, right in self._asked if right.any()]
        if not answered:
            return None
        said, owners = Matcher(self._items, texts, learned, {}).said()
        asked = learned.meaning.asked(np.stack([heard.heard.vector for heard, _ in answered]))
        return Pairs(self.policy, asked, said, np.stack([right[owners] for _, right in answered]))
