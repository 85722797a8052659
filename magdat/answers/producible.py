"""Every answer that the assistant can give from a policy: all topics, all who may ask, all that may be known."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from magdat.answers.answer import Answer
from magdat.answers.composer import MAX_CASES, compose
from magdat.guidance.model import Kind
from magdat.guidance.statements import PolicyPart
from magdat.knowledge import Knowledge
from magdat.policy.answerable import Place, Source
from magdat.policy.outcomes import EXPANDED, outcome_for
from magdat.policy.selection import Conditional, domain_of
from magdat.question import Opening
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
    """Yield every answer to every statement's question once: two situations with the same words are one answer.

    Where the outcome has more cases than are answered in one breath, the assistant asks; that is no answer.
    """
    policy = knowledge.policy
    for topic in knowledge.library.topics:
        for name, statement in knowledge.library.statements_of(topic.id).items():
            ruled = statement.decided_by is PolicyPart.RULE and topic.kind is Kind.RULE
            own = [item for item in policy.statements if item.topic == topic.id and statement.aspect in item.aspects]
            conditions: list[Conditional] = [*(policy.rules_for(topic.id) if ruled else ()), *own]
            seen: set[str] = set()
            for situation in _situations(conditions):
                if ruled and not own and len(outcome_for(policy, topic.id, situation, {}).cases) > MAX_CASES:
                    continue
                opening = Opening.DECISION if ruled else Opening.NONE
                answer = compose(knowledge, topic.id, situation, {}, statement=name, opening=opening)
                if answer.whole not in seen:
                    seen.add(answer.whole)
                    yield Produced(topic.id, situation, answer)
        yield from _of_no_aspect(knowledge, topic.id)


def _of_no_aspect(knowledge: Knowledge, topic: str) -> Iterator[Produced]:
    """Yield the answers of what the company wrote on a topic without saying which question of the guidance it answers.

    No statement of the guidance leads there: it is found by its likeness to what was asked.
    """
    for item in knowledge.policy.statements:
        if item.topic != topic or item.aspects:
            continue
        place, seen = Place(Source.STATEMENT, str(item.id)).id, set[str]()
        for situation in _situations([item]):
            answer = compose(knowledge, topic, situation, {}, company=[place])
            if answer.rule == item.id and answer.whole not in seen:
                seen.add(answer.whole)
                yield Produced(topic, situation, answer)


def _situations(rules: Sequence[Conditional]) -> Iterator[Situation]:
    """Yield every situation, partly known ones included, with one value for those that no rule tells apart."""
    axes = [[None, *_representatives(rules, name)] for name in EXPANDED]
    for role in ROLES:
        for cell in itertools.product(*axes):
            yield Situation.of({**dict(zip(EXPANDED, cell)), "rol": role})


def _representatives(rules: Sequence[Conditional], dimension: str) -> list[str]:
    first: dict[tuple[bool, ...], str] = {}
    for value in domain_of(rules, dimension):
        first.setdefault(tuple(value in rule.conditions.values(dimension) for rule in rules), value)
    return list(first.values())
