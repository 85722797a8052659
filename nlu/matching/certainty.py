"""How sure it is that a statement answers a question: from its score, and from what the guidance knows of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from magdat.guidance.statements import topic_of
from nlu.matching.meaning import Floats

SIGNS = ("altijd", "score", "voorsprong", "buiten_bereik", "ander_onderwerp", "deelvraag", "elders")

MOST_AHEAD = 6.0
"""By more than this much, being ahead tells nothing more."""

OUTSIDE = "buiten_bereik"
"""How the topics begin that are about something else altogether."""


class Answering:
    """What each statement of a policy is about, as far as certainty hangs on it."""

    def __init__(self, clauses: Sequence[str | None], topics: Sequence[str], answers: Sequence[frozenset[str]]) -> None:
        """Take the clause, the topic and the answered questions of the guidance of every statement."""
        self.clauses, self.topics, self.answers = clauses, topics, answers
        first = {clause: place for place, clause in reversed(list(enumerate(clauses))) if clause is not None}
        places = [place if clause is None else first[clause] for place, clause in enumerate(clauses)]
        self.codes = np.array(places, dtype=np.int64)
        """A number a statement, the same for those of one clause."""

        self.told = frozenset(topic_of(name) for named in answers for name in named)
        """Topics of which the policy says itself which questions it answers."""


@dataclass(frozen=True)
class Known:
    """How the pipeline read a question."""

    topics: Mapping[str, float]
    statements: Mapping[str, float]

    @cached_property
    def outside(self) -> float:
        """Return how likely it is about something else altogether."""
        return sum(chance for name, chance in self.topics.items() if name.startswith(OUTSIDE))

    @cached_property
    def topic(self) -> tuple[str, float]:
        """Return the likeliest topic, and how likely it is."""
        return max(self.topics.items(), key=lambda item: item[1], default=("", 0.0))

    @cached_property
    def statement(self) -> tuple[str, float]:
        """Return the guidance's likeliest statement, and how likely it is."""
        return max(self.statements.items(), key=lambda item: item[1], default=("", 0.0))


def signs_of(scores: Floats, answering: Answering, index: int, known: Known) -> dict[str, float]:
    """Return the signs for one statement.

    Args:
        scores: the score of every statement of the policy.
        answering: what the statements are about.
        index: the statement.
        known: how the pipeline read the question.
    """
    # What stands in the same clause says the same in other words, or the rest of it.
    others = scores[answering.codes != answering.codes[index]]
    best = float(others.max()) if len(others) else float(scores[index]) - MOST_AHEAD
    ahead = float(scores[index]) - best
    (topic, likely), (statement, heard) = known.topic, known.statement
    answered = answering.answers[index]
    elsewhere = statement not in answered and topic_of(statement) in answering.told
    return {
        "altijd": 1.0,
        "score": float(scores[index]),
        "voorsprong": min(max(ahead, -MOST_AHEAD), MOST_AHEAD),
        "buiten_bereik": known.outside,
        "ander_onderwerp": likely if topic != answering.topics[index] else 0.0,
        "deelvraag": min(sum(known.statements.get(name, 0.0) for name in answered), 1.0),
        "elders": heard if elsewhere else 0.0,
    }
