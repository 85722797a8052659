"""Who answers each question that the guidance knows: the company, the company in some cases, or the guidance alone."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from magdat.guidance.library import Library
from magdat.guidance.statements import PolicyPart, Statement
from magdat.policy.answerable import Answerable, Source
from magdat.policy.model import Policy
from magdat.policy.outcomes import EXPANDED, effective
from magdat.policy.selection import MAX_CELLS, domain_of, matches
from magdat.situation import Situation


class By(str, Enum):
    """Who answers a question."""

    COMPANY = "bedrijf"
    SOMETIMES = "soms"
    """The company, but only in some of the cases that an employee can be in."""

    PERHAPS = "misschien"
    """The company says something on the topic without saying what it answers; it is found by its own words alone."""

    GUIDANCE = "leidraad"


@dataclass(frozen=True)
class Question:
    """One question of the guidance, and who answers it."""

    name: str
    statement: Statement
    by: By
    answers: tuple[Answerable, ...] = ()
    """What in the policy answers it."""

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the numbers on which the answers rest, in the order of the file."""
        return tuple(dict.fromkeys(item.clause for item in self.answers if item.clause))


@dataclass(frozen=True)
class CoveredTopic:
    """One topic: its questions, and what the company says on it without saying what it answers."""

    id: str
    title: str
    asked: int
    """How often strangers ask about it."""

    questions: tuple[Question, ...] = ()
    loose: tuple[Answerable, ...] = ()

    @property
    def silent(self) -> bool:
        """Return whether the company says nothing at all on the topic."""
        return not self.loose and all(item.by is By.GUIDANCE for item in self.questions)

    def count(self, by: By) -> int:
        """Return how many questions are answered by these."""
        return sum(item.by is by for item in self.questions)


def covered_topic(
    policy: Policy, library: Library, topic: str, items: Sequence[Answerable], asked: int
) -> CoveredTopic:
    """Return who answers the questions of one topic of the guidance.

    Args:
        policy: the policy.
        library: the guidance.
        topic: the topic's id.
        items: everything that the policy says.
        asked: how often strangers ask about it.

    Raises:
        KeyError: there is no such topic.
    """
    loose = loose_on(topic, items)
    questions = []
    for name, statement in library.statements_of(topic).items():
        answers = tuple(item for item in items if name in item.answers)
        told = statement.decided_by is PolicyPart.LOCATION and bool(policy.location.place or policy.location.link)
        if told:
            by = By.COMPANY
        elif answers:
            by = By.COMPANY if always(answers) else By.SOMETIMES
        else:
            by = By.PERHAPS if loose else By.GUIDANCE
        questions.append(Question(name, statement, by, answers))
    return CoveredTopic(topic, library.topic(topic).title, asked, tuple(questions), loose)


def loose_on(topic: str, items: Sequence[Answerable]) -> tuple[Answerable, ...]:
    """Return what the policy says on a topic without naming a question; an exception goes with what it is one to."""
    return tuple(
        item for item in items if item.topic == topic and not item.answers and item.source is not Source.EXCEPTION
    )


def always(items: Sequence[Answerable]) -> bool:
    """Return whether in every case that an employee can be in some of these holds.

    More cases than any policy by hand has are not gone through; then the answer is no.
    """
    if any(not item.conditions.named() for item in items):
        return True
    domains = {name: domain for name in EXPANDED if (domain := domain_of(items, name))}
    if math.prod(map(len, domains.values())) > MAX_CELLS:
        return False
    cells = (effective(Situation(**dict(zip(domains, values)))) for values in itertools.product(*domains.values()))
    return all(any(matches(item, cell) for item in items) for cell in cells)
