"""Every answer that the assistant can give from a policy: all topics, all who may ask, all that may be known."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from magdat.answers.answer import Answer
from magdat.answers.composer import EXPANDED, MAX_CASES, compose, outcome_for
from magdat.guidance.model import Kind
from magdat.knowledge import Knowledge
from magdat.policy.model import Rule
from magdat.policy.selection import domain_of
from magdat.situation import Role, Situation

ROLES: tuple[str | None, ...] = (None, Role.EMPLOYEE.value, Role.MANAGER.value, Role.HR.value)
"""Who may ask; ``None`` is somebody who did not say."""


@dataclass(frozen=True)
class Produced:
    """One answer with the topic and the situation that it is the answer to."""

    topic: str
    situation: Situation
    answer: Answer


def producible(knowledge: Knowledge) -> Iterator[Produced]:
    """Yield every answer once: two situations with the same words are one answer.

    Where the outcome has more cases than are answered in one breath, the assistant asks; that is no answer.
    """
    for topic in knowledge.library.topics:
        seen: set[str] = set()
        rules = knowledge.policy.rules_for(topic.id) if topic.kind is Kind.RULE else ()
        for situation in _situations(rules):
            if (
                topic.kind is Kind.RULE
                and len(outcome_for(knowledge.policy, topic.id, situation, {}).cases) > MAX_CASES
            ):
                continue
            answer = compose(knowledge, topic.id, situation, {})
            if answer.text not in seen:
                seen.add(answer.text)
                yield Produced(topic.id, situation, answer)


def _situations(rules: Sequence[Rule]) -> Iterator[Situation]:
    """Yield every situation, partly known ones included, with one value for those that no rule tells apart."""
    axes = [[None, *_representatives(rules, name)] for name in EXPANDED]
    for role in ROLES:
        for cell in itertools.product(*axes):
            yield Situation.of({**dict(zip(EXPANDED, cell)), "rol": role})


def _representatives(rules: Sequence[Rule], dimension: str) -> list[str]:
    first: dict[tuple[bool, ...], str] = {}
    for value in domain_of(rules, dimension):
        first.setdefault(tuple(value in rule.conditions.values(dimension) for rule in rules), value)
    return list(first.values())
