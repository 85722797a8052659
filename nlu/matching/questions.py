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
from nlu.matching.weighing import Judged

Parses = Mapping[str, Mapping[str, Any]]
"""Messages as the pipeline before the matcher reads them, by their text."""


def read_all(texts: Sequence[str], model: Path | None = None) -> Parses:
    """Return every text as the trained model reads it.

    Raises:
        NoInterpreter: there is no trained model.
    """
    from nlu.rasa_interpreter import open_interpreter

    interpreter = open_interpreter(model)

    async def parse_all() -> list[Mapping[str, Any]]:
        return [await interpreter.agent.parse_message(text) for text in texts]

    return dict(zip(texts, asyncio.run(parse_all())))


Rights = Callable[[Sequence[Answerable]], "NDArray[np.bool_]"]
"""Gives which of the things in a policy answer one question."""


@dataclass(frozen=True)
class QuestionsOfPolicy:
    """Questions about one policy."""

    policy: str
    path: Path
    questions: Sequence[tuple[Mapping[str, Any], Rights]]
    """As the pipeline reads them, with what answers them."""

    needed: bool = False
    """Whether a question counts only where something in the policy answers it."""


def question_of_key(key: Mapping[str, object]) -> PolicyQuestion:
    """Return the question of a key, with the clauses that it names."""
    clauses = key["artikel"] if isinstance(key["artikel"], list) else []
    return PolicyQuestion(str(key["beleid"]), frozenset(map(str, clauses)), str(key["vraag"]))


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
    """A policy, and what was asked about it, as far as it hangs on nothing that was learned."""

    def __init__(self, asking: QuestionsOfPolicy, library: Library, texts: Texts) -> None:
        """Read the policy.

        Raises:
            DocumentError: it cannot be used.
        """
        self.policy = asking.policy
        self._texts = texts
        self._items = answerable(load_policy(asking.path, library).policy, library)
        vectors = texts.vectors([str(parse["text"]) for parse, _ in asking.questions])
        found = [(asked_of(parse, row), rights(self._items)) for (parse, rights), row in zip(asking.questions, vectors)]
        self._asked = [(heard, right) for heard, right in found if right.any() or not asking.needed]

    def judged(self, learned: Learned, guidance: Mapping[str, frozenset[str]]) -> list[Judged]:
        """Return every question with its likenesses to everything that the policy says.

        Args:
            learned: what was learned.
            guidance: the words that tell something of each of the guidance's statements.
        """
        matcher = Matcher(self._items, self._texts, learned, guidance)
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
