"""Whether a policy decides in general, or only in special cases.

A rule that lists every value of a dimension limits nothing, yet it does not match where that dimension is unknown.
So these look at every value that the guidance and the policy know as well.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from magdat.advice.subject import Subject
from magdat.policy.model import Conditions, Decision
from magdat.policy.selection import select
from magdat.policy.verdict import Deciding
from magdat.situation import CLOSED, DIMENSIONS, Role, Situation

EMPLOYEE = Situation(rol=Role.EMPLOYEE.value)

_EVERY_DAY = frozenset({"moment", "toestel"})

MOST = 0.8
"""Whoever names so large a share of the platforms names them all: what is left is the intranet and the like."""


def limits(subject: Subject, conditions: Conditions) -> frozenset[str]:
    """Return the dimensions that the conditions of a rule or statement really narrow."""
    return frozenset(
        name for name in DIMENSIONS if (asked := conditions.values(name)) and not _lists_all(subject, name, asked)
    )


def banned(subject: Subject, rules: Sequence[Deciding], situation: Situation) -> Deciding | None:
    """Return the rule that says no in general, or to (nearly) every value of what is unknown."""
    general = select(rules, situation)
    if general is not None and general.decision is Decision.NO:
        return general
    return _everywhere(subject, rules, situation, only=Decision.NO)


def covered(subject: Subject, rules: Sequence[Deciding], situation: Situation) -> bool:
    """Return whether some rule decides in general, or on every value of what is unknown."""
    return select(rules, situation) is not None or _everywhere(subject, rules, situation) is not None


def treats(subject: Subject, topic: str) -> bool:
    """Return whether a policy says something on a topic that is not about a special case alone.

    A moment or a device is no special case: each of them comes up every day. Nor is a statement with a title of its
    own: a text that is brought in says all that it says on a topic in such.
    """
    if subject.policy.provision_for(topic) is not None:
        return True
    said = [item for item in subject.policy.statements if item.topic == topic]
    if any(item.decision is None or limits(subject, item.conditions) <= _EVERY_DAY for item in said):
        return True
    rules = subject.rules(topic)
    axes = [CLOSED[name] if _named(rules, name) else (None,) for name in ("moment", "toestel")]
    return any(
        covered(subject, rules, EMPLOYEE.with_value("moment", moment).with_value("toestel", device))
        for moment, device in itertools.product(*axes)
    )


def _everywhere(
    subject: Subject, rules: Sequence[Deciding], situation: Situation, only: Decision | None = None
) -> Deciding | None:
    """Return the rule of the last known case if rules decide in all of them, and each decides ``only``."""
    last: Deciding | None = None
    for cell in _cells(subject, rules, situation):
        platforms = _known(subject, "platform") if situation.platform is None and _named(rules, "platform") else (None,)
        found = [
            rule
            for platform in platforms
            if (rule := select(rules, cell.with_value("platform", platform) if platform else cell)) is not None
            and (only is None or rule.decision is only)
        ]
        if len(found) < MOST * len(platforms):
            return None
        last = found[-1]
    return last


def _cells(subject: Subject, rules: Sequence[Deciding], situation: Situation) -> Iterator[Situation]:
    """Fill in every known value of every dimension that is unknown and that the rules name; platforms aside."""
    names = [
        name
        for name in ("moment", "toestel", "afdeling")
        if situation.get(name) is None and _named(rules, name) and _known(subject, name)
    ]
    for values in itertools.product(*(_known(subject, name) for name in names)):
        yield Situation.of({**situation.known(), **dict(zip(names, values))})


def _named(rules: Sequence[Deciding], dimension: str) -> bool:
    return any(rule.conditions.values(dimension) for rule in rules)


def _lists_all(subject: Subject, dimension: str, asked: Sequence[str]) -> bool:
    known = _known(subject, dimension)
    share = MOST if dimension == "platform" else 1.0
    return bool(known) and len(set(asked) & set(known)) >= share * len(known)


def _known(subject: Subject, dimension: str) -> tuple[str, ...]:
    """Return the values of a dimension that the guidance and the policy know; what a message is about has no list."""
    if dimension == "platform":
        return tuple(subject.library.platforms)
    if dimension == "afdeling":
        return tuple(subject.policy.company.departments)
    return CLOSED.get(dimension, ())
